import type { CalibrationTables, HostCalibration } from '../../domain/calibration.ts';
import type { EngineId } from '../../domain/engine.ts';
import type { ComputeHost, Machine, Placement, RunSettings } from '../../domain/memory.ts';
import type { Quantization } from '../../domain/quantization.ts';
import type { Basis } from '../../units/range.ts';
import { weakerBasis } from '../../units/range.ts';
import { attentionOperations, cacheBytesRead } from './cache-bytes.ts';
import type { ModelFeatures } from './model-features.ts';
import type { Segment, Segments } from './segments.ts';
import { coefficientsOf, type DeviceCoefficients, hostClassFactor, weightEfficiency } from './tables.ts';

export interface StepInput {
  readonly model: ModelFeatures;
  readonly quantization: Quantization;
  readonly engine: EngineId;
  readonly machine: Machine;
  readonly placement: Placement;
  readonly settings: RunSettings;
  readonly segments: Segments;
  readonly tables: CalibrationTables;
  readonly host: HostCalibration | null;
}

/** Seconds one step takes that gives each sequence of a batch its next token, by what they are spent on. */
export interface StepTime {
  readonly weights: number;
  readonly cache: number;
  readonly overhead: number;
  /** Layers, experts and handing over on the host side. */
  readonly host: number;
  /** The same step if every byte moved at the full nominal bandwidth: no estimate may be faster. */
  readonly floor: number;
  readonly basis: Basis;
}

const MICRO = 1e-6;

/** Share of the routed experts a batch touches when each token picks its own at random. */
function touchedShare(share: number, batch: number): number {
  return batch <= 1 ? share : 1 - (1 - share) ** batch;
}

function span(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}

/** Bandwidth of all tensor-parallel ranks together, less what a slow link costs. */
function rankFactor(coefficients: DeviceCoefficients, segment: Segment, ranks: number): number {
  if (ranks <= 1) return 1;
  const share = segment.device.interconnect === 'nvlink' ? 1 : (coefficients.table.batch.pcieShare[String(ranks)] ?? 1);
  return ranks * share;
}

function byLink(costs: Readonly<Record<string, number>> | undefined, segment: Segment): number {
  return costs?.[segment.device.interconnect ?? 'pcie'] ?? costs?.pcie ?? 0;
}

/** Exchange after each layer's work is split over ranks. */
function syncSeconds(coefficients: DeviceCoefficients, segment: Segment, ranks: number, batch: number): number {
  if (ranks <= 1) return 0;
  const { syncMicroseconds, sequenceSyncMicroseconds } = coefficients.table.batch;
  return (byLink(syncMicroseconds, segment) + batch * byLink(sequenceSyncMicroseconds, segment)) * MICRO;
}

/** RAM bandwidth the host's layers get alone; null when the machine's bandwidth is not known. */
export function hostBandwidth(host: ComputeHost, table: HostCalibration): number | null {
  if (host.bandwidth === null) return null;
  return host.bandwidth.value * (table.efficiency[host.class] ?? table.efficiency.unknown ?? 0);
}

interface HostStep {
  readonly seconds: number;
  readonly floor: number;
}

const NO_HOST: HostStep = { seconds: 0, floor: 0 };

function hostStep(input: StepInput, depth: number, batch: number, touched: number): HostStep | null {
  const { model, segments, placement, machine, host } = input;
  const expertLayersOnHost = Math.max(0, Math.min(model.layers, placement.cpuMoeLayers) - segments.hostLayers);
  if (segments.hostLayers === 0 && expertLayersOnHost === 0) return NO_HOST;
  if (host === null || machine.host.bandwidth === null) return null;
  const alone = segments.devices.length === 0;
  const nominal = machine.host.bandwidth.value;
  const efficiency = alone
    ? (host.efficiency[machine.host.class] ?? host.efficiency.unknown ?? 0)
    : host.offloadEfficiency;
  const rate = nominal * efficiency * hostClassFactor(host, input.quantization);
  const layers = segments.hostLayers;
  const { kvCacheTypeK, kvCacheTypeV } = input.settings;
  const resident = span(model.residentBytes, 0, layers) + (segments.outputOnHost ? model.outputBytes : 0);
  const experts = span(model.expertBytes, 0, layers + expertLayersOnHost) * touched;
  const cache = batch * cacheBytesRead(model, 0, layers, depth, kvCacheTypeK, kvCacheTypeV);
  const expertRate = alone ? rate * host.expertFactor : rate;
  const handed = alone ? 0 : (layers + expertLayersOnHost) * host.handoverMicroseconds;
  const own = alone ? layers * (host.layerMicroseconds + host.coreMicroseconds * (machine.host.cores ?? 0)) : 0;
  return {
    seconds: (resident + cache) / rate + experts / expertRate + (handed + own) * MICRO,
    floor: (resident + cache + experts) / nominal,
  };
}

/** One decode step for `batch` sequences at `depth` tokens; null when a bandwidth or a table it needs is unknown. */
export function stepTime(input: StepInput, depth: number, batch: number): StepTime | null {
  const { model, segments, placement, settings } = input;
  const touched = touchedShare(model.expertShare, batch);
  const host = hostStep(input, depth, batch, touched);
  if (host === null) return null;
  let weights = 0;
  let cache = 0;
  let overhead = 0;
  let floor = host.floor;
  let basis: Basis = 'calibrated';
  if (host.seconds > 0 && input.machine.host.bandwidth?.basis === 'assumed') basis = 'assumed';
  for (const segment of segments.devices) {
    const coefficients = coefficientsOf(input.tables, input.engine, segment.device);
    if (coefficients === null || coefficients.bandwidth === null) return null;
    const { decode, batch: batching } = coefficients.table;
    const { from, to } = segment;
    const ranks = Math.max(1, placement.tensorParallel);
    const bandwidth = coefficients.bandwidth * rankFactor(coefficients, segment, ranks);
    // The cache lies in host memory when it is not offloaded; its reads then cross the link, which no table covers.
    const expertFrom = Math.max(from, Math.min(to, placement.cpuMoeLayers));
    const resident = span(model.residentBytes, from, to) + (segment.output ? model.outputBytes : 0);
    const experts = span(model.expertBytes, expertFrom, to) * touched;
    const bytes = resident + experts;
    const cacheBytes = batch * cacheBytesRead(model, from, to, depth, settings.kvCacheTypeK, settings.kvCacheTypeV);
    const grown = batch > 1 ? batch ** batching.weightExponent : 1;
    weights += (resident * grown + experts) / (bandwidth * weightEfficiency(coefficients, input.quantization));
    cache += cacheBytes / (bandwidth * decode.cacheEfficiency);
    if (segment.device.fp16 !== null) {
      const peak = segment.device.fp16.value * ranks * decode.attentionEfficiency;
      cache += (batch * attentionOperations(model, from, to, depth)) / peak;
    }
    overhead +=
      (to - from) * (decode.layerMicroseconds * MICRO + syncSeconds(coefficients, segment, ranks, batch)) +
      span(model.expertLayers, from, to) * decode.expertLayerMicroseconds * MICRO;
    if (segment.output) {
      overhead += (decode.tokenMicroseconds + (batch > 1 ? batch : 0) * batching.sequenceMicroseconds) * MICRO;
    }
    floor += (bytes + cacheBytes) / (coefficients.bandwidth * ranks);
    basis = weakerBasis(basis, coefficients.basis);
  }
  return { weights, cache, overhead, host: host.seconds, floor, basis };
}

/** Seconds of the whole step. */
export function totalSeconds(step: StepTime): number {
  return step.weights + step.cache + step.overhead + step.host;
}
