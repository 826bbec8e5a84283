import { describe, expect, it } from 'vitest';
import { inheritEntry } from '../../../src/catalog/inherit-model.ts';

const parent = {
  id: 'acme/Base',
  name: 'Base',
  series: 'Small',
  status: 'current',
  released: '2026-01-01',
  license: { id: 'open-1.0', confidence: 'text', gated: 'yes' },
  languages: { en: 'native', zh: 'none' },
  architecture: { hidden: 256, kinds: { a: { mixer: { kind: 'attention', heads: 4, qkvBias: true } } } },
  engines: { ollama: { tag: 'small:1m' }, vllm: { since: '0.9' } },
  sources: { architecture: 'config', release: 'blog' },
  aliases: ['base'],
  weights: [{ repo: 'acme/Base-GGUF' }],
};
const entries = new Map<string, typeof parent | Record<string, unknown>>([[parent.id, parent]]);
const inherit = (entry: Record<string, unknown> & { readonly id: string }) =>
  inheritEntry(entry, (id) => entries.get(id) as typeof parent | undefined);

describe('inheritEntry', () => {
  it('leaves an entry without a parent as it is', () => {
    expect(inherit({ id: 'x/y', name: 'Y' })).toEqual({ kind: 'ok', merged: { id: 'x/y', name: 'Y' } });
  });

  it('takes over shared facts, and none that belong to one checkpoint', () => {
    expect(inherit({ id: 'acme/Chat', inherits: 'acme/Base', name: 'Chat' })).toEqual({
      kind: 'ok',
      merged: {
        id: 'acme/Chat',
        name: 'Chat',
        series: 'Small',
        license: parent.license,
        languages: parent.languages,
        architecture: parent.architecture,
        engines: { ollama: {}, vllm: { since: '0.9' } },
        sources: { architecture: 'config' },
      },
    });
  });

  it('merges groups key by key and replaces kinds whole', () => {
    const kinds = { a: { mixer: { kind: 'attention', heads: 8 } } };
    const merged = inherit({
      id: 'acme/Chat',
      inherits: 'acme/Base',
      license: { id: 'other' },
      architecture: { kinds },
    });
    expect(merged).toMatchObject({
      merged: { license: { id: 'other', confidence: 'text' }, architecture: { hidden: 256 } },
    });
    expect(merged).toHaveProperty('merged.architecture.kinds', kinds);
  });

  it('drops what the sibling does not have', () => {
    const merged = inherit({
      id: 'acme/Chat',
      inherits: 'acme/Base',
      drops: ['license.gated', 'languages.zh', 'engines.vllm'],
    });
    expect(merged).toHaveProperty('merged.license', { id: 'open-1.0', confidence: 'text' });
    expect(merged).toHaveProperty('merged.languages', { en: 'native' });
    expect(merged).toHaveProperty('merged.engines', { ollama: {} });
    expect(parent.license.gated).toBe('yes');
  });

  it('follows a chain', () => {
    entries.set('acme/Middle', { id: 'acme/Middle', inherits: 'acme/Base', languages: { de: 'supported' } });
    const merged = inherit({ id: 'acme/Last', inherits: 'acme/Middle' });
    expect(merged).toHaveProperty('merged.languages', { en: 'native', zh: 'none', de: 'supported' });
  });

  it.each([
    ['an unknown parent', { id: 'a/b', inherits: 'acme/Nobody' }, ['inherits'], 'no model "acme/Nobody"'],
    ['itself', { id: 'a/b', inherits: 'a/b' }, ['inherits'], 'in a circle: a/b → a/b'],
    [
      'dropping what is not there',
      { id: 'a/b', inherits: 'acme/Base', drops: ['vision'] },
      ['drops', 0],
      '"vision" is not inherited',
    ],
    ['dropping without a parent', { id: 'a/b', drops: ['vision'] }, ['drops'], 'nothing is inherited'],
  ])('refuses %s', (_name, entry, path, message) => {
    expect(inherit(entry)).toMatchObject({
      kind: 'error',
      problems: [{ path, message: expect.stringContaining(message) }],
    });
  });

  it('refuses a circle through others', () => {
    entries.set('c/one', { id: 'c/one', inherits: 'c/two' });
    entries.set('c/two', { id: 'c/two', inherits: 'c/one' });
    expect(inherit({ id: 'c/one', inherits: 'c/two' })).toMatchObject({ kind: 'error' });
  });
});
