import { type Reason, reason } from '../domain/reason.ts';
import type { Candidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { answerDelaySeconds } from './delay.ts';

/** Floors the user set, and the one below which the use case is not served at all. Empty: all are met. */
export function floorReasons(candidate: Candidate, { request, profile }: AdviceContext): readonly Reason[] {
  const reasons: Reason[] = [];
  const rate = candidate.speed.perUserTokensPerSecond ?? candidate.speed.decodeTokensPerSecond;
  const floor = Math.max(request.minTokensPerSecond ?? 0, profile.needs.minTokensPerSecond);
  if (rate !== null && rate.typical < floor) {
    reasons.push(
      reason('below-min-speed', 'blocks', { needTokensPerSecond: floor, haveTokensPerSecond: rate.typical }),
    );
  }
  // A floor the user set cannot be vouched for when the speed is unknown.
  if (rate === null && request.minTokensPerSecond !== null) reasons.push(reason('speed-unknown', 'blocks', {}));
  // A prompt that takes longer than this to read is not a conversation, however fast the answer then comes.
  const prefill = candidate.speed.timeToFirstTokenSeconds?.typical ?? 0;
  const patience = profile.needs.maxTimeToFirstTokenSeconds;
  if (prefill > patience)
    reasons.push(reason('above-max-ttft', 'blocks', { limitSeconds: patience, haveSeconds: prefill }));
  const limit = request.maxTimeToFirstTokenSeconds;
  if (limit === null) return reasons;
  const delay = answerDelaySeconds(candidate, profile);
  if (delay === null) reasons.push(reason('speed-unknown', 'blocks', {}));
  else if (delay > limit) reasons.push(reason('above-max-ttft', 'blocks', { limitSeconds: limit, haveSeconds: delay }));
  return reasons;
}
