import { expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { ModelReference } from '../../src/domain/reference.ts';
import { scanContext } from '../../src/scan/context.ts';
import { canonicalId, referenceIndex } from '../../src/scan/resolve.ts';
import { scanText } from '../../src/scan/scan-text.ts';
import { LICENSES } from '../fixtures/licenses.ts';
import { describeShared, readShared } from './shared.ts';

interface Expected {
  readonly scheme: string;
  readonly id: string;
  readonly tag?: string;
  readonly explicitTag?: boolean;
  readonly role?: string;
  readonly confidence?: string;
  readonly quant?: string;
  readonly revision?: string;
  readonly hosted?: boolean;
  readonly provider?: string;
  readonly canonical?: string;
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly lines: readonly string[];
  readonly at?: number;
  readonly span?: readonly [number, number];
  readonly expect: readonly Expected[];
}

const FILE = 'truth/license/references.jsonl';
const report = (line: string): void => void process.stdout.write(`${line}\n`);

describeShared('model references in other people’s repositories', [FILE], () => {
  it('are found, and nothing else is', async () => {
    const catalog = await loadCatalog();
    const licensed = [...LICENSES.values()].flatMap((license) => license.models);
    const context = scanContext(catalog.models, licensed);
    const index = referenceIndex(catalog.models, licensed);
    const rows = readShared(FILE)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
    let wanted = 0;
    let reported = 0;
    let right = 0;
    let unread = 0;
    const details: string[] = [];
    for (const row of rows) {
      const [from, to] = row.span ?? [row.at ?? 1, row.at ?? 1];
      const found = scanText(row.fileName, row.lines.join('\n'), context).references.filter((reference) =>
        [reference, ...(reference.occurrences ?? [])].some(({ line }) => line >= from && line <= to),
      );
      const named = found.filter(({ state }) => state !== 'unresolved');
      wanted += row.expect.length;
      reported += named.length;
      const hits = row.expect.filter((one) => named.some((reference) => isSame(reference, one)));
      right += hits.length;
      if (row.kind === 'unresolved' && found.some(({ state }) => state === 'unresolved')) unread += 1;
      if (hits.length !== row.expect.length || named.length !== row.expect.length)
        report(`${row.id}: wanted ${JSON.stringify(row.expect)}, found ${JSON.stringify(found)}`);
      else
        for (const one of row.expect) {
          const reference = named.find((candidate) => isSame(candidate, one));
          if (reference !== undefined)
            details.push(...differences(row.id, reference, one, canonicalId(reference, index)));
        }
      if (row.kind === 'unresolved' && found.length === 0) report(`${row.id}: an unread name goes unmentioned`);
    }
    const precision = right / Math.max(reported, 1);
    const recall = right / Math.max(wanted, 1);
    for (const line of details) report(line);
    const unresolved = rows.filter(({ kind }) => kind === 'unresolved').length;
    report(
      `references: ${right} of ${wanted} found, ${reported} reported: precision ${(precision * 100).toFixed(1)} %, recall ${(recall * 100).toFixed(1)} %; ${unread} of ${unresolved} unread names mentioned; ${details.length} differences in detail`,
    );
    expect(precision).toBeGreaterThanOrEqual(0.98);
    expect(recall).toBeGreaterThanOrEqual(0.98);
    expect(unread).toBe(unresolved);
    expect(details).toEqual([]);
  });
});

function isSame(reference: ModelReference, wanted: Expected): boolean {
  return reference.scheme === wanted.scheme && reference.id?.toLowerCase() === wanted.id.toLowerCase();
}

function differences(
  id: string,
  reference: ModelReference,
  wanted: Expected,
  canonical: string | undefined,
): readonly string[] {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['tag', wanted.tag, reference.tag],
    ['explicitTag', wanted.explicitTag, reference.explicitTag],
    ['role', wanted.role, reference.kind === 'mention' ? 'use' : reference.kind],
    ['confidence', wanted.confidence, reference.confidence],
    ['quant', wanted.quant, reference.quantization],
    ['revision', wanted.revision, reference.revision],
    ['hosted', wanted.hosted, reference.state === 'hosted'],
    ['canonical', wanted.canonical, canonical],
    ['provider', wanted.provider, reference.provider],
  ];
  return pairs
    .filter(([, one, other]) => one !== undefined && one !== other)
    .map(([name, one, other]) => `${id}: ${name} is ${String(other)}, not ${String(one)}`);
}
