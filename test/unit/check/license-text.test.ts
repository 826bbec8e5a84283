import { describe, expect, it } from 'vitest';
import type { CheckedModel, CheckResult } from '../../../src/domain/check.ts';
import type { ModelArtifact } from '../../../src/domain/reference.ts';
import { policyOf, runCheck } from '../../fixtures/check.ts';
import { MIT } from '../../fixtures/license-texts.ts';
import { SMALL_COMPANY } from '../../fixtures/licenses.ts';

const LLAMA = 'LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\n\nTerms follow.\n';
const RESEARCH = 'Qwen RESEARCH LICENSE AGREEMENT\n\nTerms follow.\n';
const OPEN = 'NVIDIA Open Model Agreement\n\nNo use in products.\n';

const gguf = (license?: string, licenseName?: string): ModelArtifact => ({
  file: 'weights/m.gguf',
  line: 1,
  origin: 'gguf',
  bases: [],
  ...(license === undefined ? {} : { license }),
  ...(licenseName === undefined ? {} : { licenseName }),
});

const check = (files: Readonly<Record<string, string>>, label?: string, name?: string): CheckResult =>
  runCheck({ policy: policyOf({ profile: SMALL_COMPANY }), artifacts: [gguf(label, name)], files }).result;
const model = (result: CheckResult): CheckedModel | undefined => result.models[0];
const about = ({ findings }: CheckResult): readonly string[] =>
  findings.filter(({ rule }) => rule === 'LLA019').map(({ level, license }) => `${level} ${license}`);

describe('a license file beside weights', () => {
  it.each([
    ['a text where the header says nothing', { 'weights/LICENSE': LLAMA }, undefined, ['llama3.1'], []],
    ['the whole text of MIT', { 'weights/LICENSE': MIT }, undefined, ['mit'], []],
    ['MIT and a sentence', { 'weights/LICENSE': `${MIT}\nResearch only.` }, undefined, [], []],
    ['a label the text explains', { 'weights/LICENSE': LLAMA }, 'other', ['llama3.1'], []],
    ['the same label', { 'weights/LICENSE': LLAMA }, 'llama3.1', ['llama3.1'], []],
    ['a label that says less', { 'weights/LICENSE': RESEARCH }, 'mit', ['qwen-research'], ['warning mit']],
    [
      'a free text does not undo a label',
      { 'weights/LICENSE': MIT },
      'llama3.1',
      ['llama3.1', 'mit'],
      ['error llama3.1, mit'],
    ],
    ['the title of a free text grants nothing', { 'weights/LICENSE': OPEN }, undefined, [], []],
    [
      'the text about the weights',
      { 'weights/LICENSE': MIT, 'weights/LICENSE-MODEL': LLAMA },
      undefined,
      ['llama3.1'],
      [],
    ],
    [
      'not the text about the code',
      { 'weights/LICENSE-CODE': MIT, 'weights/MODEL_LICENSE': LLAMA },
      undefined,
      ['llama3.1'],
      [],
    ],
    ['not the one of the repository', { LICENSE: MIT }, undefined, [], []],
    ['not one deeper down', { 'weights/third/LICENSE': MIT }, undefined, [], []],
  ] as const)('%s', (_name, files, label, ids, findings) => {
    const result = check(files, label);
    expect([...(model(result)?.verdict.ids ?? [])].sort()).toEqual(ids);
    expect(about(result)).toEqual(findings);
  });

  it('a name nobody knows gives way to terms, not to a grant', () => {
    expect(model(check({ 'weights/LICENSE': LLAMA }, 'other', 'house terms'))?.verdict.ids).toEqual(['llama3.1']);
    expect(check({ 'weights/LICENSE': MIT }, 'other', 'house terms').passed).toBe(false);
  });

  it('stands in the lock as evidence', () => {
    const lock = (text: string) =>
      runCheck({ policy: policyOf({}), artifacts: [gguf()], files: { 'weights/LICENSE': text } }).lock.models[0];
    expect(lock(MIT)?.evidence).toEqual(['card', 'license-text', 'license-text-recognised']);
    expect(lock('Some terms.')?.evidence).toEqual(['card', 'license-text']);
    expect(lock(MIT)?.licenseTextSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is beneath an answer that somebody pinned to it', () => {
    const { result } = runCheck({
      policy: policyOf({
        profile: SMALL_COMPANY,
        models: {
          clarify: [
            {
              model: 'weights/m.gguf',
              license: 'apache-2.0',
              licenseTextSha256: 'a'.repeat(64),
              reason: 'read by legal',
            },
          ],
        },
      }),
      artifacts: [gguf()],
      files: { 'weights/LICENSE': LLAMA },
      more: { sha256: () => 'a'.repeat(64) },
    });
    expect(model(result)?.verdict.ids).toEqual(['apache-2.0']);
  });
});
