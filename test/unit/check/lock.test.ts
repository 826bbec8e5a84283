import { describe, expect, it } from 'vitest';
import { readBaseline, readLock } from '../../../src/catalog/check-files.ts';
import type { LockedModel } from '../../../src/domain/check.ts';
import { diffLock, makeLock, writeLock } from '../../../src/license/lock.ts';

const CATALOG = { version: '2026.11.20', sha256: 'ab'.repeat(32) };
const model = (id: string, more: Partial<LockedModel> = {}): LockedModel => ({
  id,
  declared: ['mit'],
  bases: [],
  effective: ['mit'],
  expression: 'MIT',
  evidence: ['catalog'],
  ...more,
});

describe('lock', () => {
  it('is written the same from any order, and read back', () => {
    const [a, b] = [model('a/a', { revisions: ['main'] }), model('b/b', { licenseTextSha256: 'c'.repeat(64) })];
    const text = writeLock(makeLock(CATALOG, [b, a]));
    expect(text).toBe(writeLock(makeLock(CATALOG, [a, b, { ...a, revisions: ['main'] }])));
    const read = readLock(text, 'lock.json');
    expect(read).toMatchObject({ kind: 'ok', value: { models: [a, b] } });
  });

  it('tells what was added, removed and changed, but not a newer catalog', () => {
    const before = makeLock(CATALOG, [model('a/a'), model('b/b'), model('c/c', { effective: ['llama3.1', 'mit'] })]);
    const after = makeLock({ version: '2027.1.1', sha256: 'ef'.repeat(32) }, [
      model('a/a'),
      model('c/c', { effective: ['mit'] }),
      model('d/d'),
    ]);
    expect(diffLock(before, after)).toEqual([
      { kind: 'removed', id: 'b/b' },
      { kind: 'changed', id: 'c/c', field: 'effective', from: 'llama3.1, mit', to: 'mit' },
      { kind: 'added', id: 'd/d' },
    ]);
    expect(diffLock(before, { ...before, catalog: after.catalog })).toEqual([]);
  });

  it.each([
    ['no JSON', '{"lockVersion": 1,', /yaml-syntax/],
    ['another version', '{"lockVersion": 2, "catalog": {"version": "1", "sha256": ""}, "models": {}}', /wrong-value/],
    [
      'an unknown key',
      '{"lockVersion": 1,\n "catalog": {"version": "1", "sha256": ""},\n "models": {},\n "x": 1}',
      /unknown-key/,
    ],
    ['nothing', '', /wrong-type|missing/],
    ['a list', '[]', /wrong-type/],
  ])('with %s is refused with a place and a remedy', (_name, text, code) => {
    const read = readLock(text, 'lock.json');
    expect(read.kind).toBe('error');
    if (read.kind !== 'error') return;
    for (const problem of read.problems) {
      expect(problem.code).toMatch(code);
      expect(problem).toMatchObject({ file: 'lock.json', line: expect.any(Number), remedy: expect.any(String) });
    }
  });
});

it.each([
  [
    'a bad fingerprint',
    '{"baselineVersion":1,"created":"2026-11-01","findings":[{"fingerprint":"x","rule":"LLA003","level":"error","model":null,"path":null}]}',
  ],
  ['a day that does not exist', '{"baselineVersion":1,"created":"2026-02-30","findings":[]}'],
])('a baseline with %s is refused', (_name, text) => {
  expect(readBaseline(text, 'b.json').kind).toBe('error');
});
