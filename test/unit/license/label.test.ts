import { describe, expect, it } from 'vitest';
import { judgeCard } from '../../../src/license/judge-card.ts';
import {
  findByLabel,
  type LicenseBook,
  licensesByModel,
  type ModelCard,
  readCard,
} from '../../../src/license/label.ts';
import { LICENSES, policyWith, SMALL_COMPANY } from '../../fixtures/licenses.ts';

const book: LicenseBook = { licenses: LICENSES, licensesOf: licensesByModel(LICENSES.values()) };
const card = (fields: Partial<ModelCard>): ModelCard => ({ id: 'someone/model', bases: [], ...fields });
const policy = policyWith({ profile: SMALL_COMPANY });
const judge = (fields: Partial<ModelCard>) => judgeCard(card(fields), () => undefined, book, policy);

describe('labels', () => {
  it.each([
    ['apache-2.0', 'apache-2.0'],
    ['Apache 2.0', 'apache-2.0'],
    ['Llama 3.1', 'llama3.1'],
    ['LLAMA_3_1', 'llama3.1'],
    ['gemma', 'gemma'],
    ['GPL-3.0-only', 'gpl-3.0'],
    ['Mistral_Research License', 'mrl'],
    ['shapley 1.0', 'shapley-1-0'],
  ])('%s is %s', (label, expected) => {
    expect(findByLabel(label, LICENSES)).toBe(expected);
  });
});

describe('cards', () => {
  it.each<readonly [string, Partial<ModelCard>, readonly string[], string]>([
    ['a tag', { license: 'mit' }, ['mit'], 'plain'],
    ['a name under other', { license: 'other', licenseName: 'qwen-research' }, ['qwen-research'], 'plain'],
    ['a name nobody knows', { license: 'other', licenseName: 'My License' }, ['my-license'], 'plain'],
    ['other alone', { license: 'other' }, ['other'], 'plain'],
    ['nothing', {}, [], 'plain'],
    ['several tags', { license: ['mit', 'cc-by-nc-4.0'] }, ['mit', 'cc-by-nc-4.0'], 'plain'],
    [
      'two licenses',
      { license: 'apache-2.0', licenseName: 'jamba-open-model-license' },
      ['apache-2.0', 'jamba-open-model-license'],
      'contradictory',
    ],
    ['the same twice', { license: 'apache-2.0', licenseName: 'Apache License 2.0' }, ['apache-2.0'], 'plain'],
    [
      'a known model',
      { id: 'stabilityai/sdxl-turbo', license: 'other', licenseName: 'sai-nc' },
      ['stabilityai-ai-community'],
      'overruled',
    ],
    ['a known model under other', { id: 'facebook/opt-125m', license: 'other' }, ['opt-175b'], 'overruled'],
    ['a known family', { id: 'facebook/dinov3-vits16' }, ['dinov3-license'], 'plain'],
    [
      'a link to the text of another model',
      {
        license: 'other',
        licenseName: 'modified-mit',
        licenseLink: 'https://huggingface.co/moonshotai/Kimi-K3/blob/main/LICENSE',
      },
      ['kimi-k3'],
      'overruled',
    ],
    [
      'a link to the text itself',
      { license: 'other', licenseLink: 'https://www.llama.com/llama3_1/license/' },
      ['llama3.1'],
      'overruled',
    ],
    [
      'a link beside itself',
      { license: 'mit', licenseLink: 'https://huggingface.co/someone/model/blob/main/LICENSE' },
      ['mit'],
      'plain',
    ],
  ])('%s', (_, fields, licenses, label) => {
    expect(readCard(card(fields), book)).toMatchObject({ node: { licenses }, label });
  });

  it('a label that names several texts is unknown', () => {
    expect(judge({ license: 'other', licenseName: 'modified-mit' })).toMatchObject({ verdict: 'unknown', ids: [] });
  });

  it('a base explains which of them it is', () => {
    const bases = [{ id: 'moonshotai/Kimi-K3', relation: 'quantized', license: 'kimi-k3' }] as const;
    const verdict = judge({ license: 'other', licenseName: 'modified-mit', bases });
    expect(verdict).toMatchObject({ verdict: 'conditional', ids: ['kimi-k3'] });
    expect(verdict.findings.map((finding) => finding.rule)).toEqual(expect.arrayContaining(['LLA007', 'LLA019']));
  });

  it('two licenses that exclude each other are unknown', () => {
    const verdict = judge({ license: 'apache-2.0', licenseName: 'llama3.1' });
    expect(verdict.verdict).toBe('unknown');
    expect(verdict.findings).toContainEqual(expect.objectContaining({ rule: 'LLA019', level: 'error' }));
  });

  it('what is known beats a permissive tag, and says so', () => {
    const verdict = judge({ id: 'facebook/opt-125m', license: 'mit' });
    expect(verdict).toMatchObject({ verdict: 'denied', ids: ['opt-175b'] });
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ rule: 'LLA019', level: 'warning', license: 'mit' }),
    );
  });

  it('hostile names are only names', () => {
    const name = '$(rm -rf ~)\u001b[31m/../../x';
    expect(judge({ id: name, license: name, licenseLink: name })).toMatchObject({ verdict: 'unknown', ids: [] });
  });
});
