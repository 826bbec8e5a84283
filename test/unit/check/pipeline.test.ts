import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/domain/check.ts';
import type { ModelArtifact } from '../../../src/domain/reference.ts';
import { type Given, policyOf, reference, resolved, runCheck, TODAY, uses } from '../../fixtures/check.ts';
import { SMALL_COMPANY } from '../../fixtures/licenses.ts';

const said = ({ findings }: CheckResult): readonly string[] =>
  findings.filter(({ level }) => level !== 'note').map(({ rule, level, kind }) => `${rule} ${level} ${kind}`);
const small = (keys: object = {}) => policyOf({ profile: SMALL_COMPANY, ...keys });
const run = (given: Given): CheckResult => runCheck({ policy: small(), ...given }).result;

const FREE = { license: 'apache-2.0', bases: [] };
const NC = { license: 'cc-by-nc-4.0', bases: [] };
const HASH = 'a'.repeat(64);

describe('references', () => {
  it('mentions are listed and never judged loud', () => {
    const result = run({
      references: [uses('a.md', 'acme/nc', { kind: 'mention', confidence: 'low' })],
      cards: { 'acme/nc': NC },
    });
    expect(result).toMatchObject({ passed: true, findings: [], summary: { models: 0, verdict: 'allowed' } });
    expect(result.models).toMatchObject([{ id: 'acme/nc', kinds: ['mention'], status: 'pass' }]);
  });

  it('a loud finding stands in each file, a note in one', () => {
    const result = run({
      references: [uses('b.py', 'acme/nc'), uses('a.py', 'acme/nc'), uses('a.py', 'acme/nc', { line: 9 })],
      cards: { 'acme/nc': NC },
    });
    expect(result.findings.map(({ rule, place }) => `${rule} ${place?.path}:${place?.line}`)).toEqual([
      'LLA006 a.py:1',
      'LLA013 a.py:1',
      'LLA006 b.py:1',
    ]);
    expect(result.models[0]?.places).toHaveLength(3);
  });

  it.each([
    ['a commit', '0123456789abcdef0123456789abcdef01234567', false],
    ['a digest', `sha256:${HASH}`, false],
    ['a branch', 'main', true],
    ['nothing', undefined, true],
  ])('pinned to %s', (_name, revision, noted) => {
    const result = run({
      references: [uses('a.py', 'acme/free', revision === undefined ? {} : { revision })],
      cards: { 'acme/free': FREE },
    });
    expect(result.findings.some(({ rule }) => rule === 'LLA013')).toBe(noted);
  });

  it('an ambiguous name whose models all carry one license is a warning', () => {
    const ambiguous = (candidates: readonly string[]) =>
      run({
        references: [
          resolved(reference('a.py', 'some:latest', { scheme: 'ollama' }), { kind: 'ambiguous', candidates }),
        ],
        cards: { 'acme/a': FREE, 'acme/b': FREE, 'acme/nc': NC },
      });
    expect(ambiguous(['acme/a', 'acme/b'])).toMatchObject({
      passed: true,
      models: [{ verdict: { verdict: 'allowed', ids: ['apache-2.0'] } }],
    });
    expect(said(ambiguous(['acme/a', 'acme/b']))).toEqual(['LLA019 warning ambiguous']);
    expect(ambiguous(['acme/a', 'acme/nc'])).toMatchObject({
      passed: false,
      models: [{ verdict: { verdict: 'unknown', ids: [] } }],
    });
    expect(ambiguous(['acme/a', 'nobody/knows']).passed).toBe(false);
    expect(ambiguous([]).passed).toBe(false);
  });

  it('hosted models are a note, or what the policy says', () => {
    const hosted = resolved(reference('a.py', 'gpt-x', { scheme: 'hosted', state: 'hosted' }), {
      kind: 'hosted',
      provider: 'azure',
    });
    expect(run({ references: [hosted] })).toMatchObject({
      passed: true,
      hosted: [{ provider: 'azure', name: 'gpt-x' }],
      summary: { hosted: 1 },
    });
    expect(said(run({ references: [hosted], policy: small({ settings: { onHosted: 'error' } }) }))).toEqual([
      'LLA021 error hosted',
    ]);
  });
});

