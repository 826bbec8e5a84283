import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../src/catalog/load.ts';
import type { ModelReference, ReferenceScheme } from '../../../src/domain/reference.ts';
import { scanContext } from '../../../src/scan/context.ts';
import { canonicalId, type IndexedModel, referenceIndex, resolveReference } from '../../../src/scan/resolve.ts';
import { scanText } from '../../../src/scan/scan-text.ts';

const catalog = await loadCatalog();
const index = referenceIndex(catalog.models, ['acme/Listed-7B', 'acme/dino-*']);

function reference(scheme: ReferenceScheme, id: string | null, rest: Partial<ModelReference> = {}): ModelReference {
  return {
    scheme,
    id,
    raw: id ?? '',
    file: 'a',
    line: 1,
    column: 1,
    detector: 'x',
    kind: 'use',
    confidence: 'high',
    state: 'resolved',
    ...rest,
  };
}

const resolved = (one: ModelReference, where = index): string => {
  const { resolution } = resolveReference(one, where);
  if (resolution.kind === 'model') return resolution.id;
  return resolution.kind === 'ambiguous' ? `one of ${resolution.candidates.join(', ')}` : resolution.kind;
};

/** A small catalog of its own, so that its facts cannot change under the test. */
function model(id: string, rest: Partial<IndexedModel> = {}): IndexedModel {
  return {
    id,
    name: id,
    role: 'instruct',
    status: 'current',
    aliases: [],
    weights: [],
    engines: {},
    license: { id: 'apache-2.0', confidence: 'text', gated: 'no' },
    ...rest,
  };
}
const tag = (text: string): Pick<IndexedModel, 'engines'> => ({ engines: { ollama: { tag: text } } });
const licensed = (id: string): Pick<IndexedModel, 'license'> => ({ license: { id, confidence: 'text', gated: 'no' } });
const small = referenceIndex([
  model('acme/Bot-8B', {
    ...tag('bot:8b'),
    aliases: ['old/Bot-8B'],
    weights: [
      { format: 'gguf', repo: 'conv/Bot-8B-GGUF' },
      { format: 'gguf', repo: 'conv/Bot-all-GGUF' },
    ],
  }),
  model('acme/Bot-3B', {
    ...tag('bot:3b'),
    ...licensed('acme-research'),
    weights: [{ format: 'gguf', repo: 'conv/Bot-all-GGUF' }],
  }),
  model('acme/Mix-8B', { ...tag('mix:8b'), ...licensed('mit') }),
  model('acme/Mix-8B-old', {
    ...tag('mix:8b-first-q4_K_M'),
    ...licensed('mit'),
    derivedFrom: [{ id: 'acme/Base', relation: 'finetune', external: true, license: 'llama3' }],
  }),
  model('acme/Same-8B', tag('same:8b')),
  model('acme/Same-8B-old', tag('same:8b-first-q4_K_M')),
  model('acme/One', tag('one:1b')),
]);

describe('hub ids', () => {
  it.each([
    ['in any letter case', 'qwen/qwen3-8b', 'Qwen/Qwen3-8B'],
    ['renamed', 'meta-llama/Meta-Llama-3.1-8B-Instruct', 'meta-llama/Llama-3.1-8B-Instruct'],
    ['with one word', 'bert-base-uncased', 'google-bert/bert-base-uncased'],
    ['of a list of a license', 'ACME/listed-7b', 'acme/Listed-7B'],
    ['of nobody known', 'acme/Bot-13B', 'acme/Bot-13B'],
    [
      'of a conversion for browsers',
      'onnx-community/dinov3-vits16-pretrain-lvd1689m-ONNX',
      'facebook/dinov3-vits16-pretrain-lvd1689m',
    ],
  ])('are found %s', (_, id, wanted) => expect(resolved(reference('hf', id))).toBe(wanted));

  it('lead from a repository of weights to its model', () => {
    expect(resolved(reference('hf', 'CONV/bot-8b-gguf'), small)).toBe('acme/Bot-8B');
    expect(resolved(reference('hf', 'conv/Bot-all-GGUF'), small)).toBe('one of acme/Bot-3B, acme/Bot-8B');
    expect(canonicalId(reference('hf', 'CONV/bot-8b-gguf'), small)).toBe('conv/Bot-8B-GGUF');
    expect(canonicalId(reference('hf', 'old/bot-8b'), small)).toBe('acme/Bot-8B');
  });

  it.each(['modelscope', 'purl'] as const)('mean the same in %s', (scheme) => {
    expect(resolved(reference(scheme, 'Qwen/Qwen3-8B'))).toBe('Qwen/Qwen3-8B');
  });
});

describe('tags of Ollama', () => {
  it.each([
    ['bot:8b', 'acme/Bot-8B'],
    ['bot:8b-instruct-q4_K_M', 'acme/Bot-8B'],
    ['bot:latest', 'one of acme/Bot-3B, acme/Bot-8B'],
    ['one:latest', 'acme/One'],
    ['bot:70b', 'bot:70b'],
    ['somebody/bot:8b', 'somebody/bot:8b'],
    // The same tag has meant two builds with different terms …
    ['mix:8b', 'one of acme/Mix-8B, acme/Mix-8B-old'],
    ['mix:8b-first-q4_K_M', 'acme/Mix-8B-old'],
    // … and here with the same.
    ['same:8b', 'acme/Same-8B'],
  ])('%s is %s', (id, wanted) => expect(resolved(reference('ollama', id), small)).toBe(wanted));

  it('stay unresolved where the name may be local', () => {
    expect(resolved(reference('ollama', 'mine:latest', { state: 'unresolved' }), small)).toBe('unresolved');
  });
});

describe('names of Docker', () => {
  it.each([
    ['ai/bot', '8B-Q4_K_M', 'acme/Bot-8B'],
    ['ai/bot', '3B-F16', 'acme/Bot-3B'],
    ['ai/bot', 'latest', 'one of acme/Bot-3B, acme/Bot-8B'],
    ['ai/nobody', '8B', 'ai/nobody:8B'],
    ['conv/Bot-8B-GGUF', 'Q4_K_M', 'acme/Bot-8B'],
  ])('%s:%s is %s', (id, own, wanted) =>
    expect(resolved(reference('docker-model', id, { tag: own }), small)).toBe(wanted),
  );
});

it('presets are found by exactly their words, or not at all', () => {
  expect(resolved(reference('preset', 'huggingface-llm-falcon-7b-instruct-bf16'))).toBe('tiiuae/falcon-7b-instruct');
  expect(resolved(reference('preset', 'huggingface-llm-nobody-7b'))).toBe('unresolved');
});

it.each([
  reference('hosted', 'gpt-4o', { state: 'hosted', provider: 'azure' }),
  reference('hf', 'Qwen/Qwen3-8B', { state: 'hosted', provider: 'together' }),
])('hosted models stay with their provider', (one) => {
  expect(resolveReference(one, index).resolution).toEqual({ kind: 'hosted', provider: one.provider });
});

it.each(['local', 'gguf-file', 'remote', 'variable'] as const)('a %s has no name to look up', (scheme) => {
  expect(resolved(reference(scheme, null, { state: 'unresolved' }))).toBe('unresolved');
});

it('keeps the names of all models of the catalog', () => {
  const context = scanContext(catalog.models);
  for (const { id } of catalog.models) {
    const [found] = scanText('a.sh', `vllm serve ${id}`, context).references;
    expect(found?.id, id).toBe(id);
    expect(found === undefined ? '' : resolved(found), id).toBe(id);
  }
});
