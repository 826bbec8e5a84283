import { describe, expect, it } from 'vitest';
import type { LicenseVerdictKind } from '../../../src/domain/license.ts';
import { findPolicy, passesPolicy } from '../../../src/license/policy.ts';
import { codes, judge, LICENSES, loud, POLICIES, policyWith, SMALL_COMPANY } from '../../fixtures/licenses.ts';

function builtIn(name: string) {
  const policy = findPolicy({ policies: POLICIES }, name);
  if (policy === undefined) throw new Error(`no policy ${name}`);
  return policy;
}

describe('built-in policies', () => {
  it('are four', () => {
    expect(POLICIES.map((policy) => policy.name).sort()).toEqual(['any', 'commercial', 'permissive', 'research']);
    expect(findPolicy({ policies: POLICIES }, 'strict')).toBeUndefined();
  });

  /** Which policies let a license pass, and with which verdict. */
  const cases: readonly (readonly [string, Readonly<Record<string, LicenseVerdictKind>>, readonly string[]])[] = [
    ['apache-2.0', { permissive: 'allowed', commercial: 'allowed' }, ['any', 'commercial', 'permissive', 'research']],
    ['openmdw-1.1', { permissive: 'allowed' }, ['any', 'commercial', 'permissive', 'research']],
    ['cc-by-4.0', { permissive: 'allowed' }, ['any', 'commercial', 'permissive', 'research']],
    ['nvidia-nemotron-open-model-license', { permissive: 'conditional' }, ['any', 'commercial', 'research']],
    ['llama3.1', { permissive: 'denied', commercial: 'conditional' }, ['any', 'commercial', 'research']],
    ['gemma', { permissive: 'denied', commercial: 'conditional' }, ['any', 'commercial', 'research']],
    ['qwen', { permissive: 'denied', commercial: 'conditional' }, ['any', 'commercial', 'research']],
    ['gpl-3.0', { permissive: 'denied', commercial: 'allowed' }, ['any', 'commercial', 'research']],
    ['stabilityai-ai-community', { commercial: 'conditional' }, ['any', 'commercial', 'research']],
    ['qwen-research', { commercial: 'denied', research: 'conditional', any: 'conditional' }, ['any', 'research']],
    ['mrl', { commercial: 'denied', research: 'conditional' }, ['any', 'research']],
    ['cc-by-nc-4.0', { commercial: 'denied', research: 'conditional' }, ['any', 'research']],
    ['exaone', { commercial: 'denied', research: 'conditional' }, ['any', 'research']],
    ['jamba-open-model-license', { commercial: 'unknown', research: 'unknown', any: 'unknown' }, ['any']],
    ['other', { permissive: 'unknown', commercial: 'unknown', any: 'unknown' }, ['any']],
  ];
  it.each(cases)('%s', (license, verdicts, passes) => {
    for (const [name, verdict] of Object.entries(verdicts)) {
      expect([name, judge({ licenses: [license] }, builtIn(name)).verdict]).toEqual([name, verdict]);
    }
    const accepting = POLICIES.filter((policy) => passesPolicy(judge({ licenses: [license] }, policy), policy));
    expect(accepting.map((policy) => policy.name).sort()).toEqual(passes);
  });

  it('let everything through `any`', () => {
    const any = builtIn('any');
    for (const id of LICENSES.keys()) expect(passesPolicy(judge({ licenses: [id] }, any), any)).toBe(true);
  });

  it('tell the limit of users that the commercial policy takes for granted', () => {
    const verdict = judge({ licenses: ['llama3.1'] }, builtIn('commercial'));
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LLA004',
        kind: 'assumption',
        level: 'note',
        fact: 'mauAtModelRelease',
        clause: '§2',
        args: { op: '>', value: 700_000_000, effect: 'deny', code: 'agreement:Meta', assumed: '50000' },
      }),
    );
  });

  it('ask for the seat of the company, which nobody may assume', () => {
    const verdict = judge({ licenses: ['llama4'], modality: 'multimodal' }, builtIn('commercial'));
    expect(verdict.verdict).toBe('conditional');
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ rule: 'LLA005', kind: 'question', fact: 'domicile', level: 'warning' }),
    );
    expect(judge({ licenses: ['llama3.2'] }, builtIn('commercial')).findings).not.toContainEqual(
      expect.objectContaining({ fact: 'domicile' }),
    );
  });

  it('ask `any` what the use is', () => {
    const questions = judge({ licenses: ['mrl'] }, builtIn('any')).findings.filter((item) => item.kind === 'question');
    expect(questions.map((item) => [item.rule, item.fact])).toEqual([['LLA006', 'use']]);
  });
});

