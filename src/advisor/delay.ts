import type { ModelSpec } from '../domain/model.ts';
import type { Profile } from '../domain/profile.ts';
import type { SpeedEstimate } from '../domain/speed.ts';

/** Seconds until the first token of the answer: prefill, and for models that always think their thinking tokens. null: unknown. */
export function answerDelaySeconds(
  candidate: { readonly model: ModelSpec; readonly speed: SpeedEstimate },
  profile: Profile,
): number | null {
  const { timeToFirstTokenSeconds: first, perUserTokensPerSecond, decodeTokensPerSecond } = candidate.speed;
  if (first === null) return null;
  if (candidate.model.capabilities.reasoning !== 'always') return first.typical;
  const rate = perUserTokensPerSecond ?? decodeTokensPerSecond;
  return rate === null || rate.typical === 0 ? null : first.typical + profile.thinkingTokens / rate.typical;
}
