import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeBaseline } from '../../src/advisor/check/baseline.ts';
import type { CheckFinding, CheckResult, FailOn, ResolvedReference } from '../../src/domain/check.ts';
import type { Waiver } from '../../src/domain/license-policy.ts';
import type { Relation } from '../../src/domain/model.ts';
import { matchesGlob } from '../../src/license/glob.ts';
import { matchesPattern } from '../../src/license/pattern.ts';
import { LICENSE_RULES } from '../../src/license/rules.ts';
import { CHECK_FORMATS } from '../../src/report/check-formats/options.ts';
import { loadCheckFormat } from '../../src/report/check-formats/registry.ts';
import type { TreeEntry } from '../../src/scan/tree.ts';
import { type Given, policyOf, reference, resolved, runCheck, uses } from '../fixtures/check.ts';
import { checkTree } from '../fixtures/check-tree.ts';
import { LICENSES, SMALL_COMPANY } from '../fixtures/licenses.ts';

const IDS = [...LICENSES.keys()];
const RULES = Object.keys(LICENSE_RULES);
const PATHS = ['app/serve.py', 'bench/run.sh', 'train/config.yaml', 'web/index.ts'];
const MODELS = ['acme/one', 'acme/two', 'other/three', 'deepseek-ai/DeepSeek-R1-Distill-Llama-8B', 'nobody/knows'];

const license = fc.constantFrom(...IDS);
const relation = fc.constantFrom<Relation>('finetune', 'quantized', 'merge', 'adapter');
const cards = fc.record({
  'acme/one': fc.record({ license, bases: fc.constant([]) }),
  'acme/two': fc.record({
    license,
    bases: fc.array(fc.record({ id: fc.constantFrom('acme/one', 'other/three'), relation }), { maxLength: 2 }),
  }),
  'other/three': fc.record({ license, bases: fc.constant([]) }),
});

const use = fc
  .record({ path: fc.constantFrom(...PATHS), model: fc.constantFrom(...MODELS), line: fc.integer({ min: 1, max: 50 }) })
  .map(({ path, model, line }) => uses(path, model, { line }));
const unclear = fc
  .record({ path: fc.constantFrom(...PATHS), line: fc.integer({ min: 1, max: 50 }), ambiguous: fc.boolean() })
  .map(
    ({ path, line, ambiguous }): ResolvedReference =>
      ambiguous
        ? resolved(reference(path, 'ai/some', { scheme: 'docker-model', line }), {
            kind: 'ambiguous',
            candidates: ['acme/one', 'other/three'],
          })
        : resolved(reference(path, '$M', { scheme: 'variable', id: null, state: 'unresolved', line }), {
            kind: 'unresolved',
          }),
  );
const references = fc.array(fc.oneof({ weight: 4, arbitrary: use }, { weight: 1, arbitrary: unclear }), {
  minLength: 1,
  maxLength: 8,
});

const facts = fc.record(
  {
    use: fc.constantFrom('commercial', 'internal', 'research'),
    distribution: fc.constantFrom(['none'], ['product'], ['weights', 'product']),
    mauAtModelRelease: fc.constantFrom(10, 900_000_000),
    domicile: fc.constantFrom('US', 'DE', 'KR'),
  },
  { requiredKeys: [] },
);

const policyKeys = fc.record({
  profile: facts.map((stated) => ({ ...SMALL_COMPANY, ...stated })),
  licenses: fc.record({
    default: fc.constantFrom('judge', 'review', 'deny'),
    allow: fc.constantFrom([], ['@permissive']),
    deny: fc.constantFrom([], ['@non-commercial']),
  }),
  acknowledge: fc.uniqueArray(license, { maxLength: 5 }),
  severity: fc.dictionary(fc.constantFrom(...RULES), fc.constantFrom('error', 'warning', 'note', 'off'), {
    maxKeys: 3,
  }),
});
type PolicyKeys = typeof policyKeys extends fc.Arbitrary<infer T> ? T : never;

const waiver = fc.record({
  id: fc.constantFrom('W1', 'W2', 'W3'),
  model: fc.constantFrom('acme/*', 'acme/one', 'other/three'),
  rule: fc.constantFrom('LLA001', 'LLA002', 'LLA003', 'LLA006', 'LLA019'),
  paths: fc.constantFrom(['bench/**'], ['**']),
  reason: fc.constant('accepted for the time of the test'),
  approvedBy: fc.constant('legal@example.com'),
  granted: fc.constant('2026-06-01'),
  expires: fc.constantFrom('2026-11-01', '2026-12-31'),
});
const waivers = fc.uniqueArray(waiver, { selector: ({ id }) => id, maxLength: 3 });