describe('policy lists', () => {
  const profile = SMALL_COMPANY;
  const verdictUnder = (license: string, lists: Parameters<typeof policyWith>[0]['licenses']) =>
    judge({ licenses: [license] }, policyWith({ profile, ...(lists === undefined ? {} : { licenses: lists }) }));

  it.each([
    ['denied by id', 'mit', { deny: ['mit'] }, 'denied'],
    ['denied by group', 'exaone', { deny: ['@non-commercial'] }, 'denied'],
    ['deny before allow', 'mit', { allow: ['@permissive'], deny: ['mit'] }, 'denied'],
    ['unlisted under deny', 'llama3.1', { default: 'deny', allow: ['@permissive'] }, 'denied'],
    ['listed under deny', 'mit', { default: 'deny', allow: ['@permissive'] }, 'allowed'],
    ['a category is a group', 'mpl-2.0', { default: 'deny', allow: ['@copyleft'] }, 'allowed'],
    ['allowed by alias', 'apache-2.0', { default: 'deny', allow: ['apache2'] }, 'allowed'],
    ['unlisted under review', 'mit', { default: 'review' }, 'conditional'],
    ['listed as conditional', 'mit', { default: 'deny', conditional: ['mit'] }, 'conditional'],
    ['allowed by list, denied by its terms', 'mrl', { default: 'deny', allow: ['mrl'] }, 'denied'],
    ['unknown stays unknown under deny', 'other', { default: 'deny' }, 'unknown'],
  ] as const)('%s', (_, license, lists, expected) => {
    expect(verdictUnder(license, lists).verdict).toBe(expected);
  });

  it('denies models by pattern and by publisher, with the reason', () => {
    const policy = policyWith({
      profile,
      models: {
        deny: [
          { publisher: 'deepseek', reason: 'procurement rule 7' },
          { model: 'acme/*-7b', reason: 'too old' },
        ],
      },
    });
    const node = { licenses: ['mit'] };
    const denied = judge({ ...node, publisher: 'DeepSeek' }, policy);
    expect(denied).toMatchObject({ verdict: 'denied', ids: ['mit'] });
    expect(denied.findings).toContainEqual(
      expect.objectContaining({ rule: 'LLA001', args: { list: 'models.deny', reason: 'procurement rule 7' } }),
    );
    expect(judge({ ...node, id: 'Acme/Chat-7B' }, policy).verdict).toBe('denied');
    expect(judge({ ...node, id: 'acme/chat-70b' }, policy).verdict).toBe('allowed');
  });
});

describe('permissions and acknowledgements', () => {
  const agreement = { license: 'kimi-k3', kind: 'agreement', reference: 'K-1', date: '2026-03-01' } as const;
  const hosting = { ...SMALL_COMPANY, modelAsAService: true, revenueUsd12m: 50_000_000 };

  it('an agreement lifts the denial it is for, and no other', () => {
    const verdict = judge({ licenses: ['kimi-k3'] }, policyWith({ profile: hosting, permissions: [agreement] }));
    expect(verdict.verdict).toBe('conditional');
    expect(verdict.obligations).toContainEqual(
      expect.objectContaining({
        code: 'agreement:Moonshot AI',
        state: 'proven',
        proof: { kind: 'permission', reference: 'K-1' },
      }),
    );
    const other = policyWith({ profile: hosting, permissions: [{ ...agreement, license: 'glm-5.3' }] });
    expect(judge({ licenses: ['kimi-k3'] }, other)).toMatchObject({ verdict: 'denied' });
    const registered = policyWith({ profile: hosting, permissions: [{ ...agreement, kind: 'registration' }] });
    expect(judge({ licenses: ['kimi-k3'] }, registered)).toMatchObject({ verdict: 'denied' });
  });

  it('denied verdicts list only what would lift them', () => {
    expect(codes(judge({ licenses: ['kimi-k3'] }, policyWith({ profile: hosting })))).toEqual([
      'agreement:Moonshot AI',
    ]);
    expect(codes(judge({ licenses: ['mrl'] }, policyWith({ profile: SMALL_COMPANY })))).toEqual([]);
  });

  it('acknowledgements prove conduct, not display', () => {
    const verdict = judge(
      { licenses: ['llama3.1'] },
      policyWith({ profile: SMALL_COMPANY, acknowledge: ['llama3.1'] }),
    );
    expect(verdict.obligations.map((item) => [item.code, item.state])).toEqual([
      ['aup', 'proven'],
      ['display:Built with Llama', 'open'],
    ]);
  });

  it('a registration is proven by its record', () => {
    const permissions = [{ license: 'glm-4', kind: 'registration', reference: 'Z-9', date: '2026-01-01' } as const];
    const verdict = judge({ licenses: ['glm-4'] }, policyWith({ profile: SMALL_COMPANY, permissions }));
    expect(verdict.obligations.find((item) => item.code === 'registration:Zhipu AI')).toMatchObject({
      state: 'proven',
    });
  });
});

describe('missing facts', () => {
  it('are asked for by name and never pass silently', () => {
    const { mauAtModelRelease: _, ...profile } = SMALL_COMPANY;
    const verdict = judge({ licenses: ['llama3.1'] }, policyWith({ profile }));
    expect(verdict.verdict).toBe('conditional');
    expect(loud(verdict)).toEqual(['LLA004 warning']);
    expect(verdict.findings.find((item) => item.kind === 'question')).toMatchObject({ fact: 'mauAtModelRelease' });
  });

  it('do not matter where another clause already denies', () => {
    const verdict = judge({ licenses: ['llama3'] }, policyWith({ profile: { trainsOtherModels: true } }));
    expect(verdict.verdict).toBe('denied');
    expect(verdict.findings.some((item) => item.kind === 'question')).toBe(false);
  });

  it('of an empty profile leave free licenses allowed', () => {
    expect(judge({ licenses: ['mit'] }, policyWith({})).verdict).toBe('allowed');
  });
});