describe('models on disk', () => {
  const artifact = (
    origin: ModelArtifact['origin'],
    file: string,
    more: Partial<ModelArtifact> = {},
  ): ModelArtifact => ({
    origin,
    file,
    line: 1,
    bases: [],
    ...more,
  });

  it('a path that leads to weights is that model', () => {
    const result = run({
      references: [
        resolved(
          reference('serve/Modelfile', '../weights/m.gguf', { scheme: 'gguf-file', id: null, state: 'unresolved' }),
          { kind: 'unresolved' },
        ),
      ],
      artifacts: [artifact('gguf', 'weights/m.gguf', { license: 'cc-by-nc-4.0' })],
    });
    expect(result.models).toMatchObject([
      { id: 'weights/m.gguf', verdict: { verdict: 'denied' }, places: [{ path: 'serve/Modelfile' }] },
    ]);
  });

  it('weights that nothing names are in use as well', () => {
    const result = run({
      artifacts: [
        artifact('config', 'models/x/config.json'),
        artifact('card', 'models/x/README.md', { license: 'mit', bases: [{ id: 'acme/nc', relation: 'finetune' }] }),
      ],
      cards: { 'acme/nc': NC },
    });
    expect(result.models).toMatchObject([
      { id: 'models/x', bases: ['acme/nc'], verdict: { ids: ['cc-by-nc-4.0', 'mit'] } },
    ]);
    expect(said(result)).toContain('LLA006 error denied');
  });

  it('a path to nothing stays unresolved', () => {
    const result = run({
      references: [
        resolved(reference('Modelfile', './none.gguf', { scheme: 'gguf-file', id: null }), { kind: 'unresolved' }),
      ],
    });
    expect(said(result)).toEqual(['LLA012 warning unresolved']);
  });

  it('the card at the root is the repository own model: a weaker label is an error, a fitting one proves the duty', () => {
    const own = (license: string) =>
      run({
        artifacts: [artifact('card', 'README.md', { license, bases: [{ id: 'acme/sa', relation: 'finetune' }] })],
        cards: { 'acme/sa': { license: 'cc-by-sa-4.0', bases: [] } },
        policy: small({
          profile: { ...SMALL_COMPANY, fineTunes: true, publishesDerivatives: true, distribution: ['weights'] },
        }),
      });
    expect(said(own('apache-2.0'))).toContain('LLA007 error own-weaker');
    const fitting = own('cc-by-sa-4.0');
    expect(said(fitting)).not.toContain('LLA007 error own-weaker');
    const duty = fitting.models[0]?.verdict.obligations.find(({ code }) => code.startsWith('share-alike'));
    expect(duty).toMatchObject({ state: 'proven', proof: { kind: 'file', reference: 'README.md' } });
    expect(fitting.models[0]?.kinds).toEqual(['own-artifact']);
  });

  it('a base that comes back to itself ends', () => {
    const loop = { license: 'mit', bases: [{ id: 'acme/b', relation: 'finetune' as const }] };
    const back = { license: 'mit', bases: [{ id: 'acme/a', relation: 'finetune' as const }] };
    const result = run({ references: [uses('a.py', 'acme/a')], cards: { 'acme/a': loop, 'acme/b': back } });
    expect(said(result)).toContain('LLA002 warning lineage');
  });
});

describe('clarifications and waivers die with the text', () => {
  const clarify = (text: string | undefined) =>
    run({
      references: [uses('a.py', 'acme/house')],
      cards: { 'acme/house': { license: 'other', bases: [] } },
      policy: small({
        models: { clarify: [{ model: 'acme/house', license: 'apache-2.0', licenseTextSha256: HASH, reason: 'read' }] },
      }),
      ...(text === undefined ? {} : { more: { texts: new Map([['acme/house', { sha256: text, file: 'LICENSE' }]]) } }),
    });
  it.each([
    ['the same text', HASH, true, []],
    ['another text', 'b'.repeat(64), false, ['LLA014 error text-changed', 'LLA002 error unknown']],
    ['no text to compare', undefined, true, ['LLA014 warning text-unchecked']],
  ] as const)('clarification with %s', (_name, text, passed, findings) => {
    const result = clarify(text);
    expect(result.passed).toBe(passed);
    for (const finding of findings)
      expect(said(result).map((line) => line.split(' ').slice(0, 2).join(' '))).toContain(
        finding.split(' ').slice(0, 2).join(' '),
      );
    expect(result.models[0]?.verdict.ids).toEqual(passed ? ['apache-2.0'] : []);
  });

  const waive = (text: string | undefined) =>
    run({
      references: [uses('a.py', 'acme/nc')],
      cards: { 'acme/nc': NC },
      policy: small({
        waivers: [
          {
            id: 'W',
            model: 'acme/nc',
            rule: 'LLA006',
            reason: 'no product use at all',
            approvedBy: 'legal',
            granted: '2026-06-01',
            expires: '2026-12-31',
            licenseTextSha256: HASH,
          },
        ],
      }),
      ...(text === undefined ? {} : { more: { texts: new Map([['acme/nc', { sha256: text, file: 'LICENSE' }]]) } }),
    });
  it('waiver', () => {
    expect(waive(HASH).passed).toBe(true);
    expect(said(waive(undefined))).toContain('LLA014 warning text-unchecked');
    const changed = waive('b'.repeat(64));
    expect(changed.passed).toBe(false);
    expect(said(changed)).toEqual(['LLA006 error denied', 'LLA014 error text-changed']);
  });
});

