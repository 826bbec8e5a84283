import type { Bytes, Parameters, Tokens } from '../units/quantities.ts';
import type { FeedForward, Mixer } from './architecture.ts';
import type { EntryDetails } from './catalog.ts';
import type { EngineId } from './engine.ts';
import type { LicenseCategory } from './license.ts';
import type { CommercialUseTerm } from './license-terms.ts';
import type { KvCacheType } from './memory.ts';
import type {
  AbilityEstimate,
  AbilityId,
  LanguageGrade,
  Modality,
  ModelRole,
  ModelSpec,
  ModelStatus,
  Relation,
  Score,
  WeightFormat,
  WeightOffer,
} from './model.ts';

/** What mixes tokens in a layer, as people call it: multi-head, grouped-query and multi-query attention are told apart. */
export type MixerName =
  | 'mha'
  | 'gqa'
  | 'mqa'
  | 'mla'
  | 'gated-delta-net'
  | 'kda'
  | 'lightning'
  | 'mamba1'
  | 'mamba2'
  | 'short-conv'
  | 'compressed'
  | 'parallel'
  | 'none';

/** Layers of one kind. */
export interface ShownLayers {
  readonly count: number;
  readonly name: MixerName;
  readonly mixer: Mixer;
  readonly feedForward: FeedForward;
}

export interface ShownArchitecture {
  readonly className: string;
  readonly gguf: string | null;
  readonly hiddenSize: number;
  readonly vocabSize: number;
  readonly embeddings: 'tied' | 'untied';
  readonly layers: number;
  readonly kinds: readonly ShownLayers[];
  /** `order[i]` is the index in `kinds` of layer i's kind. */
  readonly order: readonly number[];
}

/** What one sequence keeps in memory, by the model's config alone; engines add padding of their own. */
export interface ShownCache {
  readonly type: KvCacheType;
  /** Grows with the context: bytes for every 1000 tokens. */
  readonly bytesPerThousandTokens: Bytes;
  /** The most that layers with a window ever keep. */
  readonly windowBytes: Bytes;
  /** State of recurrent layers, whatever the context. */
  readonly stateBytes: Bytes;
}

/** Weights, and weights with the cache of one sequence: without compute buffers and what an engine takes for itself. */
export interface ShownMemory {
  readonly quantization: { readonly id: string; readonly format: WeightFormat };
  /** Weights of this quantization are published, as far as the catalog knows. */
  readonly published: 'yes' | 'no';
  readonly weightsBytes: Bytes;
  readonly contexts: readonly {
    readonly contextTokens: Tokens;
    readonly cacheBytes: Bytes;
    readonly totalBytes: Bytes;
  }[];
}

/** One step up the line of models it was made from. `license` is null where it is not known. */
export interface Ancestor {
  readonly id: string;
  readonly relation: Relation;
  readonly of: string;
  readonly license: string | null;
  readonly external: boolean;
}

export interface ShownLicense {
  readonly id: string;
  readonly name: string;
  readonly category: LicenseCategory | null;
  readonly commercialUse: CommercialUseTerm | null;
  readonly spdx: string | null;
  readonly url: string | null;
  readonly cardTag: string | null;
  readonly confidence: string;
  readonly gated: 'yes' | 'no' | 'unknown';
}

export type Conflict = NonNullable<EntryDetails['conflicts']>[number];

/** Everything the catalog knows of one model. Null: not known. */
export interface ShownModel {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly role: ModelRole;
  readonly status: ModelStatus;
  readonly parameters: { readonly total: Parameters; readonly active: Parameters };
  readonly released: string | null;
  readonly series: string;
  readonly publisher: string;
  readonly supersededBy: string | null;
  readonly aliases: readonly string[];
  /** The count its publisher or hub states, where it differs in kind from the text backbone's. */
  readonly publishedParameters: Parameters | null;
  readonly modalities: readonly Modality[];
  readonly vision: { readonly parameters: Parameters; readonly tokensPerImage: Tokens | null } | null;
  readonly context: {
    readonly nativeTokens: Tokens;
    readonly extended: { readonly tokens: Tokens; readonly by: string } | null;
  };
  readonly nativePrecision: ModelSpec['nativePrecision'];
  readonly architecture: ShownArchitecture;
  readonly cache: ShownCache;
  readonly memory: readonly ShownMemory[];
  readonly license: ShownLicense;
  readonly lineage: readonly Ancestor[];
  readonly languages: Readonly<Record<string, LanguageGrade>>;
  readonly capabilities: ModelSpec['capabilities'];
  readonly engines: readonly { readonly id: EngineId; readonly since: string | null; readonly tag: string | null }[];
  readonly weights: readonly WeightOffer[];
  readonly ability: Readonly<Record<AbilityId, AbilityEstimate>>;
  readonly scores: readonly Score[];
  /** Public sources by the group of facts they stand behind. */
  readonly sources: readonly { readonly group: string; readonly sources: readonly string[] }[];
  /** What other sources say. */
  readonly conflicts: readonly Conflict[];
  readonly notes: readonly string[];
}
