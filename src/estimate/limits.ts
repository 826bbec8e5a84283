import type { RunSettings } from '../domain/memory.ts';
import { type Tokens, tokens } from '../units/quantities.ts';
import { judgeFit } from './fit.ts';
import type { EstimateInput } from './input.ts';
import { estimateMemory } from './memory.ts';

/** Context lengths are offered in these steps. */
const STEP_TOKENS = 256;
const MOST_USERS = 4096;

function fitsWith(input: EstimateInput, settings: RunSettings): boolean {
  const { kind } = judgeFit(estimateMemory({ ...input, settings }), input.placement);
  return kind === 'fits' || kind === 'fits-offloaded';
}

/** Largest n in 1..most for which `holds(n)`, given that it holds for a beginning of the range only; 0 when for none. */
function largest(most: number, holds: (n: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Longest context of one sequence that still fits this placement, at most what the model was made for; null when none does. */
export function maxContext(input: EstimateInput): Tokens | null {
  const { context } = input.model;
  const most = Math.max(context.native, context.extended?.tokens ?? 0);
  const steps = largest(Math.max(1, Math.floor(most / STEP_TOKENS)), (step) =>
    fitsWith(input, { ...input.settings, contextScope: 'per-sequence', contextTokens: tokens(step * STEP_TOKENS) }),
  );
  return steps === 0 ? null : tokens(Math.min(most, steps * STEP_TOKENS));
}

/** Most sequences of the asked context that still fit this placement; null when not even one does. */
export function maxUsers(input: EstimateInput): number | null {
  const { settings } = input;
  const one =
    settings.contextScope === 'total'
      ? Math.ceil(settings.contextTokens / settings.parallelSequences)
      : settings.contextTokens;
  const users = largest(MOST_USERS, (count) =>
    fitsWith(input, {
      ...settings,
      contextScope: 'per-sequence',
      contextTokens: tokens(one),
      parallelSequences: count,
      maxNumSeqs: Math.max(settings.maxNumSeqs, count),
    }),
  );
  return users === 0 ? null : users;
}
