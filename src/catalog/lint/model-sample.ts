import { files } from './samples.ts';

type Fields = Readonly<Record<string, unknown>>;

/** 2 layers of a small Llama: 1 240 320 parameters. */
export const SAMPLE_ARCHITECTURE = {
  class: 'LlamaForCausalLM',
  gguf: 'llama',
  hidden: 256,
  vocab: 1000,
  embeddings: 'tied',
  layers: 2,
  kinds: {
    layer: {
      mixer: { kind: 'attention', heads: 4, kvHeads: 2, headDim: 64 },
      feedForward: { kind: 'dense', width: 384 },
    },
  },
} as const satisfies Fields;

const SAMPLE_MODEL = {
  id: 'acme/Small-1M',
  name: 'Small 1M',
  series: 'Small',
  publisher: 'Acme',
  role: 'instruct',
  status: 'current',
  parameters: { total: 1_240_320 },
  architecture: SAMPLE_ARCHITECTURE,
  context: { native: 4096 },
  languages: { en: 'native' },
  capabilities: { tools: 'no' },
  license: { id: 'unknown', confidence: 'none' },
  sources: {
    architecture: 'https://example.org/config.json',
    parameters: 'https://example.org/card',
    languages: 'https://example.org/card',
    context: 'https://example.org/config.json',
  },
} as const satisfies Fields;

/** A valid entry with some fields changed; `undefined` takes a field away. */
export function sampleModel(changes: Fields = {}): Fields {
  return Object.fromEntries(Object.entries({ ...SAMPLE_MODEL, ...changes }).filter(([, value]) => value !== undefined));
}

/** Files of an example: one family with these models, and other files beside it. */
export function modelFiles(
  models: readonly Fields[],
  others: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, string>> {
  return files({ 'models/small.yaml': { family: 'small', models }, ...others });
}
