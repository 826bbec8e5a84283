import type { Bytes, BytesPerSecond, OperationsPerSecond, Ratio, Tokens } from '../units/quantities.ts';
import type { Basis, Range, Sourced } from '../units/range.ts';
import type { EngineId } from './engine.ts';
import type { Backend, Vendor } from './hardware.ts';

export type KvCacheType = 'f32' | 'f16' | 'bf16' | 'q8_0' | 'q5_1' | 'q5_0' | 'q4_1' | 'q4_0' | 'iq4_nl' | 'fp8';

/** A device as the estimators see it: memory that may be used, and what is known of its speed. Made from `Hardware` and the device catalog. */
export interface ComputeDevice {
  readonly id: string;
  readonly name: string;
  readonly vendor: Vendor;
  readonly backend: Backend;
  /** Catalog row, for measured rows and generation factors; null when unresolved. */
  readonly catalogId: string | null;
  readonly generation: string | null;
  readonly capacityBytes: Bytes;
  /** Free now, or idle capacity when the machine was described; before the reserve is taken off. */
  readonly usableBytes: Bytes;
  /** Shares its memory with the host: the pool is counted once. */
  readonly unified: boolean;
  readonly computeCapability: string | null;
  readonly gfx: string | null;
  readonly bandwidth: Sourced<BytesPerSecond> | null;
  readonly fp16: Sourced<OperationsPerSecond> | null;
  readonly int8: Sourced<OperationsPerSecond> | null;
  readonly fp8: Sourced<OperationsPerSecond> | null;
  readonly interconnect: 'nvlink' | 'pcie' | 'infinity-fabric' | 'none' | null;
  readonly tdpWatts: number | null;
}

/** The host side: RAM that may be used and the CPU's speed class. */
export interface ComputeHost {
  readonly capacityBytes: Bytes;
  readonly usableBytes: Bytes;
  readonly bandwidth: Sourced<BytesPerSecond> | null;
  readonly cores: number | null;
  readonly instructionSets: readonly string[];
  readonly class: 'desktop' | 'laptop' | 'server' | 'soc' | 'board' | 'unknown';
}

export interface Machine {
  readonly devices: readonly ComputeDevice[];
  readonly host: ComputeHost;
}

/** Every setting that changes what an engine allocates, resolved: no field is optional. */
export interface RunSettings {
  /** Context in tokens; of what, says `contextScope`. */
  readonly contextTokens: Tokens;
  /**
   * `per-sequence`: each sequence gets `contextTokens` (N users with the asked context).
   * `total`: the engine's own `-c`, shared out among `parallelSequences` (llama.cpp's `n_ctx`). Paged engines always read it per sequence.
   */
  readonly contextScope: 'per-sequence' | 'total';
  /** Sequences held at once (slots, users). */
  readonly parallelSequences: number;
  readonly kvCacheTypeK: KvCacheType;
  readonly kvCacheTypeV: KvCacheType;
  readonly batchTokens: number;
  readonly ubatchTokens: number;
  /** llama.cpp: one cache shared by all sequences, or one each. */
  readonly kvUnified: boolean;
  readonly logitsReserve: 'slots' | 'batch';
  /** true: the cache lives where the layer lives; false: in host memory. */
  readonly kvOffload: boolean;
  readonly flashAttention: 'on' | 'off';
  readonly slidingWindowFull: boolean;
  /** vLLM, SGLang: share of the device the engine takes. */
  readonly gpuMemoryUtilization: number;
  readonly maxNumSeqs: number;
  readonly maxBatchedTokens: number;
  /** Images are expected: the vision tower is loaded. */
  readonly vision: boolean;
  /** Kept free on each device (on the host for CPU runs); absent: the engine's own default. */
  readonly reserveBytes?: Bytes;
}

