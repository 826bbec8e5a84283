import { expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { LicenseVerdict } from '../../src/domain/license.ts';
import type { LicensePolicy } from '../../src/domain/license-policy.ts';
import type { ModelSpec, Relation } from '../../src/domain/model.ts';
import { judgeLicense, toNode } from '../../src/license/judge.ts';
import { judgeCard } from '../../src/license/judge-card.ts';
import { type LicenseBook, licensesByModel, type ModelCard } from '../../src/license/label.ts';
import type { LineageNode } from '../../src/license/lineage.ts';
import { findOpenObligations } from '../../src/license/obligation-findings.ts';
import { LICENSES, policyWith, SMALL_COMPANY } from '../fixtures/licenses.ts';
import { describeShared, readShared } from './shared.ts';

interface Row {
  readonly id: string;
  readonly model: string;
  readonly scheme: 'hf' | 'ollama';
  readonly declared: { readonly tag: string; readonly licenseName: string | null; readonly licenseLink: string | null };
  readonly lineage: readonly { readonly model: string; readonly relation: Relation; readonly license: string }[];
  readonly effective: readonly string[];
  readonly expectFindings: readonly string[];
}

/** Rows we answer otherwise, each dated and explained. One that is answered after all fails the test. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  M007: '2026-11-25: a tag that has stood for two models; needs the history of tags, which the reference resolver will have',
  M082: '2026-11-25: a publisher statement without any license text; needs statements beside licenses',
  M085: '2026-11-25: our catalog follows the relicensing to Apache-2.0 of 2025-01-15',
};

/** What the run has to say stands in its output, not in an assertion. */
const report = (line: string): void => void process.stdout.write(`${line}\n`);

const FILE = 'truth/license/models.jsonl';
const EMPTY = policyWith({});
const COMPANY = policyWith({ profile: SMALL_COMPANY });

describeShared('license sets of real models', [FILE], () => {
  it('are the ones that hold, with the findings owed', async () => {
    const catalog = await loadCatalog();
    const models = new Map(catalog.models.map((model) => [model.id, model]));
    const byPattern = licensesByModel(LICENSES.values());
    const book: LicenseBook = {
      licenses: LICENSES,
      licensesOf: (id) => {
        const model = models.get(id);
        return model === undefined ? byPattern(id) : [model.license.id];
      },
    };
    const rows = readShared(FILE)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
    const failures: string[] = [];
    const passed: string[] = [];
    for (const row of rows) {
      const problems = check(row, models, book);
      if (problems.length === 0) passed.push(row.id);
      else failures.push(row.id);
      const allowed = EXCEPTIONS[row.id];
      if (problems.length > 0) report(`${row.id} ${row.model}: ${problems.join('; ')} ${allowed ?? 'NOT EXPECTED'}`);
    }
    report(`license sets: ${passed.length} of ${rows.length} as expected; ${failures.length} exceptions`);
    expect(failures).toEqual(Object.keys(EXCEPTIONS).filter((id) => rows.some((row) => row.id === id)));
  });
});

function check(row: Row, models: ReadonlyMap<string, ModelSpec>, book: LicenseBook): readonly string[] {
  const judges = judgesOf(row, models, book);
  const verdict = judges[0]?.(COMPANY);
  if (verdict === undefined) return ['not resolved'];
  const said = new Set(
    judges
      .flatMap((judge) => [judge(COMPANY), judge(EMPTY)])
      .flatMap((one) => [...one.findings, ...findOpenObligations(one.obligations)])
      .map((item): string => item.rule),
  );
  const problems = row.expectFindings
    .map((rule) => rule.replace(/:.*/, ''))
    .filter((rule) => !said.has(rule))
    .map((rule) => `lacks ${rule}`);
  const wanted = [...row.effective].sort().join(' AND ');
  const got = verdict.ids.join(' AND ');
  return wanted === got ? problems : [...problems, `is "${got}", not "${wanted}"`];
}

/** The model as the catalog has it, if it does, and as its card has it. */
function judgesOf(
  row: Row,
  models: ReadonlyMap<string, ModelSpec>,
  book: LicenseBook,
): readonly ((policy: LicensePolicy) => LicenseVerdict)[] {
  const lookup = (id: string): LineageNode | undefined => {
    const base = models.get(id);
    return base === undefined ? undefined : toNode(base);
  };
  const model =
    row.scheme === 'hf'
      ? models.get(row.model)
      : [...models.values()].find((one) => one.engines.ollama?.tag?.toLowerCase() === row.model);
  const bases = row.lineage.map(({ model: id, relation, license }) => ({ id, relation, license }));
  const ofCatalog = (policy: LicensePolicy) => judgeLicense(model as ModelSpec, { models, licenses: LICENSES }, policy);
  const ofCard = (policy: LicensePolicy) => judgeCard(cardOf(row, bases), lookup, book, policy);
  return [...(model === undefined ? [] : [ofCatalog]), ...(row.scheme === 'hf' ? [ofCard] : [])];
}

function cardOf({ model, declared }: Row, bases: ModelCard['bases']): ModelCard {
  return {
    id: model,
    ...(declared.tag.startsWith('(') ? {} : { license: declared.tag }),
    ...(declared.licenseName === null ? {} : { licenseName: declared.licenseName }),
    ...(declared.licenseLink === null ? {} : { licenseLink: declared.licenseLink }),
    bases,
  };
}
