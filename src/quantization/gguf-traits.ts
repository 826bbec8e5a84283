import type { Architecture } from '../domain/architecture.ts';

/** How llama.cpp stores one model class, where that is not a fact of the model's config. */
export interface GgufTraits {
  /** Query, key and value in one `attn_qkv` tensor, or three. */
  readonly qkv: 'fused' | 'split';
  /** Gate and up projection in one `ffn_up` tensor of twice the width, or two. */
  readonly gate: 'fused' | 'split';
  /** Norm vectors of hidden width in one layer. */
  readonly norms: number;
  /** The MLA cache: latent vectors as they are, or unpacked to one key and value a head. */
  readonly latent: 'absorbed' | 'unpacked';
  /** false: the class ignores its config's sliding window and keeps every token. */
  readonly windowed: boolean;
  /** Layer count of the class's 70B size, to which the mixes give better value tensors. */
  readonly layersOf70B?: number;
  /** Of what the last layer keeps only some rows first: of the block's result, or of the residual stream. */
  readonly picksFirst: 'result' | 'stream';
  /** A gate vector weighs the shared expert. */
  readonly sharedGate: boolean;
  /** The recurrent layers' head counts are listed per layer, 0 where a layer has no attention. */
  readonly headsPerLayer: boolean;
}

const COMMON: GgufTraits = {
  qkv: 'split',
  gate: 'split',
  norms: 2,
  latent: 'absorbed',
  windowed: true,
  picksFirst: 'result',
  sharedGate: false,
  headsPerLayer: false,
};

/** ggml-org/llama.cpp src/models/*.cpp: load_arch_hparams and load_arch_tensors, read 2026-11. */
const TRAITS: Readonly<Record<string, Partial<GgufTraits>>> = {
  llama: { windowed: false, layersOf70B: 80 },
  deci: { windowed: false, layersOf70B: 80 },
  qwen: { qkv: 'fused', windowed: false },
  qwen2: { windowed: false, layersOf70B: 80 },
  qwen2vl: { windowed: false },
  qwen2moe: { windowed: false, sharedGate: true },
  qwen3next: { sharedGate: true },
  qwen35moe: { sharedGate: true },
  qwen3: { windowed: false },
  qwen3moe: { windowed: false },
  olmo: { norms: 0, windowed: false, layersOf70B: 80 },
  jais2: { layersOf70B: 68 },
  phi2: { qkv: 'fused', norms: 1, windowed: false },
  phi3: { qkv: 'fused', gate: 'fused', windowed: false },
  phimoe: { windowed: false },
  starcoder: { qkv: 'fused', windowed: false },
  starcoder2: { windowed: false },
  codeshell: { qkv: 'fused' },
  chatglm: { qkv: 'fused', gate: 'fused' },
  glm4: { gate: 'fused', norms: 4 },
  falcon: { qkv: 'fused', norms: 1 },
  gpt2: { qkv: 'fused' },
  gptneox: { qkv: 'fused' },
  bloom: { qkv: 'fused' },
  mpt: { qkv: 'fused' },
  dbrx: { qkv: 'fused' },
  jais: { qkv: 'fused' },
  'nomic-bert': { qkv: 'fused' },
  'modern-bert': { qkv: 'fused', gate: 'fused' },
  plamo2: { qkv: 'fused', gate: 'fused', norms: 4 },
  'command-r': { norms: 1 },
  cohere2: { norms: 1 },
  gemma2: { norms: 4 },
  gemma3: { norms: 4 },
  gemma3n: { norms: 5 },
  gemma4: { norms: 4 },
  'gemma-embedding': { norms: 4 },
  grok: { norms: 4 },
  'gpt-oss': { picksFirst: 'stream' },
  minicpm3: { latent: 'unpacked' },
  plm: { latent: 'unpacked' },
  jamba: { headsPerLayer: true },
  granitehybrid: { headsPerLayer: true },
  nemotron_h: { norms: 1, headsPerLayer: true },
  nemotron_h_moe: { norms: 1, headsPerLayer: true },
  lfm2: { headsPerLayer: true },
  lfm2moe: { headsPerLayer: true },
  'kimi-linear': { headsPerLayer: true },
};

const cache = new Map<string, GgufTraits>();

/** Storage traits of a model class; classes that are not listed are stored the common way. */
export function ggufTraits(architecture: Architecture): GgufTraits {
  const key = architecture.gguf ?? '';
  let traits = cache.get(key);
  if (traits === undefined) {
    traits = { ...COMMON, ...TRAITS[key] };
    cache.set(key, traits);
  }
  return traits;
}
