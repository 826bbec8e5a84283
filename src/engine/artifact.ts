import type { ModelSpec, WeightFormat, WeightOffer } from '../domain/model.ts';
import type { Quantization } from '../domain/quantization.ts';
import type { Artifact } from './contract.ts';

/** GGUF uploaders in the order they are preferred, with the mixes their repositories carry (their own model cards, 2026-08). */
const UPLOADERS: readonly { readonly owner: string; readonly mixes: readonly string[] }[] = [
  {
    owner: 'unsloth',
    mixes: [
      'Q2_K',
      'Q3_K_S',
      'Q3_K_M',
      'IQ4_XS',
      'IQ4_NL',
      'Q4_0',
      'Q4_1',
      'Q4_K_S',
      'Q4_K_M',
      'Q5_K_S',
      'Q5_K_M',
      'Q6_K',
      'Q8_0',
    ],
  },
  {
    owner: 'bartowski',
    mixes: [
      'IQ2_M',
      'Q2_K',
      'IQ3_XXS',
      'IQ3_XS',
      'IQ3_M',
      'Q3_K_S',
      'Q3_K_M',
      'Q3_K_L',
      'IQ4_XS',
      'IQ4_NL',
      'Q4_0',
      'Q4_1',
      'Q4_K_S',
      'Q4_K_M',
      'Q5_K_S',
      'Q5_K_M',
      'Q6_K',
      'Q8_0',
    ],
  },
  {
    owner: 'mradermacher',
    mixes: ['Q2_K', 'Q3_K_S', 'Q3_K_M', 'Q3_K_L', 'IQ4_XS', 'Q4_K_S', 'Q4_K_M', 'Q5_K_S', 'Q5_K_M', 'Q6_K', 'Q8_0'],
  },
  { owner: 'lmstudio-community', mixes: ['Q4_K_M', 'Q6_K', 'Q8_0'] },
  { owner: 'qwen', mixes: ['Q4_K_M', 'Q5_0', 'Q5_K_M', 'Q6_K', 'Q8_0'] },
  { owner: 'ggml-org', mixes: ['Q4_K_M', 'Q8_0', 'F16'] },
];
/** What nearly every GGUF repository carries. */
const USUAL_MIXES: readonly string[] = ['Q4_K_M', 'Q8_0'];

/** A GGUF repository that offers `quantization`: one that lists the file, else the publisher's, else a known uploader's, else any for the usual mixes. */
export function ggufArtifact(model: ModelSpec, quantization: Quantization): Artifact | null {
  if (!storedAs(model, quantization)) return null;
  const offers = model.weights.filter((offer) => offer.format === 'gguf' && carries(offer, model, quantization));
  const listed = offers.find((offer) => offer.files?.[quantization.id] !== undefined);
  const offer = listed ?? best(offers, model);
  if (offer === undefined) return null;
  return { kind: 'hub', ref: offer.repo, publishedBy: publisherOf(offer.repo, model) };
}

function carries(offer: WeightOffer, model: ModelSpec, quantization: Quantization): boolean {
  // A checkpoint that was released in one format has just that one.
  if (offer.files?.[quantization.id] !== undefined || model.nativePrecision === 'mxfp4') return true;
  const mixes = UPLOADERS.find(({ owner }) => owner === ownerOf(offer.repo))?.mixes ?? USUAL_MIXES;
  return mixes.includes(quantization.id);
}

/** Checkpoints released in MXFP4 keep their experts in it whatever a file is called; other models are not uploaded in it (ggml-org/llama.cpp#15091). */
function storedAs(model: ModelSpec, quantization: Quantization): boolean {
  return (model.nativePrecision === 'mxfp4') === (quantization.speedClass === 'MXFP4');
}

/** The repository of a fixed-format quantization (AWQ, GPTQ, FP8, MLX, …) with the right number of bits. */
function repositoryArtifact(model: ModelSpec, quantization: Quantization): Artifact | null {
  const offers = model.weights.filter(
    (offer) => offer.format === quantization.format && bitsAgree(offer, quantization),
  );
  const offer = best(offers, model);
  return offer === undefined ? null : { kind: 'hub', ref: offer.repo, publishedBy: publisherOf(offer.repo, model) };
}

/** The publisher's own weights, where their stored precision is the quantization. */
function nativeArtifact(model: ModelSpec): Artifact {
  return { kind: 'hub', ref: model.id, publishedBy: 'publisher' };
}

/** Artifact for engines that load hub repositories: native weights where the precision matches, else an offer of that format. */
export function hubArtifact(model: ModelSpec, quantization: Quantization): Artifact | null {
  if (isNative(model, quantization)) return nativeArtifact(model);
  if (quantization.format === 'bnb') return sixteenBit(model) ? nativeArtifact(model) : null;
  return repositoryArtifact(model, quantization);
}

const NATIVE_FORMATS: Readonly<Record<ModelSpec['nativePrecision'], readonly WeightFormat[]>> = {
  bf16: ['safetensors'],
  fp16: ['safetensors'],
  fp8: ['fp8'],
  mxfp4: ['mxfp4'],
  int4: [],
};

function isNative(model: ModelSpec, quantization: Quantization): boolean {
  return NATIVE_FORMATS[model.nativePrecision].includes(quantization.format);
}

function sixteenBit(model: ModelSpec): boolean {
  return model.nativePrecision === 'bf16' || model.nativePrecision === 'fp16';
}

function bitsAgree(offer: WeightOffer, quantization: Quantization): boolean {
  return offer.bits === undefined || Math.abs(offer.bits - quantization.nominalBits) < 1;
}

function best(offers: readonly WeightOffer[], model: ModelSpec): WeightOffer | undefined {
  const own = offers.find((offer) => ownerOf(offer.repo) === ownerOf(model.id));
  if (own !== undefined) return own;
  for (const { owner } of UPLOADERS) {
    const offer = offers.find((candidate) => ownerOf(candidate.repo) === owner);
    if (offer !== undefined) return offer;
  }
  return offers[0];
}

function publisherOf(repo: string, model: ModelSpec): Artifact['publishedBy'] {
  return ownerOf(repo) === ownerOf(model.id) ? 'publisher' : 'community';
}

function ownerOf(repo: string): string {
  return repo.slice(0, repo.indexOf('/')).toLowerCase();
}