const world = fc.record({ references, cards, keys: policyKeys });
const given = (
  { references: all, cards: known, keys }: { references: ResolvedReference[]; cards: Given['cards']; keys: object },
  more: object = {},
): Given => ({
  references: all,
  ...(known === undefined ? {} : { cards: known }),
  policy: policyOf({ ...keys, ...more }),
});

const print = async (result: CheckResult): Promise<string> =>
  (await loadCheckFormat('json'))(result, { locale: 'en', width: 80, color: 0, ascii: false, suppressed: false });

describe('any order gives the same bytes', () => {
  it('of references', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.infiniteStream(fc.nat()), async (some, random) => {
        const keyed = some.references.map((item) => [random.next().value as number, item] as const);
        const shuffled = [...keyed].sort(([a], [b]) => a - b).map(([, item]) => item);
        const [one, other] = [runCheck(given(some)), runCheck(given({ ...some, references: shuffled }))];
        expect(await print(other.result)).toBe(await print(one.result));
        expect(other.lock).toEqual(one.lock);
      }),
      { numRuns: 150 },
    );
  });

  it('of the listings of a disk, in every format', async () => {
    const files = {
      'app/serve.py': 'from vllm import LLM\nLLM(model="deepseek-ai/DeepSeek-R1-Distill-Llama-8B")\n',
      'app/b/compose.yaml': 'services:\n  a:\n    models: [q]\nmodels:\n  q:\n    model: ai/qwen2.5:latest\n',
      'run.sh': 'vllm serve "$MODEL"\nollama run qwen2.5:3b\n',
      'docs/about.md': 'Built with Llama\n',
      Modelfile: 'FROM llama3.2:3b\n',
      'z/Modelfile': 'FROM qwen2.5:7b\n',
      'README.md': '---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n',
    };
    const orders: readonly ((a: TreeEntry, b: TreeEntry) => number)[] = [
      (a, b) => (a.name < b.name ? -1 : 1),
      (a, b) => (a.name < b.name ? 1 : -1),
      (a, b) => a.name.length - b.name.length || (a.name < b.name ? 1 : -1),
    ];
    const policy = policyOf({ profile: SMALL_COMPANY });
    const results = await Promise.all(orders.map((order) => checkTree(files, { policy }, order)));
    expect(results[0]?.result.models.length).toBeGreaterThan(5);
    for (const format of CHECK_FORMATS) {
      const formatter = await loadCheckFormat(format);
      const texts = results.map(({ result }) =>
        formatter(result, { locale: 'en', width: 80, color: 0, ascii: false, suppressed: true }),
      );
      expect(new Set(texts).size).toBe(1);
    }
  });
});

/** Ways to make a policy stricter. */
const STRICTER: Readonly<Record<string, (keys: PolicyKeys) => object>> = {
  'default deny': (keys) => ({ ...keys, licenses: { ...keys.licenses, default: 'deny' } }),
  'default review for judge': (keys) => ({
    ...keys,
    licenses: { ...keys.licenses, default: keys.licenses.default === 'judge' ? 'review' : keys.licenses.default },
  }),
  'nothing allowed by name': (keys) => ({ ...keys, licenses: { ...keys.licenses, allow: [] } }),
  'one more license denied': (keys) => ({
    ...keys,
    licenses: { ...keys.licenses, deny: [...keys.licenses.deny, 'mit', 'llama3.1'] },
  }),
  'a publisher denied': (keys) => ({ ...keys, models: { deny: [{ model: 'acme/*', reason: 'procurement' }] } }),
  'nothing acknowledged': (keys) => ({ ...keys, acknowledge: [] }),
  'unresolved is an error': (keys) => ({ ...keys, settings: { onUnresolved: 'error' } }),
  'every level an error': (keys) => ({ ...keys, severity: Object.fromEntries(RULES.map((rule) => [rule, 'error'])) }),
  'no level lowered': (keys) => ({ ...keys, severity: {} }),
};

