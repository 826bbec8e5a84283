import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bodyOf, recogniseLicense } from '../../../src/license/recognise.ts';
import { MIT, RECOGNISABLE } from '../../fixtures/license-texts.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const recognise = (text: string): string => {
  const found = recogniseLicense(text, RECOGNISABLE, sha256);
  if (found.kind === 'recognised') return `${found.id} (${found.how})`;
  return found.kind === 'ambiguous' ? `one of ${found.candidates.join(', ')}` : 'unknown';
};
const APACHE = readFileSync(new URL('../../../LICENSE', import.meta.url), 'utf8');
const END = 'END OF TERMS AND CONDITIONS';
const APACHE_BODY = APACHE.slice(0, APACHE.indexOf(END) + END.length);
const GRANT = MIT.slice(MIT.indexOf('Permission'));
const [FIRST_LINE = '', ...OTHER_LINES] = MIT.split('\n');

describe('texts that count only as a whole', () => {
  it.each([
    ['as given', MIT],
    ['another holder', MIT.replace('Jane Doe', 'Example AI Labs, Inc. and contributors <legal@example.org>')],
    ['no title', OTHER_LINES.join('\n')],
    ['another title', ['The MIT License (MIT)', ...OTHER_LINES].join('\n')],
    ['markdown', ['# MIT License', ...OTHER_LINES].join('\n')],
    ['shouted', MIT.toUpperCase().replace('2024 JANE DOE', '2024 Jane Doe')],
    ['curly quotes and CRLF', MIT.replaceAll('"', '”').replaceAll('\n', '\r\n')],
    ['on one line each', MIT.replaceAll(/([^\n])\n([^\n])/g, '$1 $2')],
    ['in tags', `<p>${MIT}</p>`],
    ['two holders', MIT.replace('Jane Doe\n', 'Jane Doe\nCopyright (c) 2025 John Roe. All rights reserved.\n')],
    ['with a byte-order mark', `\uFEFF${MIT}`],
  ])('MIT %s', (_name, text) => {
    expect(recognise(text)).toBe('mit (full-text)');
  });

  it.each([
    ['one sentence more', `${MIT}\nThe Software may not be used commercially.`],
    ['one sentence before', MIT.replace('Permission is', 'For research purposes only.\n\nPermission is')],
    ['one sentence inside', MIT.replace('The above copyright', 'No military use.\nThe above copyright')],
    ['a sentence in another script', `${MIT}\n仅限非商业用途。`],
    ['a term dressed as a copyright line', MIT.replace('Jane Doe', 'Jane Doe, non-commercial use only')],
    ['a term in lower case there', MIT.replace('Jane Doe', 'Jane Doe; weapons are excluded')],
    ['a term in a tag', `${MIT}<p title="research only">`],
    ['a term in a comment', `${MIT}<!-- research only -->`],
    ['one word changed', MIT.replace('free of charge', 'for a charge')],
    ['one word less', MIT.replace('without limitation', 'limitation')],
    ['the grant alone', GRANT.slice(0, GRANT.indexOf('THE SOFTWARE'))],
    ['its name alone', FIRST_LINE],
    ['two copies with the first cut', `${GRANT.slice(0, 200)}${MIT}`],
  ])('MIT with %s is not MIT', (_name, text) => {
    expect(recognise(text)).toBe('unknown');
  });

  it.each([
    ['as given', APACHE],
    ['without its appendix', APACHE_BODY],
    ['with the holder filled in', APACHE.replace(/Copyright \[?\w+\]? .*/, 'Copyright 2023 Example Cloud')],
  ])('Apache %s', (_name, text) => {
    expect(recognise(text)).toBe('apache-2.0 (full-text)');
  });

  it('Apache with one more condition is not Apache', () => {
    expect(recognise(`${APACHE_BODY}\n\n10. You must display our name.`)).toBe('unknown');
    expect(recognise(APACHE.replace('perpetual,', ''))).toBe('unknown');
  });

  it('a name and a link are no text', () => {
    expect(recognise('Apache License, Version 2.0\nhttps://www.apache.org/licenses/LICENSE-2.0')).toBe('unknown');
  });
});

describe('the family that begins like MIT', () => {
  const modified = `Modified MIT License\n\n${GRANT}\n`;
  it.each([
    ['Kimi', `${modified}Our only modification part is that products show a name.`, 'kimi-modified-mit'],
    ['Mistral', `${modified}Notice: 2026 - Mistral AI. Large companies have no rights.`, 'mistral-modified-mit'],
    ['MiniMax M2', `${GRANT}\nOur only modification is that products show a name.`, 'minimax-m2-modified-mit'],
    [
      'MiniMax M2.1',
      `${GRANT}\nOur only modification is that products show "MiniMax M2.1".`,
      'minimax-m2.1-modified-mit',
    ],
    ['MiniMax M2.7', `NON-COMMERCIAL LICENSE\n\n${GRANT}\nNo commercial use.`, 'minimax-m2.7-non-commercial'],
    ['GLM-5.3', `GLM-5.3 License\n\n${GRANT}\nLarge hosts sign an agreement.`, 'glm-5.3'],
    ['Kimi K3', `Kimi K3 License\n\n${GRANT}\nLarge hosts sign an agreement.`, 'kimi-k3'],
  ])('%s', (_name, text, id) => {
    expect(recognise(text)).toBe(`${id} (title+phrases)`);
  });

  it('a member nobody knows is unknown', () => {
    expect(recognise(`${modified}Our single change: banks pay.`)).toBe('unknown');
  });
});

