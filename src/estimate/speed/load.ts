import type { BatchCoefficients } from '../../domain/calibration.ts';
import { type StepInput, stepTime, totalSeconds } from './step.ts';

/** N users at once, each with the same prompt and answer length, asking again as soon as they have their answer. */
export interface LoadTime {
  /** Sequences that run together; the rest wait. */
  readonly batch: number;
  readonly kvLimited: boolean;
  /** Seconds between two tokens of one sequence, other users' prompts included. */
  readonly tokenSeconds: number;
  /** Part of `tokenSeconds` that goes to other users' prompts. */
  readonly interleaveSeconds: number;
  readonly firstTokenSeconds: number;
  readonly throughput: number;
}

export interface LoadInput {
  readonly step: StepInput;
  readonly batching: BatchCoefficients;
  readonly users: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly kvCapacityTokens: number | null;
  /** Seconds one prompt takes alone. */
  readonly prefillSeconds: number;
}

/** Sequences the cache and the engine's own limit let run at once: at least one. */
function runningBatch(input: LoadInput): { batch: number; kvLimited: boolean } {
  const { settings, engine } = input.step;
  const slots = engine === 'llama.cpp' || engine === 'ollama' ? settings.parallelSequences : settings.maxNumSeqs;
  const perSequence = Math.max(1, input.promptTokens + input.outputTokens);
  const byCache =
    input.kvCapacityTokens === null ? Number.POSITIVE_INFINITY : Math.floor(input.kvCapacityTokens / perSequence);
  const limit = Math.min(input.users, Math.max(1, slots));
  return { batch: Math.max(1, Math.min(limit, byCache)), kvLimited: byCache < limit };
}

/** Speed under load; null when a step's speed is not known. */
export function loadTime(input: LoadInput): LoadTime | null {
  const { step, batching } = input;
  const { batch, kvLimited } = runningBatch(input);
  const stages = Math.max(1, step.placement.pipelineParallel);
  const depth = input.promptTokens + input.outputTokens / 2;
  const time = stepTime(step, depth, Math.max(1, batch / stages));
  if (time === null) return null;
  const output = Math.max(1, input.outputTokens);
  // Prompts of the other sequences are worked in between the steps, one each per answer.
  const interleaveSeconds = ((batch - 1) * input.prefillSeconds) / output;
  const tokenSeconds = totalSeconds(time) + interleaveSeconds;
  const { baseMilliseconds, prefillFactor, crowdFactor, crowdExponent } = batching.firstToken;
  const crowd = 1 + crowdFactor * (batch - 1) ** crowdExponent;
  const inService = baseMilliseconds / 1000 + prefillFactor * input.prefillSeconds * crowd + totalSeconds(time);
  const serviceSeconds = inService + (output - 1) * tokenSeconds;
  const waves = input.users / batch;
  return {
    batch,
    kvLimited,
    tokenSeconds,
    interleaveSeconds,
    firstTokenSeconds: inService + (waves > 1 ? ((waves - 1) / 2) * serviceSeconds : 0),
    throughput: (batch * output) / serviceSeconds,
  };
}