describe('a stricter policy never turns a failure into a pass', () => {
  it.each(Object.entries(STRICTER))('%s', (_name, stricter) => {
    fc.assert(
      fc.property(world, (some) => {
        // Levels that the policy raised itself are no longer raised when they are taken away.
        const raised = Object.fromEntries(
          Object.entries(some.keys.severity).filter(([, level]) => level !== 'error' && level !== 'warning'),
        );
        const keys = { ...some.keys, severity: raised };
        const before = runCheck(given({ ...some, keys }));
        const after = runCheck(given({ ...some, keys: stricter(keys) }));
        expect(before.result.passed || !after.result.passed).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('a lower level that fails', () => {
    fc.assert(
      fc.property(world, (some) => {
        const passes = (['never', 'error', 'warning', 'note'] as const satisfies readonly FailOn[]).map(
          (failOn) => runCheck({ ...given(some), request: { failOn } }).result.passed,
        );
        expect(passes[0]).toBe(true);
        for (const [index, passed] of passes.entries()) expect(passed && passes[index - 1] === false).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

const key = ({ fingerprint }: CheckFinding): string => fingerprint;

describe('waivers never widen', () => {
  const allows = (row: Pick<Waiver, 'model' | 'rule' | 'paths' | 'expires'>, finding: CheckFinding): boolean =>
    row.rule === finding.rule &&
    row.expires >= '2026-11-23' &&
    matchesPattern(row.model, finding.model ?? '') &&
    (row.paths ?? []).some((glob) => matchesGlob(glob, finding.place?.path ?? ''));

  it('only what they name is waived, nothing else changes, and what is waived is shown', () => {
    fc.assert(
      fc.property(world, waivers, (some, rows) => {
        const without = runCheck(given(some)).result.findings;
        const { findings } = runCheck(given(some, { waivers: rows })).result;
        const about = new Set(['waiver-expired', 'waiver-unused', 'waiver-expiring']);
        const rest = findings.filter(({ kind }) => !about.has(kind));
        expect(rest.map(key)).toEqual(without.map(key));
        for (const finding of rest) {
          const allowed = finding.level !== 'note' && rows.some((row) => allows(row as Waiver, finding));
          expect(finding.status).toBe(allowed ? 'waived' : 'open');
        }
        for (const row of rows.filter(({ expires }) => expires < '2026-11-23')) {
          const covers = without.some(
            (finding) => finding.level !== 'note' && allows({ ...(row as Waiver), expires: '2099-01-01' }, finding),
          );
          const said = findings.some(({ kind, args }) => args.waiver === row.id && kind !== 'waiver-expiring');
          expect(said || !covers || rows.some((other) => other !== row && other.expires >= '2026-11-23')).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('fewer waivers never turn a failure into a pass', () => {
    fc.assert(
      fc.property(world, waivers, (some, rows) => {
        const quiet = { ...some.keys, severity: {} };
        const valid = rows.filter(({ expires }) => expires >= '2026-11-23');
        const passes = [valid, valid.slice(1)].map(
          (some_) => runCheck(given({ ...some, keys: quiet }, { waivers: some_ })).result.passed,
        );
        expect(passes[1] && !passes[0]).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a baseline', () => {
  it('of all findings lets them pass, and hides none', () => {
    fc.assert(
      fc.property(world, (some) => {
        const before = runCheck(given(some)).result.findings;
        const baseline = makeBaseline(before, '2026-11-01');
        const { result } = runCheck({ ...given(some), more: { baseline } });
        expect(result.passed).toBe(true);
        expect(result.findings.map(key)).toEqual(before.map(key));
      }),
      { numRuns: 100 },
    );
  });

  it('of fewer findings never passes more', () => {
    fc.assert(
      fc.property(world, fc.nat(5), (some, drop) => {
        const baseline = makeBaseline(runCheck(given(some)).result.findings, '2026-11-01');
        const cut = { ...baseline, findings: baseline.findings.slice(drop) };
        const dropped = baseline.findings.slice(0, drop).some(({ level }) => level === 'error');
        expect(runCheck({ ...given(some), more: { baseline: cut } }).result.passed).toBe(!dropped);
      }),
      { numRuns: 100 },
    );
  });
});

it('one more base never makes a check pass', () => {
  fc.assert(
    fc.property(world, relation, license, (some, how, extra) => {
      const keys = { ...some.keys, severity: {} };
      const card = some.cards['acme/two'];
      const more = {
        ...some.cards,
        'acme/two': { ...card, bases: [...card.bases, { id: 'base/extra', relation: how }] },
        'base/extra': { license: extra, bases: [] },
      };
      const all = [...some.references, uses('app/serve.py', 'acme/two')];
      const before = runCheck(given({ ...some, references: all, keys }));
      const after = runCheck(given({ references: all, cards: more, keys }));
      expect(before.result.passed || !after.result.passed).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it('every finding has a fingerprint of its own', () => {
  fc.assert(
    fc.property(world, waivers, (some, rows) => {
      const { findings } = runCheck(given(some, { waivers: rows })).result;
      expect(new Set(findings.map(key)).size).toBe(findings.length);
    }),
  );
});
