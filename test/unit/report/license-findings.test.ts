import { describe, expect, it } from 'vitest';
import { createExplainer } from '../../../src/report/explain.ts';
import { en } from '../../../src/report/i18n/en/messages.ts';
import { zhCN } from '../../../src/report/i18n/zh-CN/messages.ts';
import {
  judge,
  judgeLicenseId,
  LICENSES,
  nodeWith,
  POLICIES,
  policyWith,
  SMALL_COMPANY,
} from '../../fixtures/licenses.ts';

const english = createExplainer(en);
const chinese = createExplainer(zhCN);
const { use: _, ...withoutUse } = SMALL_COMPANY;
const commercial = POLICIES.find((policy) => policy.name === 'commercial') ?? policyWith({});

describe('sentences of license findings', () => {
  const llama = nodeWith({ id: 'meta-llama/Base', publisher: 'Meta', licenses: ['llama3.1'] });
  const derived = { id: 'x/Sky', licenses: ['mit'], bases: [{ id: llama.id, relation: 'finetune' }] } as const;
  const cases: readonly (readonly [string, ReturnType<typeof judge>, string, string])[] = [
    [
      'a limit taken for granted',
      judge({ licenses: ['llama3.1'] }, commercial),
      'llama3.1, above 700 million (your monthly active users when the model was released): have an agreement with Meta (§2)',
      'llama3.1，超过 7 亿（',
    ],
    [
      'a denial',
      judgeLicenseId('mrl'),
      'a clause of mrl forbids this use (§3.2), unless you have an agreement with Mistral AI',
      'mrl 的条款禁止该用途',
    ],
    [
      'a question',
      judge({ licenses: ['mrl'] }, policyWith({ profile: withoutUse })),
      'whether mrl permits this depends on what it is used for (§3.2)',
      'mrl 能否使用取决于',
    ],
    [
      'a weaker label',
      judge(derived, policyWith({ profile: SMALL_COMPANY }), [llama]),
      "the model's own label mit is weaker than what its base models bring: llama3.1",
      '模型自报的许可 mit 弱于',
    ],
    [
      'a name',
      judge(derived, policyWith({ profile: SMALL_COMPANY }), [llama]),
      'llama3.1 asks for model names that begin with "Llama"; this one does not (§1.b.i)',
      'llama3.1 要求模型名称以“Llama”开头',
    ],
    [
      'an unknown base',
      judge({ licenses: ['mit'], bases: [{ id: 'who/knows', relation: 'finetune' }] }, policyWith({})),
      'nothing is known of the license of the base model who/knows',
      '基座模型 who/knows 的许可不明',
    ],
  ];
  it.each(cases)('%s', (_, verdict, sentence, start) => {
    expect(verdict.findings.map(english.licenseFinding)).toContain(sentence);
    expect(verdict.findings.map(chinese.licenseFinding).filter((text) => text.startsWith(start))).toHaveLength(1);
  });

  it('no license and no policy leaves a gap in a sentence', () => {
    for (const license of LICENSES.keys()) {
      for (const policy of [
        ...POLICIES,
        policyWith({}),
        policyWith({ profile: { use: 'research', publishesDerivatives: true } }),
      ]) {
        const { findings } = judge({ licenses: [license], modality: 'multimodal' }, policy);
        for (const finding of findings) {
          expect(english.licenseFinding(finding)).not.toMatch(/undefined|null|\bNaN|_/);
          expect(chinese.licenseFinding(finding)).not.toMatch(/undefined|null|NaN/);
        }
      }
    }
  });
});
