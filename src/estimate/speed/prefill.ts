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

/** Pairs of tokens that attend to each other in a prompt, when each looks back at most `window`. */
function attendedPairs(prompt: number, window: number): number {
  if (prompt <= window) return (prompt * prompt) / 2;
  return (window * window) / 2 + (prompt - window) * window;
}

/** Operations of attention over a prompt: two products of 2 operations a pair and unit of width. */
function attentionOperations(model: ModelFeatures, prompt: number): number {
  let operations = 0;
  for (const { window, width } of model.attention) operations += 4 * width * attendedPairs(prompt, window);
  return operations;
}

/** Peak the compute efficiency refers to: integer dot products for quantized weights where the backend uses them. */
function peakOf(coefficients: DeviceCoefficients, input: StepInput, fp16: number, int8: number | null): number {
  const sixteenBit = input.quantization.speedClass === 'F16';
  return coefficients.table.prefill.peak === 'int8' && !sixteenBit && int8 !== null ? int8 : fp16;
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

function hostSeconds(input: StepInput, prompt: number): PrefillTime | null {
  const operations = hostOperationsPerSecond(input);
  const rate = input.host && hostBandwidth(input.machine.host, input.host);
  if (operations === null || rate === null) return null;
  const { model } = input;
  const work = 2 * model.layerParameters * prompt + attentionOperations(model, prompt);
  const bytes = (model.residentBytes[model.layers] ?? 0) + (model.expertBytes[model.layers] ?? 0);
  const reads = (Math.ceil(prompt / input.settings.ubatchTokens) * bytes) / rate;
  return { seconds: work / operations + reads, basis: 'derived' };
}

/** Time to take in a prompt; null when the compute or bandwidth of a part is not known. */
export function prefillTime(input: StepInput, prompt: number): PrefillTime | null {
  const { model, segments, placement, settings } = input;
  if (segments.devices.length === 0) return hostSeconds(input, prompt);
  const batches = Math.ceil(prompt / settings.ubatchTokens);
  let seconds = 0;
  let basis: Basis = 'calibrated';
  for (const segment of segments.devices) {
    const coefficients = coefficientsOf(input.tables, input.engine, segment.device);
    const { fp16, int8 } = segment.device;
    if (coefficients === null || coefficients.bandwidth === null || fp16 === null) return null;
    const { prefill } = coefficients.table;
    const ranks = Math.max(1, placement.tensorParallel);
    // The host's own layers are computed on the first device too: their weights are sent over for large batches.
    const from = segment === segments.devices[0] ? 0 : segment.from;
    const share = model.layers === 0 ? 0 : (segment.to - from) / model.layers;
    const peak = peakOf(coefficients, input, fp16.value, int8?.value ?? null) * ranks;
    const expertFactor = model.expertShare < 1 ? prefill.expertFactor : 1;
    const efficiency =
      prefill.efficiency *
      prefillClassFactor(coefficients, input.quantization) *
      coefficients.prefillGeneration *
      expertFactor;
    const bytes = span(model.residentBytes, from, segment.to) + span(model.expertBytes, from, segment.to);
    seconds +=
      (2 * model.layerParameters * share * prompt) / (peak * efficiency) +
      (attentionOperations(model, prompt) * share) / (fp16.value * ranks * prefill.attentionEfficiency) +
      batches * (bytes / (coefficients.bandwidth * ranks * prefill.readEfficiency)) +
      batches * (segment.to - from) * prefill.layerMicroseconds * MICRO;
    basis = weakerBasis(basis, coefficients.basis);
  }
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

/** Weights in host memory that cross the link once a micro-batch. */
function hostBytes(input: StepInput): number {
  const { model, segments, placement } = input;
  const experts = Math.max(segments.hostLayers, Math.min(model.layers, placement.cpuMoeLayers));
  return span(model.residentBytes, 0, segments.hostLayers) + span(model.expertBytes, 0, experts);
}
