import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCatalog } from '../../../src/catalog/compile.ts';
import type { CatalogFinding } from '../../../src/catalog/finding.ts';
import { sampleModel } from '../../../src/catalog/lint/model-sample.ts';
import { sample } from '../../../src/catalog/lint/samples.ts';
import { type DetailedCatalog, overlayCatalog } from '../../../src/catalog/overlay.ts';
import { AdvisorError } from '../../../src/domain/problem.ts';

const SOURCES = [{ path: 'devices/a.yaml', text: JSON.stringify({ devices: [sample('devices')] }) }];

function base(): DetailedCatalog {
  const { catalog, details } = compileCatalog(SOURCES, { sha256: (text) => String(text.length) });
  if (catalog === undefined || details === undefined) throw new Error('the samples do not compile');
  return { catalog, details };
}

function lay(...paths: readonly string[]): DetailedCatalog & { readonly findings: readonly CatalogFinding[] } {
  const findings: CatalogFinding[] = [];
  return { ...overlayCatalog(base(), paths, (finding) => findings.push(finding)), findings };
}

function problemsOf(run: () => unknown): AdvisorError['problems'] {
  try {
    run();
  } catch (error) {
    if (error instanceof AdvisorError && error.kind === 'input-file') return error.problems;
    throw error;
  }
  return [];
}

describe('overlayCatalog', () => {
  let folder = '';
  const write = (name: string, value: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
    return path;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'overlay-'));
    mkdirSync(join(folder, 'tree', 'policies'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes a file with lists of any section', () => {
    const path = write('own.yaml', {
      devices: [sample('devices', { id: 'own', name: 'Own' })],
      policies: [sample('policies', { name: 'ours' })],
    });
    const { catalog, findings } = lay(path);
    expect(catalog.devices.map(({ id }) => id)).toEqual(['card-24', 'own']);
    expect(catalog.policies.map(({ name }) => name)).toEqual(['ours']);
    expect(findings).toEqual([]);
  });

  it('takes a folder laid out like the catalog, and only its YAML', () => {
    write('tree/policies/ours.yaml', sample('policies', { name: 'ours' }));
    write('tree/README.md', 'about');
    expect(lay(join(folder, 'tree')).catalog.policies.map(({ name }) => name)).toEqual(['ours']);
  });

  it('lays later ones over earlier ones, and says so', () => {
    const first = write('first.yaml', { devices: [sample('devices', { name: 'First' })] });
    const second = write('second.yaml', { devices: [sample('devices', { name: 'Second' })] });
    const { catalog, findings } = lay(first, second);
    expect(catalog.devices.map(({ name }) => name)).toEqual(['Second']);
    expect(findings.map(({ file, rule }) => [file, rule])).toEqual([
      [first, 'override'],
      [second, 'override'],
    ]);
  });

  it('voids what stood behind a model it replaces, and keeps the rest', () => {
    const models = (...changes: readonly Readonly<Record<string, unknown>>[]) => ({
      family: 'acme',
      models: changes.map((change) => sampleModel(change)),
    });
    const first = write(
      'two.yaml',
      models(
        { id: 'a/one', aliases: ['one'], notes: ['note of one'] },
        { id: 'a/two', name: 'Two', aliases: [], notes: ['note of two'] },
      ),
    );
    const second = write('again.yaml', models({ id: 'a/one', name: 'Another one' }));
    const { catalog, details } = lay(first, second);
    expect(catalog.models.map(({ id, name }) => [id, name])).toEqual([
      ['a/one', 'Another one'],
      ['a/two', 'Two'],
    ]);
    expect(details.entries.models?.['a/one']?.notes).toBeUndefined();
    expect(details.entries.models?.['a/two']?.notes).toEqual(['note of two']);
    expect(details.sha256).toBe(catalog.sha256);
  });

  it('refuses with every fault and its place', () => {
    const path = write('bad.yaml', 'devices:\n  - id: x\n    nmae: y\nhosts: 3\n');
    const problems = problemsOf(() => lay(path));
    expect(problems.length).toBeGreaterThan(3);
    expect(problems).toContainEqual({
      code: 'unknown-key',
      message: 'unknown key "nmae"',
      file: path,
      line: 3,
      column: 5,
      remedy: 'did you mean "name"?',
    });
    expect(problems.map(({ code, line }) => [code, line])).toContainEqual(['wrong-type', 4]);
  });

  it('says what cannot be read', () => {
    const path = join(folder, 'absent.yaml');
    expect(problemsOf(() => lay(path))).toMatchObject([{ code: 'unreadable-file', file: path }]);
  });
});
