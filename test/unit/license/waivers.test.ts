import { describe, expect, it } from 'vitest';
import type { Waiver } from '../../../src/domain/license-policy.ts';
import { matchesGlob } from '../../../src/license/glob.ts';
import { matchesPattern } from '../../../src/license/pattern.ts';
import { applyWaivers, type PlacedFinding, policyFor } from '../../../src/license/waivers.ts';
import { policyWith, SMALL_COMPANY } from '../../fixtures/licenses.ts';

const waiver: Waiver = {
  id: 'W1',
  model: 'facebook/opt-*',
  rule: 'LLA006',
  paths: ['bench/**'],
  reason: 'throughput smoke test only',
  approvedBy: 'legal@example.com',
  granted: '2026-06-01',
  expires: '2026-12-31',
};
const found = (path: string, level: 'error' | 'warning' | 'note' = 'error'): PlacedFinding => ({
  finding: { rule: 'LLA006', level, kind: 'denied', license: 'opt-175b', args: {} },
  model: 'facebook/opt-125m',
  path,
});
const run = (waivers: readonly Waiver[], today: string, ...placed: readonly PlacedFinding[]) => {
  const { placed: marked, findings } = applyWaivers(placed, waivers, today);
  return {
    waived: marked.map((item) => item.waivedBy ?? null),
    about: findings.map((finding) => `${finding.rule} ${finding.level} ${finding.args.waiver}`),
  };
};

describe('waivers', () => {
  it.each<readonly [string, Partial<Waiver>, string, string, (string | null)[], string[]]>([
    ['a valid one', {}, '2026-11-01', 'bench/run.sh', ['W1'], []],
    ['on its last day', {}, '2026-12-31', 'bench/run.sh', ['W1'], ['LLA010 note W1']],
    ['the day after', {}, '2027-01-01', 'bench/run.sh', [null], ['LLA010 error W1']],
    ['30 days before', {}, '2026-12-01', 'bench/run.sh', ['W1'], ['LLA010 note W1']],
    ['another path', {}, '2026-11-01', 'src/run.sh', [null], ['LLA011 warning W1']],
    ['another rule', { rule: 'LLA005' }, '2026-11-01', 'bench/run.sh', [null], ['LLA011 warning W1']],
    ['another model', { model: 'facebook/llama-*' }, '2026-11-01', 'bench/run.sh', [null], ['LLA011 warning W1']],
    ['an unused one that has run out', { model: 'x/y' }, '2027-06-01', 'bench/run.sh', [null], ['LLA011 warning W1']],
  ])('%s', (_, change, today, path, waived, about) => {
    expect(run([{ ...waiver, ...change }], today, found(path))).toEqual({ waived, about });
  });

  it('the narrowest of several counts', () => {
    const { paths: _, ...everywhere } = { ...waiver, id: 'W0' };
    const exact = { ...everywhere, id: 'W2', model: 'facebook/opt-125m' };
    expect(run([everywhere, exact, waiver], '2026-11-01', found('bench/a'), found('src/a')).waived).toEqual([
      'W1',
      'W2',
    ]);
  });

  it('a waiver that has run out hides behind no other', () => {
    const old = { ...waiver, id: 'W9', expires: '2026-07-01' };
    const { paths: _, ...wide } = waiver;
    expect(run([old, wide], '2026-11-01', found('bench/a')).waived).toEqual(['W1']);
    expect(run([old], '2026-11-01', found('bench/a'))).toEqual({ waived: [null], about: ['LLA010 error W9'] });
  });

  it('notes need none', () => {
    expect(run([waiver], '2026-11-01', found('bench/a', 'note')).waived).toEqual([null]);
  });
});

describe('overrides', () => {
  const policy = policyWith({
    profile: SMALL_COMPANY,
    overrides: [
      { paths: ['research/**'], facts: { use: 'research', distribution: ['none'] }, reason: 'not shipped' },
      { paths: ['**/demo/**'], facts: { distribution: ['hosted-api'] }, reason: 'public demo' },
    ],
  });

  it('change the facts of their paths only, later ones last', () => {
    expect(policyFor('src/a.py', policy)).toBe(policy);
    expect(policyFor('research/a.py', policy).profile).toMatchObject({ use: 'research', distribution: ['none'] });
    expect(policyFor('research/demo/a.py', policy).profile).toMatchObject({
      use: 'research',
      distribution: ['hosted-api'],
    });
  });
});

describe('globs', () => {
  it.each([
    ['bench/**', 'bench/a/b.sh', true],
    ['bench/**', 'bench', false],
    ['bench/', 'bench/a.sh', true],
    ['**/*.py', 'a.py', true],
    ['**/*.py', 'x/y/a.py', true],
    ['*.py', 'x/a.py', false],
    ['x/*/a.py', 'x/y/a.py', true],
    ['x/*/a.py', 'x/y/z/a.py', false],
    ['x/**/a.py', 'x/a.py', true],
    ['./x/?.py', 'x/a.py', true],
    ['x/a*c*e', 'x/abcde', true],
    ['x/a*c*f', 'x/abcde', false],
    ['**/**/**/a', 'b/c/d', false],
  ])('%s %s %s', (glob, path, expected) => {
    expect(matchesGlob(glob, path)).toBe(expected);
  });

  it.each([
    ['org/model', 'Org/Model', true],
    ['org/*', 'org/model', true],
    ['*-7b', 'org/chat-7b', true],
    ['*-7b', 'org/chat-70b', false],
    ['a*a', 'a', false],
    ['o*g/m*l', 'org/model', true],
  ])('model pattern %s %s %s', (pattern, id, expected) => {
    expect(matchesPattern(pattern, id)).toBe(expected);
  });
});
