import type { ShowWords } from '../show.ts';
import { plural } from './plural.ts';

const COMMERCIAL = {
  yes: 'commercial use allowed',
  no: 'no commercial use',
  conditional: 'commercial use under conditions',
  unknown: 'commercial use unclear',
} as const;
const GATED = {
  yes: 'accept the terms at the publisher before downloading',
  no: 'no gate before downloading',
  unknown: '',
} as const;

export const show: ShowWords = {
  identity: 'Model',
  releaseUnknown: 'release date unknown',
  visionTower: 'Vision',
  aliases: 'Also called',
  supersededBy: 'Superseded by',
  architecture: 'Architecture',
  pattern: 'Order of layers',
  layers: 'Layers',
  mixer: 'Attention',
  heads: 'Heads',
  feedForward: 'Feed-forward',
  cache: 'KV cache',
  memory: 'Weights and cache',
  weightsGib: 'Weights\nGiB',
  memoryNote: 'weights with the f16 cache of one user, in GiB; compute buffers and the engine come on top (see plan)',
  lineage: 'Made from',
  capabilities: 'Capabilities',
  engines: 'Engines',
  offers: 'Published weights',
  ability: 'Ability',
  benchmark: 'Benchmark',
  setting: 'Setting',
  reportedBy: 'Reported by',
  source: 'Source',
  sources: 'Sources',
  conflicts: 'Other sources say',
  notes: 'Notes',
  parameters: ({ total, active, published, precision }) =>
    [
      `${total} parameters${active === null ? '' : `, ${active} active`}`,
      ...(published === null ? [] : [`its publisher or hub counts ${published}`]),
      `stored in ${precision}`,
    ].join('; '),
  context: (native, extended) =>
    `${native} tokens${extended === null ? '' : `, up to ${extended.tokens} (${extended.by})`}`,
  vision: (parameters, tokensPerImage) =>
    `a tower of ${parameters} parameters${tokensPerImage === null ? '' : `, about ${tokensPerImage} tokens an image`}`,
  shape: ({ layers, hidden, vocabulary, tied }) =>
    `${plural(layers, 'layer')}, hidden size ${hidden}, vocabulary ${vocabulary}, ${tied ? 'input and output embeddings shared' : 'separate output matrix'}`,
  gguf: (name) => (name === null ? 'llama.cpp cannot load it' : `GGUF architecture ${name}`),
  windowed: (name, size) => `${name} of ${size} tokens`,
  headsOf: (query, keyValue, size) => `${query}${keyValue === null ? '' : ` / ${keyValue} KV`} × ${size}`,
  linearHeads: (value, key, size) => `${value} value / ${key} key × ${size}`,
  latent: (heads, size) => `${heads}, latent ${size}`,
  dense: (width) => `dense ${width}`,
  experts: ({ active, all, width, shared }) =>
    `${active} of ${all} experts × ${width}${shared === 0 ? '' : ` + shared ${shared}`}`,
  perThousand: (size, type) => `${size} for every 1000 tokens (${type})`,
  windows: (size) => `at most ${size} in layers with a window`,
  state: (size) => `${size} of state, whatever the context`,
  noCache: () => 'none',
  unpublished: (name) => `${name} (not published)`,
  commercial: (allowed) => COMMERCIAL[allowed],
  gated: (gated) => GATED[gated],
  ancestor: ({ id, relation, of, license }) =>
    `${id}: ${of} is its ${relation}; license ${license === null ? 'unknown' : license}`,
  since: (version) => `since ${version}`,
  conflict: (field, value, source) => `${field}: ${value} (${source})`,
  scores: (count) => plural(count, 'score'),
  ofBase: () => 'of the base model',
};
