import type { Quantization } from './quantization.ts';

export type SpeedClass = Quantization['speedClass'];

/** Factors on a typical figure: `measured / predicted` at the 10th and 90th percentile of rows that were left out of the fit. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** How one kind of figure did on rows left out of the fit. Shares and errors are fractions of 1. */
export interface Validation {
  /** What was left out at a time. */
  readonly leftOut: 'device' | 'model' | 'source';
  readonly rows: number;
  readonly groups: number;
  /** Each group weighs the same. */
  readonly medianError: number;
  readonly p90Error: number;
  /** Share of rows inside the band. */
  readonly coverage: number;
}

/** Decode on one device: time = bytes / (bandwidth × efficiency) + layers × overhead + cache bytes / (bandwidth × cacheEfficiency). */
interface DecodeCoefficients {
  /** Share of the nominal bandwidth reached when weights of this class are read. */
  readonly efficiency: Readonly<Partial<Record<SpeedClass, number>>>;
  /** Factor on the efficiency by device generation. */
  readonly generation: Readonly<Record<string, number>>;
  /** Generations with measurements of their own; the factors of the others lean on related figures. */
  readonly measured: readonly string[];
  /** Factor on the efficiency by quantization or GPU kernel family, where it departs from the class. */
  readonly exceptions?: Readonly<Record<string, number>>;
  /** No efficiency above this. */
  readonly ceiling: number;
  readonly cacheEfficiency: number;
  /** Share of the 16-bit peak that attention over the cache reaches; heads that share keys make it count. */
  readonly attentionEfficiency: number;
  readonly layerMicroseconds: number;
  /** Added per layer that routes to experts. */
  readonly expertLayerMicroseconds: number;
  readonly tokenMicroseconds: number;
  readonly band: Band;
  readonly validation?: Validation;
}

/** Prompt processing of one micro-batch: compute + one read of all weights + overhead per layer + attention. */
interface PrefillCoefficients {
  /**
   * Which peak the efficiency refers to for quantized weights; 16-bit weights refer to `fp16`. `native`: that of the format the
   * kernels compute in (FP8, INT8), and `fp16` for formats that are widened first.
   */
  readonly peak: 'int8' | 'fp16' | 'native';
  readonly efficiency: number;
  readonly class: Readonly<Partial<Record<SpeedClass, number>>>;
  readonly generation: Readonly<Record<string, number>>;
  readonly measured: readonly string[];
  readonly expertFactor: number;
  readonly readEfficiency: number;
  readonly attentionEfficiency: number;
  readonly layerMicroseconds: number;
  readonly band: Band;
  readonly validation?: Validation;
}

/** How a step grows with the number of sequences in it. */
export interface BatchCoefficients {
  /**
   * Time of the weights every token passes grows with the batch to this power: 0 where batched kernels stay bandwidth-bound. Routed
   * experts grow with the share of them that a batch touches.
   */
  readonly weightExponent: number;
  readonly sequenceMicroseconds: number;
  /** Per layer, when a layer's work is split over devices, by the link between them. */
  readonly syncMicroseconds: Readonly<Record<string, number>>;
  /** The same for each sequence of the batch: activations to exchange grow with it. */
  readonly sequenceSyncMicroseconds?: Readonly<Record<string, number>>;
  /** Share of the summed bandwidth that tensor parallelism keeps over PCIe, by device count. */
  readonly pcieShare: Readonly<Record<string, number>>;
  readonly band: Band;
  /** Time to first token under load: base + factor × prefill time × (1 + crowdFactor × (n − 1)^crowdExponent). */
  readonly firstToken: {
    readonly baseMilliseconds: number;
    readonly prefillFactor: number;
    readonly crowdFactor: number;
    readonly crowdExponent: number;
    readonly band: Band;
    readonly validation?: Validation;
  };
  readonly validation?: Validation;
}

/** One software path on one kind of device. */
export interface DeviceCalibration {
  readonly id: string;
  readonly kind: 'device';
  readonly decode: DecodeCoefficients;
  readonly prefill: PrefillCoefficients;
  readonly batch: BatchCoefficients;
  readonly sources: readonly string[];
}

/** Layers and experts that run on the host's memory. */
export interface HostCalibration {
  readonly id: string;
  readonly kind: 'host';
  /** Share of the nominal RAM bandwidth decode reaches, by class of machine. */
  readonly efficiency: Readonly<Record<string, number>>;
  readonly class: Readonly<Partial<Record<SpeedClass, number>>>;
  /** Factor for routed experts, whose reads are scattered. */
  readonly expertFactor: number;
  readonly layerMicroseconds: number;
  /** Added per layer for each core: threads wait for each other after every product. */
  readonly coreMicroseconds: number;
  /** Handing activations over for each layer that leaves the device, in offloaded runs. */
  readonly handoverMicroseconds: number;
  /** Efficiency on experts or layers read from RAM while a GPU does the rest. */
  readonly offloadEfficiency: number;
  /** Compute per core and second in 10^9 operations, by the best instruction set. */
  readonly prefillGigaOperationsPerCore: Readonly<Record<string, number>>;
  /** Expert weights are copied over the host link for large batches, in bytes per second × 10^9. */
  readonly linkGigabytesPerSecond: number;
  readonly decodeBand: Band;
  readonly offloadBand: Band;
  readonly prefillBand: Band;
  readonly validation?: Validation;
  readonly sources: readonly string[];
}

export type CalibrationTable = DeviceCalibration | HostCalibration;

/** Fitted speed coefficients by table id (`cuda`, `vulkan-amd`, `vllm-cuda`, `host`, …), from `catalog/calibration/<id>.yaml`. */
export type CalibrationTables = Readonly<Record<string, CalibrationTable>>;
