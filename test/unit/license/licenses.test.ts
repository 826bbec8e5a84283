import { describe, expect, it } from 'vitest';
import type { CompanyFacts, LicenseVerdictKind } from '../../../src/domain/license.ts';
import { codes, judgeLicenseId, LICENSES, loud, type NodeFields } from '../../fixtures/licenses.ts';

interface Case {
  readonly facts?: CompanyFacts;
  readonly node?: Partial<NodeFields>;
  readonly verdict: LicenseVerdictKind;
  /** A finding above a note that has to be there. */
  readonly rule?: string;
  /** Obligation codes that have to be there. */
  readonly owes?: readonly string[];
  readonly owesNot?: readonly string[];
}

const research: CompanyFacts = { use: 'research', distribution: ['none'] };
const personal: CompanyFacts = { use: 'personal', distribution: ['none'] };
const evaluation: CompanyFacts = { use: 'evaluation', distribution: ['none'] };
const internal: CompanyFacts = { use: 'internal', distribution: ['none'] };
const weights: CompanyFacts = { distribution: ['weights'] };
const hosted: CompanyFacts = { distribution: ['hosted-api'], modelAsAService: true };
const publishes: CompanyFacts = { distribution: ['weights'], publishesDerivatives: true, fineTunes: true };
const distils: CompanyFacts = { trainsOtherModels: true };
const multimodal: Partial<NodeFields> = { modality: 'multimodal' };

const free = (...owes: readonly string[]): readonly Case[] => [
  { verdict: 'allowed' },
  { facts: publishes, verdict: 'allowed', owes },
];
const researchOnly = (...more: readonly Case[]): readonly Case[] => [
  { verdict: 'denied', rule: 'LLA006' },
  { facts: personal, verdict: 'denied', rule: 'LLA006' },
  { facts: research, verdict: 'conditional', owes: ['use-limit:research'] },
  ...more,
];
const nonCommercial = (...more: readonly Case[]): readonly Case[] => [
  { verdict: 'denied', rule: 'LLA006' },
  { facts: internal, verdict: 'denied', rule: 'LLA006' },
  { facts: personal, verdict: 'conditional', owes: ['use-limit:non-commercial'] },
  ...more,
];
const llama = (display: string, prefix: string, ...more: readonly Case[]): readonly Case[] => [
  { verdict: 'conditional', owes: ['aup', `display:${display}`], owesNot: ['license-copy'] },
  { facts: internal, verdict: 'conditional', owesNot: [`display:${display}`] },
  { facts: { mauAtModelRelease: 700_000_000 }, verdict: 'conditional' },
  { facts: { mauAtModelRelease: 700_000_001 }, verdict: 'denied', rule: 'LLA004', owes: ['agreement:Meta'] },
  { facts: publishes, verdict: 'conditional', owes: [`name-prefix:${prefix}`, 'license-copy', 'notice-file'] },
  ...more,
];
const euMultimodal: readonly Case[] = [
  { facts: { domicile: 'DE' }, node: multimodal, verdict: 'denied', rule: 'LLA005' },
  { facts: { domicile: 'DE' }, verdict: 'conditional' },
  { facts: { domicile: 'CH', servedTerritories: ['DE'] }, node: multimodal, verdict: 'conditional' },
];
const openRail: readonly Case[] = [
  { verdict: 'conditional', owes: ['aup'], owesNot: ['pass-on-restrictions'] },
  { facts: hosted, verdict: 'conditional', owes: ['pass-on-restrictions'] },
  { facts: { ...distils, ...publishes }, verdict: 'conditional', owes: ['license-copy', 'pass-on-restrictions'] },
];
const copyleft = (code: string): readonly Case[] => [
  { facts: internal, verdict: 'allowed' },
  { facts: weights, verdict: 'conditional', owes: [`copyleft:${code}`, 'source-offer'] },
];
const hunyuan = (limit: number, ...barred: readonly string[]): readonly Case[] => [
  { verdict: 'conditional', owes: ['aup'] },
  { facts: { mauAtModelRelease: limit + 1 }, verdict: 'denied', rule: 'LLA004' },
  ...barred.map(
    (country): Case => ({ facts: { servedTerritories: ['US', country] }, verdict: 'denied', rule: 'LLA005' }),
  ),
  { facts: { servedTerritories: ['JP'] }, verdict: 'conditional' },
];
const unread = (rule: string): readonly Case[] => [
  { verdict: 'unknown', rule },
  { facts: research, verdict: 'unknown', rule },
];

