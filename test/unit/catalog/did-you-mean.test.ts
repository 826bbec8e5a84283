import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, suggest } from '../../../src/catalog/did-you-mean.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
    ['', 'abc', 3],
  ])('%s → %s takes %i', (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
    expect(editDistance(b, a)).toBe(edits);
  });

  it('stops above the limit', () => {
    expect(editDistance('aaaa', 'bbbb', 2)).toBe(3);
    expect(editDistance('a', 'abcdef', 2)).toBe(3);
  });
});

describe('suggest', () => {
  const models = [
    'Qwen/Qwen3-8B',
    'Qwen/Qwen3-14B',
    'meta-llama/Llama-3.1-8B-Instruct',
    'mistralai/Mistral-7B-Instruct-v0.3',
  ];
  it.each([
    ['qwen3-8b', 'Qwen/Qwen3-8B'],
    ['Qwen/Qwen3_8B', 'Qwen/Qwen3-8B'],
    ['qwen3-14', 'Qwen/Qwen3-14B'],
    ['lama-3.1-8b-instruct', 'meta-llama/Llama-3.1-8B-Instruct'],
    ['Mistral-7B', 'mistralai/Mistral-7B-Instruct-v0.3'],
  ])('%s → %s', (word, best) => {
    expect(suggest(word, models)[0]).toBe(best);
  });

  it('treats separators and case as nothing', () => {
    expect(suggest('rtx4090', ['rtx-4090', 'rtx-4080'])[0]).toBe('rtx-4090');
  });

  it('is silent when nothing is near', () => {
    expect(suggest('zzzzzz', models)).toEqual([]);
    expect(suggest('', models)).toEqual([]);
  });

  it('does not depend on the order of candidates, and names each once', () => {
    const names = ['chat', 'code', 'coder', 'code'];
    expect(suggest('cod', names)).toEqual(suggest('cod', [...names].reverse()));
    expect(new Set(suggest('cod', names)).size).toBe(suggest('cod', names).length);
  });

  it('keeps to the number asked for', () => {
    expect(suggest('qwen3', models, 1)).toHaveLength(1);
  });
});

describe('didYouMean', () => {
  it('makes a question of one, two or three names', () => {
    expect(didYouMean('nmae', ['name'])).toBe('did you mean "name"?');
    expect(didYouMean('code', ['coder', 'codes'])).toBe('did you mean "coder" or "codes"?');
    expect(didYouMean('xyz', ['name'])).toBeUndefined();
  });
});
