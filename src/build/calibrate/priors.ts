import type { SpeedClass } from '../../domain/calibration.ts';

/** Starting point of one table's fit; the data argue against it. Earlier fit over llama-bench, LocalScore and serving results, 2026-10. */
export interface DevicePrior {
  readonly efficiency: Readonly<Record<SpeedClass, number>>;
  readonly layerMicroseconds: number;
  readonly prefill: {
    readonly peak: 'int8' | 'fp16';
    readonly efficiency: number;
    readonly attentionEfficiency: number;
    readonly layerMicroseconds: number;
  };
  /** Factors by generation: decode, prefill. */
  readonly generation: Readonly<Record<string, readonly [number, number]>>;
  /** Departures from the class by quantization id. */
  readonly exceptions?: Readonly<Record<string, number>>;
  readonly sources: readonly string[];
}

const LLAMA_BENCH = [
  'https://github.com/ggml-org/llama.cpp/discussions/4167',
  'https://github.com/ggml-org/llama.cpp/discussions/15013',
  'https://github.com/XiongjieDai/GPU-Benchmarks-on-LLM-Inference',
  'https://github.com/cjpais/LocalScore',
  'https://github.com/kyuz0/amd-strix-halo-toolboxes',
  'https://github.com/lhl/strix-halo-testing',
];

const NVIDIA = {
  maxwell: [0.65, 1.1],
  pascal: [0.65, 1.1],
  volta: [1, 1],
  turing: [1.05, 1],
  ampere: [1, 0.88],
  'ampere-dc': [0.8, 0.88],
  ada: [1.3, 1.09],
  hopper: [0.75, 0.31],
  blackwell: [1.2, 1],
  'blackwell-dc': [0.8, 0.4],
} as const;

const AMD = {
  vega20: [0.85, 1.9],
  rdna1: [1, 2],
  rdna2: [1.05, 3.2],
  rdna3: [1, 2.1],
  'rdna3.5': [1, 1.1],
  rdna4: [1.1, 2],
} as const;

const APPLE = {
  m1: [0.8, 1],
  'm1-ultra': [0.85, 1],
  m2: [1, 1],
  'm2-ultra': [0.85, 1],
  m3: [1, 1],
  'm3-ultra': [0.85, 1],
  m4: [1, 1],
  m5: [1.27, 1],
} as const;

const INTEL = { 'xe-hpg': [1, 1], 'xe2-hpg': [1, 1], 'xe2-lpg': [1, 1], 'xe-lpg': [1, 1] } as const;

function classes(values: readonly [number, number, number, number, number, number, number, number]) {
  const [F16, Q8_0, Q5_Q6_K, Q4_K, Q4_0, MXFP4, Q2_Q3_K, IQ1_IQ3] = values;
  return { F16, Q8_0, Q5_Q6_K, Q4_K, Q4_0, MXFP4, Q2_Q3_K, IQ1_IQ3 };
}