describe('versions of one text', () => {
  const body = '\n\nBy using the materials you agree to what follows.\n';
  it.each([
    ['LLAMA 2 COMMUNITY LICENSE AGREEMENT\nLlama 2 Version Release Date: July 18, 2023', 'llama2'],
    ['META LLAMA 3 COMMUNITY LICENSE AGREEMENT', 'llama3'],
    ['LLAMA 3.1 COMMUNITY LICENSE AGREEMENT', 'llama3.1'],
    ['# **Llama 3.2 Community\nLicense Agreement**', 'llama3.2'],
    ['LLAMA 3.3 COMMUNITY LICENSE AGREEMENT Version Release Date: December 6, 2024', 'llama3.3'],
    ['LLAMA 4 COMMUNITY LICENSE AGREEMENT', 'llama4'],
    ['Gemma Terms of Use\nLast modified: March 24, 2025\nThe models identified in the Appendix.', 'gemma'],
    ['Gemma Terms of Use\nLast modified: April 1, 2024\nModels identified at ai.google.dev/gemma.', 'gemma-2024-04-01'],
    ['Tongyi Qianwen LICENSE AGREEMENT', 'tongyi-qianwen'],
    ['Tongyi Qianwen RESEARCH LICENSE AGREEMENT', 'tongyi-qianwen-research'],
    ['Qwen LICENSE AGREEMENT\nRelease Date: September 19, 2024', 'qwen'],
    ['Qwen RESEARCH LICENSE AGREEMENT', 'qwen-research'],
    ['DEEPSEEK LICENSE AGREEMENT\nVersion 1.0, 23 October 2023', 'deepseek'],
    ['FLUX.1 [dev] Non-Commercial License v1.1.1', 'flux-1-dev-non-commercial-license'],
    ['FLUX Non-Commercial License', 'flux-non-commercial-license'],
    ['EXAONE AI Model License Agreement 1.1 - NC', 'exaone'],
    ['K-EXAONE AI Model License Agreement', 'k-exaone'],
    [
      'TENCENT HUNYUAN COMMUNITY LICENSE AGREEMENT\nTencent Hunyuan Large Release Date: November 5, 2024',
      'tencent-hunyuan-large',
    ],
    ['BAAI Aquila 70B Model License Agreement', 'baai-aquila-70b'],
    ['GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3, 19 November 2007', 'agpl-3.0'],
  ])('%s', (head, id) => {
    expect(recognise(head + body)).toBe(`${id} (title+phrases)`);
  });

  it.each([
    ['a date of another version', 'Gemma Terms of Use\nLast modified: February 21, 2024\nidentified in the Appendix'],
    ['a version without its phrase', 'DEEPSEEK LICENSE AGREEMENT\nVersion 2.0, 1 May 2026'],
    [
      'a release that is not listed',
      'TENCENT HUNYUAN COMMUNITY LICENSE AGREEMENT\nTencent HunyuanVideo Release Date: x',
    ],
    ['a title inside a sentence', 'This model is under the LLAMA 3.1 COMMUNITY LICENSE AGREEMENT.'],
    [
      'a sentence that begins with one',
      'Llama 4 Community License Agreement is what the makers of the base ask you to read',
    ],
    ['nothing', ''],
  ])('unknown: %s', (_name, head) => {
    expect(recognise(head)).toBe('unknown');
  });

  it('two licenses in one file stay two', () => {
    const text = 'LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\nTerms.\n\nQwen RESEARCH LICENSE AGREEMENT\nTerms.';
    expect(recognise(text)).toBe('one of llama3.1, qwen-research');
  });
});

it('every license with marks of its own is recognised by them, and by no other', () => {
  const wrong = RECOGNISABLE.filter(({ recogniser }) => recogniser.match !== 'whole').flatMap(({ id, recogniser }) => {
    const { title, phrases = [], dateLine } = recogniser;
    const dated = dateLine !== undefined && /\d/.test(dateLine) ? [dateLine] : [];
    const text = [...(title === undefined ? [] : [title]), ...dated, ...phrases, 'These are the terms.'].join('\n');
    const found = recognise(text);
    return found === `${id} (title+phrases)` ? [] : [`${id}: ${found}`];
  });
  expect(wrong).toEqual([]);
});

it('a whole text is told by the hash of its body alone', () => {
  const recogniser = {
    title: 'House Terms',
    match: 'whole',
    wholeSha256: [sha256(bodyOf('Free for all, forever.', ''))],
  } as const;
  const house = (text: string) => recogniseLicense(text, [{ id: 'house', recogniser }], sha256).kind;
  expect(house('The House Terms\n(c) 2026 Acme\n\nFree for all,\nforever!')).toBe('recognised');
  expect(house('Free for all, forever. Not for Bob.')).toBe('unknown');
});

it('hashes of a whole text stand where only the whole text counts', () => {
  for (const { id, recogniser } of RECOGNISABLE) {
    expect([id, recogniser.wholeSha256 !== undefined]).toEqual([id, recogniser.match === 'whole']);
  }
});