/** What decides each license, from its own text. */
const DECISIVE: Readonly<Record<string, readonly Case[]>> = {
  'apache-2.0': free('license-copy', 'mark-changes'),
  mit: free('license-copy'),
  'bsd-3-clause': free('license-copy'),
  'bsd-2-clause': free('license-copy'),
  'cc0-1.0': free(),
  unlicense: free(),
  'openmdw-1.0': free('license-copy'),
  'openmdw-1.1': free('license-copy'),
  'cc-by-4.0': free('attribution'),
  'cc-by-sa-4.0': [
    { verdict: 'allowed' },
    { facts: publishes, verdict: 'conditional', owes: ['share-alike:CC-BY-SA-4.0', 'attribution'] },
  ],
  'cc-by-nc-4.0': nonCommercial(),
  'cc-by-nc-sa-4.0': nonCommercial({
    facts: { ...personal, publishesDerivatives: true },
    verdict: 'conditional',
    owes: ['share-alike:CC-BY-NC-SA-4.0'],
  }),
  'cc-by-nc-nd-4.0': nonCommercial(),
  'gpl-3.0': copyleft('GPL-3.0-only'),
  'agpl-3.0': [...copyleft('AGPL-3.0-only'), { verdict: 'conditional', owes: ['source-offer'] }],
  'lgpl-3.0': copyleft('LGPL-3.0-only'),
  'mpl-2.0': copyleft('MPL-2.0'),
  'bigscience-bloom-rail-1.0': openRail,
  'bigscience-openrail-m': openRail,
  'creativeml-openrail-m': openRail,
  'openrail++': openRail,
  'bigcode-openrail-m': [...openRail, { facts: weights, verdict: 'conditional', owes: ['model-card-keep'] }],
  openrail: unread('LLA019'),
  llama: researchOnly(),
  llama2: [
    { verdict: 'conditional', owes: ['aup'], owesNot: ['display:Built with Llama'] },
    { facts: distils, verdict: 'denied', rule: 'LLA009' },
    { facts: { mauAtModelRelease: 700_000_001 }, verdict: 'denied', rule: 'LLA004' },
  ],
  llama3: llama('Built with Meta Llama 3', 'Llama 3', { facts: distils, verdict: 'denied', rule: 'LLA009' }),
  'llama3.1': llama('Built with Llama', 'Llama', { facts: distils, verdict: 'conditional' }),
  'llama3.2': llama('Built with Llama', 'Llama', ...euMultimodal),
  'llama3.3': llama('Built with Llama', 'Llama', ...euMultimodal),
  llama4: llama('Built with Llama', 'Llama', ...euMultimodal),
  'opt-175b': researchOnly(),
  'fair-noncommercial-research-license': researchOnly(),
  'dinov3-license': [
    { verdict: 'conditional', owes: ['use-restrictions'], owesNot: ['license-copy'] },
    { facts: weights, verdict: 'conditional', owes: ['license-copy'] },
  ],
  gemma: [
    { verdict: 'conditional', owes: ['aup'], owesNot: ['notice-file'] },
    { facts: hosted, verdict: 'conditional', owes: ['pass-on-restrictions'], owesNot: ['notice-file'] },
    { facts: weights, verdict: 'conditional', owes: ['notice-file', 'license-copy'] },
    { facts: { ...distils, publishesDerivatives: true }, verdict: 'conditional', owes: ['pass-on-restrictions'] },
  ],
  'gemma-2024-04-01': [
    { facts: weights, verdict: 'conditional', owes: ['notice-file', 'pass-on-restrictions', 'aup'] },
  ],
  'health-ai-developer-foundations': [
    { facts: weights, verdict: 'conditional', owes: ['notice-file', 'pass-on-restrictions', 'aup'] },
  ],
  'tongyi-qianwen': [
    { verdict: 'allowed' },
    {
      facts: { monthlyActiveUsers: 100_000_001 },
      verdict: 'denied',
      rule: 'LLA004',
      owes: ['agreement:Alibaba Cloud'],
    },
    { facts: distils, verdict: 'denied', rule: 'LLA009' },
  ],
  'tongyi-qianwen-research': nonCommercial({ facts: evaluation, verdict: 'conditional' }),
  qwen: [
    { verdict: 'allowed' },
    { facts: { monthlyActiveUsers: 100_000_001 }, verdict: 'denied', rule: 'LLA004' },
    { facts: { ...distils, publishesDerivatives: true }, verdict: 'conditional', owes: ['display:Built with Qwen'] },
  ],
  'qwen-research': nonCommercial({ facts: evaluation, verdict: 'conditional' }),
  'qwen-community-1.0': [
    { verdict: 'conditional', owes: ['use-restrictions'] },
    { facts: hosted, verdict: 'denied', rule: 'LLA017' },
    { facts: { aiWorkAssistant: true }, verdict: 'denied', rule: 'LLA017' },
    {
      facts: { monthlyRevenueUsd: 20_000_001 },
      verdict: 'conditional',
      owes: ['display:model name in the user interface'],
    },
  ],
  'qwen3.8-max': [
    { verdict: 'allowed' },
    { facts: { aiWorkAssistant: true }, verdict: 'allowed' },
    { facts: { aiWorkAssistant: true, revenueUsd12m: 50_000_001 }, verdict: 'denied', rule: 'LLA017' },
  ],
  deepseek: [
    { verdict: 'conditional', owes: ['aup'] },
    { facts: hosted, verdict: 'conditional', owes: ['pass-on-restrictions'] },
  ],
  mnpl: nonCommercial({ facts: evaluation, verdict: 'conditional' }),
  mrl: nonCommercial({ facts: evaluation, verdict: 'denied', rule: 'LLA006' }),
  'mistral-modified-mit': [
    { verdict: 'allowed' },
    { facts: { ...research, monthlyRevenueUsd: 20_000_001 }, verdict: 'denied', rule: 'LLA004' },
  ],
  'kimi-modified-mit': [
    { verdict: 'allowed' },
    { facts: { monthlyActiveUsers: 100_000_001 }, verdict: 'conditional', owes: ['display:Kimi K2'] },
    {
      facts: { monthlyRevenueUsd: 20_000_001 },
      node: { id: 'moonshotai/Kimi-K2.5' },
      verdict: 'conditional',
      owes: ['display:Kimi K2.5'],
    },
  ],
  'kimi-k3': [
    { verdict: 'allowed' },
    { facts: { ...hosted, revenueUsd12m: 20_000_000 }, verdict: 'allowed' },
    {
      facts: { ...hosted, revenueUsd12m: 20_000_001 },
      verdict: 'denied',
      rule: 'LLA017',
      owes: ['agreement:Moonshot AI'],
    },
    { facts: { monthlyActiveUsers: 100_000_001 }, verdict: 'conditional', owes: ['display:Kimi K3'] },
  ],
  'minimax-model-license': [{ facts: weights, verdict: 'conditional', owes: ['aup', 'notice-file'] }],
  'minimax-m2-modified-mit': [
    { verdict: 'allowed' },
    { facts: { annualRecurringRevenueUsd: 30_000_001 }, verdict: 'conditional', owes: ['display:MiniMax M2'] },
  ],
  'minimax-m2.1-modified-mit': [
    { verdict: 'conditional', owes: ['display:MiniMax M2.1'] },
    { facts: internal, verdict: 'allowed' },
  ],
  'minimax-m2.7-non-commercial': nonCommercial(),
  'minimax-community': [
    { verdict: 'conditional', owes: ['display:Built with MiniMax M3', 'registration:MiniMax'] },
    { facts: { annualRevenueUsd: 20_000_001 }, verdict: 'denied', rule: 'LLA004' },
  ],
  chatglm3: [
    { verdict: 'conditional', owes: ['registration:Zhipu AI'] },
    { facts: research, verdict: 'conditional', owesNot: ['registration:Zhipu AI'] },
  ],
  'glm-4': [
    { verdict: 'conditional', owes: ['registration:Zhipu AI', 'display:Built with glm-4'] },
    { facts: publishes, verdict: 'conditional', owes: ['name-prefix:glm-4'] },
  ],
  cogvlm2: [{ verdict: 'conditional', owes: ['registration:Zhipu AI', 'display:Built with Meta Llama 3'] }],
  'glm-5.3': [
    { facts: hosted, verdict: 'allowed' },
    { facts: { ...hosted, revenueUsd12m: 10_000_000_001 }, verdict: 'denied', rule: 'LLA017' },
  ],
  'tencent-hunyuan-large': [
    ...hunyuan(100_000_000, 'DE'),
    { facts: { servedTerritories: ['GB', 'KR'] }, verdict: 'conditional' },
    { facts: distils, verdict: 'denied', rule: 'LLA009' },
  ],
  'tencent-hunyuan-community': [
    ...hunyuan(100_000_000, 'DE', 'GB', 'KR'),
    { facts: distils, verdict: 'denied', rule: 'LLA009' },
  ],
  'tencent-hunyuan-3d-2.0-cla': hunyuan(1_000_000, 'IT', 'GB', 'KR'),
  exaone: researchOnly({ facts: { ...research, ...distils }, verdict: 'denied', rule: 'LLA009' }),
  'exaone-1.2-nc': researchOnly({
    facts: { ...research, publishesDerivatives: true, fineTunes: true },
    verdict: 'conditional',
    owes: ['name-prefix:EXAONE'],
  }),
  'k-exaone': [
    { verdict: 'conditional', owes: ['aup'] },
    { facts: weights, verdict: 'denied', rule: 'LLA017' },
    { facts: { ...research, publishesDerivatives: true }, verdict: 'conditional', owes: ['name-prefix:K-EXAONE'] },
  ],
  'hyperclovax-seed': [
    { verdict: 'conditional', owes: ['display:Powered by HyperCLOVA X'] },
    { facts: { mauAtModelRelease: 10_000_001 }, verdict: 'denied', rule: 'LLA004' },
  ],
  'falcon-2-11b': [{ facts: hosted, verdict: 'conditional', owes: ['aup', 'pass-on-restrictions'] }],
  'falcon-llm-license': [{ facts: weights, verdict: 'conditional', owes: ['aup', 'license-copy'] }],
  'falcon-180b': [
    { verdict: 'conditional', owes: ['aup'] },
    { facts: hosted, verdict: 'denied', rule: 'LLA017' },
  ],
  'apple-amlr': researchOnly(),
  'microsoft-research-license': researchOnly({
    facts: { ...research, distribution: ['weights'] },
    verdict: 'denied',
    rule: 'LLA006',
  }),
  'databricks-open-model-license': [
    { verdict: 'conditional', owes: ['aup'] },
    { facts: { mauAtModelRelease: 700_000_001 }, verdict: 'denied', rule: 'LLA004' },
    { facts: distils, verdict: 'denied', rule: 'LLA009' },
  ],
  'nvidia-open-model-license': [
    { verdict: 'conditional', owes: ['aup'], owesNot: ['display:Built on NVIDIA Cosmos'] },
    { node: { family: 'cosmos' }, verdict: 'conditional', owes: ['display:Built on NVIDIA Cosmos'] },
  ],
  'nvidia-open-model-agreement': free('license-copy', 'notice-file'),
  'nvidia-nemotron-open-model-license': [{ verdict: 'conditional' }],
  'nvidia-ai-foundation-models-community': [
    { verdict: 'conditional', owes: ['subscription:NVIDIA'] },
    { facts: { deployment: 'rtx-workstation' }, verdict: 'conditional', owesNot: ['subscription:NVIDIA'] },
  ],
  'skywork-community': [{ facts: publishes, verdict: 'conditional', owes: ['display:Skywork Inside'] }],
  'baai-aquila': [{ verdict: 'conditional', owes: ['use-restrictions'] }],
  'baai-aquila-70b': nonCommercial(),
  'internlm-weights-registration': [{ verdict: 'conditional' }],
  seamless: researchOnly(),
  'lfm1.0': [
    { verdict: 'allowed' },
    { facts: { annualRevenueUsd: 9_999_999 }, verdict: 'allowed' },
    { facts: { annualRevenueUsd: 10_000_000 }, verdict: 'denied', rule: 'LLA004' },
    { facts: { ...research, annualRevenueUsd: 10_000_000 }, verdict: 'allowed' },
  ],
  'grok2-community': [
    { verdict: 'conditional', owes: ['display:Powered by xAI'] },
    { facts: distils, verdict: 'unknown', rule: 'LLA009' },
  ],
  'stabilityai-ai-community': [
    { verdict: 'conditional', owes: ['display:Powered by Stability AI', 'registration:Stability AI'] },
    { facts: { annualRevenueUsd: 1_000_000 }, verdict: 'conditional' },
    { facts: { annualRevenueUsd: 1_000_001 }, verdict: 'denied', rule: 'LLA004' },
  ],
  'stabilityai-nc-research-community': researchOnly(),
  'flux-1-dev-non-commercial-license': nonCommercial({
    facts: { ...personal, ...distils },
    verdict: 'denied',
    rule: 'LLA009',
  }),
  'flux-non-commercial-license': nonCommercial(),
  'ltxv-open-weights': [
    { verdict: 'conditional', owes: ['aup'] },
    { facts: { annualRevenueUsd: 10_000_000 }, verdict: 'denied', rule: 'LLA004' },
  ],
  'yi-license': [{ verdict: 'conditional' }],
  'baichuan-2-community': [
    { verdict: 'conditional', owes: ['registration:Baichuan'] },
    { facts: { dailyActiveUsers: 1_000_000 }, verdict: 'denied', rule: 'LLA004' },
    { facts: { softwareOrCloudProvider: true }, verdict: 'denied', rule: 'LLA017' },
    { facts: { monthlyActiveUsers: 30_000_000 }, verdict: 'conditional' },
  ],
  'jamba-open-model-license': unread('LLA019'),
  'cc-by-nc-4.0+cohere-labs-aup': nonCommercial({ facts: personal, verdict: 'conditional', owes: ['aup'] }),
  'yuan-2.0': [{ verdict: 'conditional', owes: ['use-restrictions'] }],
  'intel-research': unread('LLA002'),
  'h-research': unread('LLA002'),
  'deepfloyd-if-license': unread('LLA002'),
  'apple-ascl': unread('LLA002'),
  other: unread('LLA002'),
  unknown: unread('LLA002'),
  none: unread('LLA002'),
  'modified-mit': unread('LLA019'),
};

describe('decisive rule of each license', () => {
  it('has a case for every license, and no case for another', () => {
    expect(Object.keys(DECISIVE).sort()).toEqual([...LICENSES.keys()].sort());
    expect(LICENSES.size).toBe(99);
  });

  for (const [license, cases] of Object.entries(DECISIVE)) {
    it.each(cases.map((item) => [JSON.stringify({ ...item.facts, ...item.node }), item] as const))(
      `${license} %s`,
      (_, { facts, node, verdict, rule, owes = [], owesNot = [] }) => {
        const judged = judgeLicenseId(license, facts, node);
        expect(judged.verdict).toBe(verdict);
        if (rule !== undefined) expect(loud(judged).map((item) => item.slice(0, 6))).toContain(rule);
        expect(codes(judged)).toEqual(expect.arrayContaining([...owes]));
        for (const code of owesNot) expect(codes(judged)).not.toContain(code);
      },
    );
  }
});