/** Where the layers are. `layersByDevice[i]` layers (from the front to the end of the model) lie on `devices[i]`; the rest on the host. */
export interface Placement {
  readonly kind: 'single' | 'layer-split' | 'tensor-parallel' | 'offload' | 'expert-offload' | 'cpu';
  readonly devices: readonly string[];
  readonly layersByDevice: readonly number[];
  /** llama.cpp `-ngl`: repeating layers on devices plus one for the output; layers + 1 = all. */
  readonly gpuLayers: number;
  /** Layers whose experts stay in RAM (`--n-cpu-moe`). */
  readonly cpuMoeLayers: number;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
}

/** What one pool of memory holds. The parts add up exactly to `totalBytes.typical`. */
export interface MemoryParts {
  readonly weightsBytes: Bytes;
  readonly kvCacheBytes: Bytes;
  readonly recurrentStateBytes: Bytes;
  readonly computeBytes: Bytes;
  readonly outputBytes: Bytes;
  /** Runtime context: CUDA context, non-torch, CUDA graphs. */
  readonly engineBytes: Bytes;
  readonly visionBytes: Bytes;
  readonly reserveBytes: Bytes;
}

export interface DeviceLedger {
  readonly id: string;
  readonly capacityBytes: Bytes;
  readonly usableBytes: Bytes;
  readonly parts: MemoryParts;
  readonly totalBytes: Range<Bytes>;
  /** Part of the cache that is there only because the engine fills its share of the device: what was asked for needs less. */
  readonly elasticBytes?: Bytes;
  /** The device lives in the host's memory: both draw on one pool. */
  readonly sharesHostMemory?: true;
}

/** The engine's own ledger: one entry a device, and one for the host. */
export interface MemoryLedger {
  readonly engine: { readonly id: EngineId; readonly version: string };
  readonly basis: Basis;
  readonly devices: readonly DeviceLedger[];
  readonly host: DeviceLedger;
  /** Tokens all sequences together can hold on these devices under this engine's rules; null when nothing bounds them. */
  readonly kvCapacityTokens: Tokens | null;
}

/** The verdict on a ledger; the high end of each total decides. */
export type Fit =
  | { readonly kind: 'fits'; readonly headroomBytes: Bytes; readonly headroomRatio: Ratio }
  /** Runs, but part of the model is in host memory. */
  | {
      readonly kind: 'fits-offloaded';
      readonly onDeviceRatio: Ratio;
      readonly headroomBytes: Bytes;
      readonly headroomRatio: Ratio;
    }
  | { readonly kind: 'too-big'; readonly shortByBytes: Bytes; readonly where: string }
  | { readonly kind: 'unsupported'; readonly code: string };

/** Bytes of one layer: what every token passes, and the routed experts. */
export interface LayerWeights {
  readonly residentBytes: number;
  readonly expertBytes: number;
}

/** Bytes of a model under one quantization, by where they can be placed. */
export interface WeightLayout {
  readonly layers: readonly LayerWeights[];
  /** Sum over the layers. */
  readonly layerBytes: number;
  /** The input embedding table. */
  readonly embeddingBytes: number;
  /** Output matrix and final norm. With tied embeddings: the copy an engine that keeps the input table on the host makes on the device; engines that share the table count it once. */
  readonly outputBytes: number;
  readonly tied: boolean;
  /** Tables that must be resident beside the layers. */
  readonly extraDeviceBytes: number;
  readonly extraHostBytes: number;
  /** Sum over tensors as stored in the file: embedding once, output once when untied. */
  readonly tensorBytes: number;
}

/** What a model keeps per sequence, in elements; bytes follow from the cache type. */
export interface CacheShape {
  /** One entry per layer that owns a cache, in layer order. */
  readonly layers: readonly {
    readonly layer: number;
    readonly keyElementsPerToken: number;
    readonly valueElementsPerToken: number;
    /** null: grows with the context. */
    readonly windowTokens: number | null;
    /** MLA: one copy on each tensor-parallel rank. */
    readonly splits: 'by-kv-head' | 'never';
    readonly kvHeads: number;
  }[];
  /** Constant state of recurrent layers, bytes per sequence at 4 bytes an element. */
  readonly stateBytesPerSequence: number;
  readonly stateLayers: readonly { readonly layer: number; readonly bytesPerSequence: number }[];
}
