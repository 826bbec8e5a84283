import type { EngineId } from '../../domain/engine.ts';
import type { ComputeDevice } from '../../domain/memory.ts';
import type { KernelFamily } from '../../domain/quantization.ts';
import { type Basis, weakerBasis } from '../../units/range.ts';
import type { ModelFeatures } from './model-features.ts';
import { hostBandwidth, type StepInput } from './step.ts';
import { coefficientsOf, type DeviceCoefficients, prefillClassFactor } from './tables.ts';

export interface PrefillTime {
  readonly seconds: number;
  readonly basis: Basis;
}

const MICRO = 1e-6;
const GIGA = 1e9;

function isGgml(engine: EngineId): boolean {
  return engine === 'llama.cpp' || engine === 'ollama';
}

/** Tokens of a prompt worked on at once. */
function chunkTokens(input: StepInput): number {
  return Math.max(1, isGgml(input.engine) ? input.settings.ubatchTokens : input.settings.maxBatchedTokens);
}

/** Pairs of tokens that attend to each other in the first `tokens`, when each looks back at most `window`. */
function pairsUpTo(tokens: number, window: number): number {
  if (tokens <= window) return (tokens * tokens) / 2;
  return (window * window) / 2 + (tokens - window) * window;
}

/** The same for a prompt that follows `cached` tokens. */
function attendedPairs(prompt: number, cached: number, window: number): number {
  return pairsUpTo(cached + prompt, window) - pairsUpTo(cached, window);
}

/**
 * Operations of attention over a prompt: two products of 2 operations a pair and unit of width. llama.cpp works on MLA's
 * compressed entries in prompts too; the other engines expand them.
 */
function attentionOperations(model: ModelFeatures, engine: EngineId, prompt: number, cached: number): number {
  const absorbed = isGgml(engine);
  let operations = 0;
  for (const { window, width, latentWidth } of model.attention) {
    operations += 4 * (absorbed ? latentWidth : width) * attendedPairs(prompt, cached, window);
  }
  return operations;
}

/** Peak of the format the kernels compute in: weight-only formats are widened to 16 bits first. */
function nativePeak(kernel: KernelFamily, device: ComputeDevice, fp16: number): number {
  if (kernel === 'int8') return device.int8?.value ?? fp16;
  if (kernel === 'fp8' || kernel === 'nvfp4') return device.fp8?.value ?? fp16;
  return fp16;
}

/** Peak the compute efficiency refers to: integer dot products for quantized weights where the backend uses them. */
function peakOf(coefficients: DeviceCoefficients, input: StepInput, device: ComputeDevice, fp16: number): number {
  const { peak } = coefficients.table.prefill;
  if (peak === 'native') return nativePeak(input.quantization.kernel, device, fp16);
  const int8 = device.int8?.value ?? null;
  if (peak === 'fp16' || int8 === null) return fp16;
  // Half of the integer rate is the rate with 16-bit sums, which GeForce cards run at twice the published rate with 32-bit sums.
  return input.quantization.speedClass === 'F16' ? Math.max(fp16, int8 / 2) : int8;
}

/** The best instruction set of the host that the table knows. */
function hostOperationsPerSecond(input: StepInput): number | null {
  const { host } = input.machine;
  if (input.host === null || host.cores === null) return null;
  let best = 0;
  for (const [name, gigaOperations] of Object.entries(input.host.prefillGigaOperationsPerCore)) {
    if (gigaOperations > best && host.instructionSets.includes(name)) best = gigaOperations;
  }
  return best > 0 ? best * GIGA * host.cores : null;
}

function hostSeconds(input: StepInput, prompt: number, cached: number): PrefillTime | null {
  const operations = hostOperationsPerSecond(input);
  const rate = input.host && hostBandwidth(input.machine.host, input.host);
  if (operations === null || rate === null) return null;
  const { model } = input;
  const work = 2 * model.layerParameters * prompt + attentionOperations(model, input.engine, prompt, cached);
  const bytes = (model.residentBytes[model.layers] ?? 0) + (model.expertBytes[model.layers] ?? 0);
  const reads = (Math.ceil(prompt / chunkTokens(input)) * bytes) / rate;
  return { seconds: work / operations + reads, basis: 'derived' };
}

/** Time to take in a prompt of which `cached` earlier tokens are there already; null when the compute or bandwidth of a part is not known. */
export function prefillTime(input: StepInput, prompt: number, cached = 0): PrefillTime | null {
  const { model, segments, placement } = input;
  if (segments.devices.length === 0) return hostSeconds(input, prompt, cached);
  const batches = Math.ceil(prompt / chunkTokens(input));
  let seconds = 0;
  let basis: Basis = 'calibrated';
  for (const segment of segments.devices) {
    const coefficients = coefficientsOf(input.tables, input.engine, segment.device);
    const { fp16 } = segment.device;
    if (coefficients === null || coefficients.bandwidth === null || fp16 === null) return null;
    const { prefill } = coefficients.table;
    const ranks = Math.max(1, placement.tensorParallel);
    // The host's own layers are computed on the first device too: their weights are sent over for large batches.
    const from = segment === segments.devices[0] ? 0 : segment.from;
    const share = model.layers === 0 ? 0 : (segment.to - from) / model.layers;
    const peak = peakOf(coefficients, input, segment.device, fp16.value) * ranks;
    const expertFactor = model.expertShare < 1 ? prefill.expertFactor : 1;
    const efficiency =
      prefill.efficiency *
      prefillClassFactor(coefficients, input.quantization) *
      coefficients.prefillGeneration *
      expertFactor;
    const bytes = span(model.residentBytes, from, segment.to) + span(model.expertBytes, from, segment.to);
    seconds +=
      (2 * model.layerParameters * share * prompt) / (peak * efficiency) +
      (attentionOperations(model, input.engine, prompt, cached) * share) /
        (fp16.value * ranks * prefill.attentionEfficiency) +
      batches * (bytes / (coefficients.bandwidth * ranks * prefill.readEfficiency)) +
      batches * (segment.to - from) * prefill.layerMicroseconds * MICRO;
    basis = weakerBasis(basis, coefficients.basis);
  }
  seconds *= pipelineShare(segments.devices.length, batches);
  const moved = hostBytes(input);
  if (moved > 0) {
    if (input.host === null) return null;
    seconds += (batches * moved) / (input.host.linkGigabytesPerSecond * GIGA);
    basis = weakerBasis(basis, 'derived');
  }
  return { seconds, basis };
}

function span(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}

/**
 * Devices that hold layers one after the other work on several micro-batches at once: share of the time of one after the other.
 * Measured runs lie between no and full overlap (4 and 6 cards, llama.cpp 2024: quantized weights gain little, 16-bit ones all), so
 * the geometric mean of both is taken.
 */
function pipelineShare(devices: number, batches: number): number {
  return devices <= 1 ? 1 : Math.sqrt((batches + devices - 1) / (batches * devices));
}

/** Weights in host memory that cross the link once a micro-batch. */
function hostBytes(input: StepInput): number {
  const { model, segments, placement } = input;
  const experts = Math.max(segments.hostLayers, Math.min(model.layers, placement.cpuMoeLayers));
  return span(model.residentBytes, 0, segments.hostLayers) + span(model.expertBytes, 0, experts);
}
