import type { AbilityId, ModelSpec } from '../domain/model.ts';
import type { Profile } from '../domain/profile.ts';
import type { QualityEstimate } from '../domain/result.ts';
import { weakerAbility } from './evidence.ts';

/** Abilities that lose with reasoning rather than with knowledge when bits are taken away (instruction following, arithmetic, code). */
const REASONING_LIKE: readonly AbilityId[] = ['reasoning', 'code', 'agent'];
/** Chinese and English ability join a language need at this share of the profile's own abilities. */
const LANGUAGE_SHARE = 0.5;

/** Quality of the unquantized model for a use case and the asked languages, 0..100. */
export function baseQuality(
  model: ModelSpec,
  profile: Profile,
  languages: readonly string[],
): Omit<QualityEstimate, 'kept'> & { readonly reasoningShare: number } {
  const shares: [AbilityId, number][] = Object.entries(profile.abilities).map(([id, share]) => [
    id as AbilityId,
    share,
  ]);
  for (const language of languages)
    if (language === 'zh' || language === 'en') shares.push([language, LANGUAGE_SHARE / languages.length]);
  let [low, typical, high, total, reasoning] = [0, 0, 0, 0, 0];
  let basis: QualityEstimate['basis'] = 'measured';
  for (const [id, share] of shares) {
    const ability = model.ability[id];
    low += ability.low * share;
    typical += ability.typical * share;
    high += ability.high * share;
    total += share;
    if (REASONING_LIKE.includes(id)) reasoning += share;
    basis = weakerAbility(basis, ability.basis);
  }
  return { low: low / total, typical: typical / total, high: high / total, basis, reasoningShare: reasoning / total };
}

/** The same after quantization: each part keeps its measured share. */
export function quantizedQuality(
  base: ReturnType<typeof baseQuality>,
  parts: { readonly knowledge: number; readonly reasoning: number },
): QualityEstimate {
  const kept = parts.knowledge * (1 - base.reasoningShare) + parts.reasoning * base.reasoningShare;
  return { low: base.low * kept, typical: base.typical * kept, high: base.high * kept, basis: base.basis, kept };
}
