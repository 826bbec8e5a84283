import type { Bytes, Parameters, Tokens } from '../units/quantities.ts';
import type { Architecture } from './architecture.ts';
import type { EngineId } from './engine.ts';

export type ModelRole = 'base' | 'instruct' | 'reasoning' | 'coder' | 'vision' | 'embedding' | 'reranker' | 'guard';
export type ModelStatus = 'current' | 'superseded' | 'legacy' | 'withdrawn';
export type Modality = 'text' | 'vision' | 'audio';
/** How well a language is served, as far as public evidence goes. */
export type LanguageGrade = 'native' | 'supported' | 'incidental' | 'none';
/** How a derived checkpoint came from its base. */
export type Relation = 'finetune' | 'distil' | 'merge' | 'quantized' | 'adapter' | 'continued' | 'mirror' | 'pruned';

/** A weight format as published; decides which engines may load it. */
export type WeightFormat =
  | 'gguf'
  | 'safetensors'
  | 'gptq'
  | 'awq'
  | 'fp8'
  | 'int8'
  | 'nvfp4'
  | 'mxfp4'
  | 'bnb'
  | 'mlx'
  | 'exl3';

/** One repository with weights of a model. */
export interface WeightOffer {
  readonly format: WeightFormat;
  readonly repo: string;
  /** Nominal bits where the name says it: GPTQ-Int8 is 8. */
  readonly bits?: number;
  /** Published file sizes by quantization id, e.g. `{ Q4_K_M: 4920734272 }`. */
  readonly files?: Readonly<Record<string, Bytes>>;
}

export interface Score {
  readonly benchmark: string;
  readonly value: number;
  readonly setting?: string;
  /** Measured on the base checkpoint this one was tuned from, not on this one. */
  readonly of?: 'base';
  /** `vendor`: reported by the model's own publisher. */
  readonly by: 'vendor' | 'third-party';
  readonly source: string;
}

export interface EngineSupport {
  /** First engine version that loads this class, where known. */
  readonly since?: string;
  readonly tag?: string;
}

/** One model that another derives from. */
export interface BaseModel {
  readonly id: string;
  readonly relation: Relation;
  /** The base is not a model of the catalog. */
  readonly external?: true;
  /** License id of an external base. */
  readonly license?: string;
}

/**
 * What is worth knowing of a shape before anything is placed, worked out when the catalog is compiled: it saves work at run time and decides nothing
 * that placing would decide otherwise.
 */
export interface Footprint {
  /** Whole MiB of all tensors, and of those read for one token, by quantization id; rounded down. */
  readonly weights: Readonly<Record<string, readonly [tensorMebibytes: number, readMebibytes: number]>>;
  /** Elements one token adds to the cache of layers that keep all of it. */
  readonly cacheElementsPerToken: number;
  /** Elements a token of layers that look back only so many tokens. */
  readonly windows: readonly (readonly [elementsPerToken: number, tokens: number])[];
  /** Constant state of one sequence. */
  readonly stateBytes: number;
}

/** One released checkpoint, flat, as compiled from `catalog/models/*.yaml`. */
export interface ModelSpec {
  /** The hub id, e.g. `Qwen/Qwen3-8B`: known to everybody and unique. */
  readonly id: string;
  readonly name: string;
  /** Line of models for `--family`: llama, qwen, mistral, yi, glm, deepseek, gemma, phi, gpt-oss, … */
  readonly family: string;
  /** Generation inside the family, e.g. `Qwen 3.5`. */
  readonly series: string;
  readonly publisher: string;
  readonly role: ModelRole;
  readonly status: ModelStatus;
  readonly supersededBy?: string;
  /** ISO date, or year and month where no day is known; absent when unknown. */
  readonly released?: string;
  readonly parameters: { readonly total: Parameters; readonly active: Parameters };
  readonly architecture: Architecture;
  readonly footprint: Footprint;
  readonly context: { readonly native: Tokens; readonly extended?: { readonly tokens: Tokens; readonly by: string } };
  readonly modalities: readonly Modality[];
  /** Vision tower: parameters beside the text backbone, and the tokens one image costs at a common size. */
  readonly vision?: { readonly parameters: Parameters; readonly tokensPerImage?: number };
  readonly languages: Readonly<Record<string, LanguageGrade>>;
  readonly capabilities: {
    readonly tools: 'yes' | 'no' | 'unknown';
    readonly reasoning: 'none' | 'toggle' | 'always';
    readonly code: 'specialised' | 'general';
    readonly math: 'specialised' | 'general';
    readonly fim: 'yes' | 'no';
  };
  readonly license: {
    readonly id: string;
    readonly confidence: string;
    readonly cardTag?: string;
    readonly gated: 'yes' | 'no' | 'unknown';
  };
  readonly derivedFrom?: readonly BaseModel[];
  /** What the publisher's own weights are stored in. */
  readonly nativePrecision: 'bf16' | 'fp16' | 'fp8' | 'mxfp4' | 'int4';
  readonly weights: readonly WeightOffer[];
  readonly engines: Readonly<Partial<Record<EngineId, EngineSupport>>>;
  readonly aliases: readonly string[];
  /** Absent in the quick part of the compiled catalog: `loadDetailedCatalog` has them. */
  readonly scores?: readonly Score[];
  /** Ability by use case on one scale, estimated at compile time from `scores`; see `src/catalog/ability.ts`. */
  readonly ability: Readonly<Record<AbilityId, AbilityEstimate>>;
}

/** What a use case draws on; one latent scale each, 0..100, higher is better. */
export type AbilityId = 'general' | 'code' | 'reasoning' | 'agent' | 'zh' | 'en' | 'vision' | 'embedding';

export interface AbilityEstimate {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  readonly basis: 'measured' | 'derived' | 'assumed';
  /** How many sourced scores carry the number. */
  readonly scores: number;
}
