import { describe, expect, it } from 'vitest';
import { type NamedModel, resolveModel } from '../../../src/catalog/resolve-model.ts';

function named(id: string, more: Partial<NamedModel> = {}): NamedModel {
  const name = id.slice(id.indexOf('/') + 1).replaceAll('-', ' ');
  return { id, name, role: 'instruct', status: 'current', aliases: [], weights: [], engines: {}, ...more };
}

const MODELS = [
  named('acme/Lama-3.1-8B', { role: 'base' }),
  named('acme/Lama-3.1-8B-Instruct', {
    aliases: ['old-acme/Meta-Lama-3.1-8B-Instruct'],
    engines: { ollama: { tag: 'lama3.1:8b' } },
    weights: [{ format: 'gguf', repo: 'packer/Meta-Lama-3.1-8B-Instruct-GGUF' }],
  }),
  named('acme/Lama-3.1-70B-Instruct', { engines: { ollama: { tag: 'lama3.1:70b' } }, released: '2024-07-23' }),
  named('kwen/Kwen3-8B', { weights: [{ format: 'awq', repo: 'kwen/Kwen3-8B-AWQ', bits: 4 }] }),
  named('kwen/Kwen3-8B-Base', { role: 'base' }),
  named('kwen/Kwen3.8-27B', { released: '2026-08-14' }),
  named('kwen/Kwen3.8-Flash', { released: '2026-08-28' }),
  named('kwen/Kwen2-7B-Instruct', { status: 'legacy', released: '2024-06-07' }),
  named('kwen/Kwen2-7B-Chat', { status: 'superseded' }),
];

const answer = (name: string): unknown => {
  const found = resolveModel(MODELS, name);
  if (found.kind === 'found') return found.model.id;
  return found.kind === 'ambiguous' ? found.candidates.map((model) => model.id) : found.suggestions;
};

describe('resolveModel', () => {
  it.each([
    ['its id', 'acme/Lama-3.1-8B-Instruct', 'acme/Lama-3.1-8B-Instruct'],
    ['its id in another case', 'ACME/lama-3.1-8b', 'acme/Lama-3.1-8B'],
    ['an alias', 'old-acme/Meta-Lama-3.1-8B-Instruct', 'acme/Lama-3.1-8B-Instruct'],
    ['a page', 'https://huggingface.co/kwen/Kwen3-8B', 'kwen/Kwen3-8B'],
    ['an Ollama tag', 'lama3.1:70b', 'acme/Lama-3.1-70B-Instruct'],
    ['a build of a tag', 'lama3.1:8b-instruct-q4_K_M', 'acme/Lama-3.1-8B-Instruct'],
    ['a repository of weights', 'packer/Meta-Lama-3.1-8B-Instruct-GGUF', 'acme/Lama-3.1-8B-Instruct'],
    ['a repository nobody listed', 'someone/Kwen3-8B-GPTQ-Int4', 'kwen/Kwen3-8B'],
    ['a file', 'Kwen3-8B-Q4_K_M.gguf', 'kwen/Kwen3-8B'],
    ['a part of a split file', 'Kwen3-8B-Q8_0-00001-of-00002.gguf', 'kwen/Kwen3-8B'],
    ['its short name', 'kwen3-8b', 'kwen/Kwen3-8B'],
    ['its spoken name', 'Kwen 3 8B', 'kwen/Kwen3-8B'],
    ['the exact name of a base', 'lama-3.1-8b', 'acme/Lama-3.1-8B'],
    ['a base by its own word', 'kwen3 8b base', 'kwen/Kwen3-8B-Base'],
    ['words that are left out', 'lama 3.1 70b', 'acme/Lama-3.1-70B-Instruct'],
    ['the start of one name', 'kwen 3.8 flash', 'kwen/Kwen3.8-Flash'],
  ])('finds a model by %s', (_name, asked, expected) => {
    expect(answer(asked)).toEqual(expected);
  });

  it.each([
    ['newest first', 'kwen3.8', ['kwen/Kwen3.8-Flash', 'kwen/Kwen3.8-27B']],
    ['less old first', 'kwen2-7b', ['kwen/Kwen2-7B-Chat', 'kwen/Kwen2-7B-Instruct']],
    ['without bases', 'lama3.1', ['acme/Lama-3.1-70B-Instruct', 'acme/Lama-3.1-8B-Instruct']],
  ])('offers several, %s', (_name, asked, expected) => {
    expect(answer(asked)).toEqual(expected);
  });

  it('suggests what was probably meant', () => {
    expect(answer('kwwen3-8b')).toContain('kwen/Kwen3-8B');
    expect(answer('entirely-else-99')).toEqual([]);
  });

  it('lets an id win over what others list', () => {
    const models = [named('a/One', { weights: [{ format: 'fp8', repo: 'a/Two' }] }), named('a/Two')];
    expect(resolveModel(models, 'a/two')).toMatchObject({ kind: 'found', model: { id: 'a/Two' } });
  });
});