/** llama.cpp by software path. */
export const GGML_PRIORS: Readonly<Record<string, DevicePrior>> = {
  cuda: {
    efficiency: classes([0.7, 0.73, 0.84, 0.67, 0.87, 0.68, 0.48, 0.28]),
    layerMicroseconds: 60,
    prefill: { peak: 'int8', efficiency: 0.43, attentionEfficiency: 0.4, layerMicroseconds: 490 },
    generation: NVIDIA,
    sources: LLAMA_BENCH,
  },
  metal: {
    efficiency: classes([0.95, 0.95, 0.95, 0.75, 0.95, 0.9, 0.62, 0.45]),
    layerMicroseconds: 170,
    prefill: { peak: 'fp16', efficiency: 0.9, attentionEfficiency: 0.5, layerMicroseconds: 107 },
    generation: APPLE,
    sources: LLAMA_BENCH,
  },
  // One device measured so far: the rest leans on llama.cpp's Metal path, whose kernels reach about the same bandwidth.
  mlx: {
    efficiency: classes([0.9, 0.9, 0.85, 0.8, 0.8, 0.8, 0.6, 0.45]),
    layerMicroseconds: 120,
    prefill: { peak: 'fp16', efficiency: 0.9, attentionEfficiency: 0.5, layerMicroseconds: 107 },
    generation: APPLE,
    sources: ['https://github.com/AlexHiesch/apple-silicon-llm-bench'],
  },
  rocm: {
    efficiency: classes([0.79, 0.84, 0.82, 0.63, 0.84, 0.7, 0.53, 0.37]),
    layerMicroseconds: 150,
    prefill: { peak: 'fp16', efficiency: 0.19, attentionEfficiency: 0.25, layerMicroseconds: 108 },
    generation: AMD,
    sources: LLAMA_BENCH,
  },
  'vulkan-amd': {
    efficiency: classes([0.73, 0.88, 0.88, 0.74, 0.89, 0.74, 0.55, 0.4]),
    layerMicroseconds: 85,
    prefill: { peak: 'fp16', efficiency: 0.175, attentionEfficiency: 0.11, layerMicroseconds: 154 },
    generation: AMD,
    // Without bfloat16 in the shader compiler the weights are widened on the way.
    exceptions: { 'GGUF-BF16': 0.5 },
    sources: LLAMA_BENCH,
  },
  'vulkan-nvidia': {
    efficiency: classes([0.8, 0.86, 0.88, 0.71, 0.88, 0.75, 0.55, 0.4]),
    layerMicroseconds: 50,
    prefill: { peak: 'int8', efficiency: 0.35, attentionEfficiency: 0.28, layerMicroseconds: 154 },
    generation: NVIDIA,
    sources: LLAMA_BENCH,
  },
  'vulkan-intel': {
    efficiency: classes([0.35, 0.37, 0.38, 0.33, 0.39, 0.32, 0.24, 0.17]),
    layerMicroseconds: 60,
    prefill: { peak: 'fp16', efficiency: 0.09, attentionEfficiency: 0.28, layerMicroseconds: 154 },
    generation: INTEL,
    sources: LLAMA_BENCH,
  },
  sycl: {
    efficiency: classes([0.63, 0.7, 0.68, 0.54, 0.61, 0.59, 0.43, 0.33]),
    layerMicroseconds: 70,
    prefill: { peak: 'fp16', efficiency: 0.22, attentionEfficiency: 0.28, layerMicroseconds: 116 },
    generation: INTEL,
    sources: LLAMA_BENCH,
  },
};

/** Starting point for one batching engine. */
export interface ServingPrior {
  readonly efficiency: number;
  readonly layerMicroseconds: number;
  readonly tokenMicroseconds: number;
  readonly prefillEfficiency: number;
  readonly firstToken: { readonly baseMilliseconds: number; readonly prefillFactor: number };
  readonly sources: readonly string[];
}

const SERVING_SOURCES = [
  'https://github.com/ai-dynamo/aiconfigurator',
  'https://github.com/argonne-lcf/LLM-Inference-Bench',
  'https://github.com/LottoLottoLotto/4x3090-llm-benchmarks',
  'https://github.com/djangodevreng/dgx-spark-benchmarks',
  'https://github.com/gpustack/gpustack',
];

export const SERVING_PRIORS: Readonly<Record<string, ServingPrior>> = {
  'vllm-cuda': {
    efficiency: 0.73,
    layerMicroseconds: 56,
    tokenMicroseconds: 300,
    prefillEfficiency: 0.55,
    firstToken: { baseMilliseconds: 91, prefillFactor: 2 },
    sources: SERVING_SOURCES,
  },
  'sglang-cuda': {
    efficiency: 0.66,
    layerMicroseconds: 73,
    tokenMicroseconds: 500,
    prefillEfficiency: 0.9,
    firstToken: { baseMilliseconds: 339, prefillFactor: 4.7 },
    sources: SERVING_SOURCES,
  },
  'vllm-rocm': {
    efficiency: 0.5,
    layerMicroseconds: 80,
    tokenMicroseconds: 300,
    prefillEfficiency: 0.35,
    firstToken: { baseMilliseconds: 150, prefillFactor: 2 },
    sources: SERVING_SOURCES,
  },
};
