import type { Band, BatchCoefficients, CalibrationTables } from '../../domain/calibration.ts';
import type { EngineSpec } from '../../domain/engine.ts';
import type { Machine, MemoryLedger, Placement, RunSettings } from '../../domain/memory.ts';
import type { Quantization } from '../../domain/quantization.ts';
import type { Bound, SpeedEstimate } from '../../domain/speed.ts';
import type { Seconds, TokensPerSecond } from '../../units/quantities.ts';
import { weakerBasis } from '../../units/range.ts';
import { invertBand, rateEstimate, timeEstimate } from './bands.ts';
import { type LoadTime, loadTime } from './load.ts';
import type { ModelFeatures } from './model-features.ts';
import { type PrefillTime, prefillTime } from './prefill.ts';
import { segmentsOf } from './segments.ts';
import { type StepInput, type StepTime, stepTime, totalSeconds } from './step.ts';
import { coefficientsOf, hostCoefficients } from './tables.ts';

/** What is asked of one configuration, apart from the model. */
export interface SpeedQuestion {
  readonly quantization: Quantization;
  readonly engine: EngineSpec;
  readonly machine: Machine;
  readonly placement: Placement;
  readonly settings: RunSettings;
  readonly ledger: MemoryLedger;
  readonly calibration: CalibrationTables;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly users: number;
}

type LoadQuestion = Pick<SpeedQuestion, 'users' | 'promptTokens' | 'outputTokens' | 'ledger'>;

const UNKNOWN: SpeedEstimate = {
  decodeTokensPerSecond: null,
  prefillTokensPerSecond: null,
  timeToFirstTokenSeconds: null,
  throughputTokensPerSecond: null,
  perUserTokensPerSecond: null,
  bound: null,
};

/** Concurrency on host memory alone, where no table of a device applies: batches gain little (llama.cpp batched-bench on CPUs). */
const HOST_BATCHING: BatchCoefficients = {
  weightExponent: 0.6,
  sequenceMicroseconds: 0,
  syncMicroseconds: {},
  pcieShare: {},
  band: { low: 0.5, high: 1.5 },
  firstToken: {
    baseMilliseconds: 0,
    prefillFactor: 1,
    crowdFactor: 0.5,
    crowdExponent: 1,
    band: { low: 0.5, high: 2 },
  },
};

interface Bands {
  readonly decode: Band;
  readonly prefill: Band;
  readonly batching: BatchCoefficients;
}

/** Bands of the parts that run: the device's own, or the host's where layers or experts are in RAM. */
function bandsOf(step: StepInput): Bands | null {
  const segment = step.segments.devices[0];
  if (!segment) {
    return step.host && { decode: step.host.decodeBand, prefill: step.host.prefillBand, batching: HOST_BATCHING };
  }
  const coefficients = coefficientsOf(step.tables, step.engine, segment.device);
  if (coefficients === null) return null;
  const { decode, prefill, batch } = coefficients.table;
  const offloaded = step.segments.hostLayers > 0 || step.placement.cpuMoeLayers > 0;
  return {
    decode: offloaded && step.host ? step.host.offloadBand : decode.band,
    prefill: offloaded && step.host ? step.host.prefillBand : prefill.band,
    batching: batch,
  };
}

function boundOf(step: StepTime, load: LoadTime | null): Bound {
  if (load?.kvLimited) return 'kv-capacity';
  if (load && load.interleaveSeconds > load.tokenSeconds / 2) return 'compute';
  const total = totalSeconds(step);
  if (step.host > total / 2) return 'host-link';
  return step.overhead > total / 2 ? 'overhead' : 'bandwidth';
}

/** The part of the estimate that N users see; with one user the plain stream. */
function underLoad(
  input: LoadQuestion,
  step: StepInput,
  bands: Bands,
  single: StepTime,
  prefill: PrefillTime | null,
): Pick<SpeedEstimate, 'timeToFirstTokenSeconds' | 'throughputTokensPerSecond' | 'perUserTokensPerSecond' | 'bound'> {
  const { batching } = bands;
  const load =
    prefill &&
    loadTime({
      step,
      batching,
      users: Math.max(1, input.users),
      promptTokens: input.promptTokens,
      outputTokens: input.outputTokens,
      kvCapacityTokens: input.ledger.kvCapacityTokens,
      prefillSeconds: prefill.seconds,
    });
  const alone = input.users <= 1;
  const band = alone ? bands.decode : batching.band;
  if (load === null || prefill === null) {
    return {
      timeToFirstTokenSeconds: null,
      throughputTokensPerSecond: null,
      perUserTokensPerSecond: alone
        ? rateEstimate(1 / totalSeconds(single), band, single.basis, 1 / single.floor)
        : null,
      bound: boundOf(single, null),
    };
  }
  const basis = weakerBasis(single.basis, prefill.basis);
  const ceiling = 1 / single.floor;
  const firstBand = alone ? invertBand(bands.prefill) : batching.firstToken.band;
  return {
    timeToFirstTokenSeconds: timeEstimate<Seconds>(load.firstTokenSeconds, firstBand, basis),
    throughputTokensPerSecond: rateEstimate<TokensPerSecond>(load.throughput, band, basis, load.batch * ceiling),
    perUserTokensPerSecond: rateEstimate<TokensPerSecond>(
      1 / load.tokenSeconds,
      band,
      alone ? single.basis : basis,
      ceiling,
    ),
    bound: boundOf(single, load),
  };
}

/** Speed of one configuration from ready-made features of the model; see `estimateSpeed`. */
export function estimateFrom(model: ModelFeatures, input: SpeedQuestion): SpeedEstimate {
  const segments = segmentsOf(input.machine, input.placement, model.layers);
  if (segments === null) return UNKNOWN;
  const step: StepInput = {
    model,
    quantization: input.quantization,
    engine: input.engine.id,
    machine: input.machine,
    placement: input.placement,
    settings: input.settings,
    segments,
    tables: input.calibration,
    host: hostCoefficients(input.calibration),
  };
  const bands = bandsOf(step);
  if (bands === null) return UNKNOWN;
  const single = stepTime(step, input.promptTokens + input.outputTokens / 2, 1);
  const prefill = prefillTime(step, Math.max(1, input.promptTokens));
  const decode =
    single && rateEstimate<TokensPerSecond>(1 / totalSeconds(single), bands.decode, single.basis, 1 / single.floor);
  const rate =
    prefill &&
    rateEstimate<TokensPerSecond>(Math.max(1, input.promptTokens) / prefill.seconds, bands.prefill, prefill.basis);
  if (single === null || decode === null) return { ...UNKNOWN, prefillTokensPerSecond: rate };
  return {
    decodeTokensPerSecond: decode,
    prefillTokensPerSecond: rate,
    ...underLoad(input, step, bands, single, prefill),
  };
}