describe('policy', () => {
  it('records that are not valid on the day prove nothing', () => {
    const held = (date: string, expires?: string) =>
      run({
        references: [uses('a.py', 'acme/nc')],
        cards: { 'acme/nc': { license: 'opt-175b', bases: [] } },
        policy: small({
          permissions: [
            {
              license: 'opt-175b',
              kind: 'agreement',
              reference: 'A-1',
              date,
              ...(expires === undefined ? {} : { expires }),
            },
          ],
        }),
      }).findings.some(({ rule }) => rule === 'LLA006');
    expect(held('2026-01-01')).toBe(false);
    expect(held('2026-01-01', '2026-11-22')).toBe(true);
    expect(held('2027-01-01')).toBe(true);
    expect(held(TODAY, TODAY)).toBe(false);
  });

  it('levels follow the policy; quiet notices stay quiet', () => {
    const at = (severity: object) =>
      run({ references: [uses('a.py', 'acme/free')], cards: { 'acme/free': FREE }, policy: small({ severity }) });
    expect(at({ LLA013: 'error' }).passed).toBe(false);
    expect(at({ LLA013: 'off' }).findings).toEqual([]);
    expect(at({ LLA003: 'error' }).passed).toBe(true);
  });

  it('an old catalog is a warning', () => {
    const later = run({ references: [], request: { today: '2027-02-19' } });
    expect(said(later)).toEqual(['LLA016 warning catalog-old']);
    expect(said(run({ references: [], request: { today: '2027-02-18' } }))).toEqual([]);
  });

  it('a part of the tree calls nothing unused', () => {
    const policy = small({
      waivers: [
        {
          id: 'W',
          model: 'acme/nc',
          rule: 'LLA006',
          reason: 'no product use at all',
          approvedBy: 'legal',
          granted: '2026-06-01',
          expires: '2026-12-31',
        },
      ],
    });
    expect(said(run({ policy }))).toEqual(['LLA011 warning waiver-unused']);
    expect(said(run({ policy, more: { partial: true } }))).toEqual([]);
  });

  it('facts missing in the profile are asked for by name', () => {
    const { mauAtModelRelease: _, ...profile } = SMALL_COMPANY;
    const result = run({
      references: [uses('a.py', 'm/llama')],
      cards: { 'm/llama': { license: 'llama3.1', bases: [] } },
      policy: policyOf({ profile }),
    });
    expect(result.summary.missingFacts).toEqual(['mauAtModelRelease']);
  });

  it('the same model under other facts is another row, and counts once', () => {
    const result = run({
      references: [uses('app/a.py', 'acme/nc'), uses('lab/a.py', 'acme/nc')],
      cards: { 'acme/nc': NC },
      policy: small({
        overrides: [{ paths: ['lab/**'], facts: { use: 'research', distribution: ['none'] }, reason: 'not shipped' }],
      }),
    });
    expect(result.models.map(({ verdict, status, overrides }) => [verdict.verdict, status, overrides])).toEqual([
      ['denied', 'fail', []],
      ['conditional', 'pass', ['not shipped']],
    ]);
    expect(result.summary).toMatchObject({ models: 1, byVerdict: { denied: 1, conditional: 0 } });
  });
});

describe('the lock as evidence', () => {
  const references = [uses('a.py', 'acme/private')];
  const cards = {
    'acme/private': { license: 'mit', bases: [{ id: 'other/nc', relation: 'quantized' as const }] },
    'other/nc': NC,
  };
  const { lock } = runCheck({ policy: small(), references, cards });

  it('answers for a model whose card is no longer at hand', () => {
    expect(lock.models).toMatchObject([
      { id: 'acme/private', declared: ['mit'], bases: [{ model: 'other/nc', relation: 'quantized' }] },
    ]);
    const later = runCheck({
      policy: small(),
      references,
      cards: { 'other/nc': NC },
      more: { lock },
      request: { frozen: true },
    });
    expect(later.result.models[0]?.verdict).toMatchObject({ verdict: 'denied', ids: ['cc-by-nc-4.0'] });
    expect(later.lock).toEqual(lock);
    expect(said(later.result).filter((line) => /LLA014|LLA022/.test(line))).toEqual([]);
  });

  it('never stands against a card that says otherwise', () => {
    const changed = { ...cards, 'acme/private': { license: 'mit', bases: [] } };
    const result = run({ references, cards: changed, more: { lock } });
    expect(said(result)).toEqual(['LLA014 error lock-changed', 'LLA014 error lock-changed']);
  });
});
