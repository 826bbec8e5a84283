import type { AbilityEstimate, AbilityId, LanguageGrade } from '../domain/model.ts';
import { SCALES, type Scale } from './ability/benchmarks.ts';
import { fitAbilities, type Rating } from './ability/fit.ts';
import { keepOrder } from './ability/order.ts';
import { releaseYears } from './ability/prior.ts';
import type { UnratedModel } from './expand-model.ts';

/*
 * How good a model is at what a use case draws on, from all sourced scores together: a regularised latent-trait fit, at compile time.
 *
 *   y = e(b) + s(b, setting, checkpoint) + a(b) · Σₖ w(b, k) · θ(m, k) + ε
 *
 * y is a score as the logit of the way from guessing to the top (ratings such as Elo are linear). b is the benchmark, k a scale, m the
 * model, w the shares in `benchmarks.ts`. Easiness e is free, the shift s of a setting is drawn to 0 (σ 0.3), the slope a to 1 (σ 0.25,
 * and always by a share of 0.3, which fixes the width of the scales without the anchor). The unit is fixed by one benchmark: ability x
 * scores x on MMLU-Pro. ε has σ 0.35 for a third party and 0.5 for the publisher itself, more for repeats of a benchmark, for judged and
 * brittle benchmarks and for scores of the base checkpoint; outliers are damped (Huber, 1.5 σ).
 *
 *   θ(m, ·) ~ N(B · x(m) + kin(m), Σ)     x = 1, log₂ active, log₂ total/active, release year, reasons, base, code, math
 *
 * Σ has σ 0.55 with 0.75 in common between the scales. B is fitted by ridge regression on the scored models, the general scale towards
 * stated middles and the other scales towards the general one. kin is what series, family and base do beyond their own expectation. So a
 * model without scores gets what its size, age, kind and kin let expect, with a wide range; few scores move it part of the way; many
 * carry it. That an old model's own MMLU does not lift it over a new one follows from the easiness of the benchmark and the year in the
 * prior, not from a rule. One rule there is: without scores of its own, a model stays between its measured smaller and larger siblings.
 *
 * Chinese and English: the benchmarks are multiple choice, and answering those takes less than writing well. A grade below native takes
 * off a fixed amount, so a model without Chinese does not score high in it whatever its C-Eval says.
 *
 * Reported: 100 · logistic((θ − center) / width), the 80 % interval as low and high, rounded to one decimal.
 */

/** Logits off the language scales by the evidence for the language; unknown counts as incidental. */
const LANGUAGE_LOSS: Readonly<Record<LanguageGrade | 'unknown', number>> = {
  native: 0,
  supported: 0.4,
  incidental: 1,
  none: 2.2,
  unknown: 1,
};
/** Where nothing is said of English, the benchmarks, which are in it, speak. */
const ENGLISH_UNSAID = 0.2;
const DISPLAY = { center: 0.6, width: 1.25 } as const;
/** Standard normal quantile of 90 %: 10 % lie below low and 10 % above high. */
const QUANTILE = 1.2816;
/** What the model of the fit itself may get wrong, in logits. */
const MISFIT = 0.15;
/** So many scores that speak of a scale make it measured. */
const MEASURED = 4;
/** Shares below say too little about a scale to count. */
const SPEAKS = 0.3;
/** Retrieval quality is expected from size and age alone: σ in logits. */
const RETRIEVAL_DEVIATION = 0.9;

const NOT_ABLE: AbilityEstimate = { low: 0, typical: 0, high: 0, basis: 'assumed', scores: 0 };

export type Abilities = Readonly<Record<AbilityId, AbilityEstimate>>;

/** Abilities of every model, by id. Depends on the set of models, not on its order. */
export function estimateAbilities(models: readonly UnratedModel[]): ReadonlyMap<string, Abilities> {
  const writers = models.filter((model) => model.role !== 'embedding' && model.role !== 'reranker');
  const { ratings } = fitAbilities(writers);
  const placed = writers.flatMap((model) => {
    const rating = ratings.get(model.id);
    if (rating === undefined) return [];
    return [{ model, mean: rating.mean, measured: SCALES.map((_, scale) => countSpeaking(rating, scale) >= MEASURED) }];
  });
  const means = keepOrder(placed);
  const years = releaseYears(models);
  return new Map(
    models.map((model) => {
      const rating = ratings.get(model.id);
      if (rating === undefined) return [model.id, retrievalAbilities(model, years.get(model.id) ?? 0)];
      return [model.id, writingAbilities(model, { ...rating, mean: means.get(model.id) ?? rating.mean })];
    }),
  );
}

function writingAbilities(model: UnratedModel, rating: Rating): Abilities {
  const scale = (id: Scale, loss = 0): AbilityEstimate => describe(rating, SCALES.indexOf(id), loss);
  return {
    general: scale('general'),
    code: scale('code'),
    reasoning: scale('reasoning'),
    agent: scale('agent'),
    zh: scale('zh', LANGUAGE_LOSS[model.languages.zh ?? 'unknown']),
    en: scale('en', model.languages.en === undefined ? ENGLISH_UNSAID : LANGUAGE_LOSS[model.languages.en]),
    vision: model.modalities.includes('vision') ? scale('vision') : NOT_ABLE,
    embedding: NOT_ABLE,
  };
}

/** Embedding models and rerankers neither chat nor code; how well they retrieve is expected from size and age. */
function retrievalAbilities(model: UnratedModel, year: number): Abilities {
  const theta = 0.3 * Math.log2(model.parameters.total / 5e8) + 0.35 * (year - 2025);
  const rest = { general: NOT_ABLE, code: NOT_ABLE, reasoning: NOT_ABLE, agent: NOT_ABLE, vision: NOT_ABLE };
  const reads = (grade: LanguageGrade | undefined): AbilityEstimate =>
    interval(theta - LANGUAGE_LOSS[grade ?? 'unknown'], RETRIEVAL_DEVIATION, 'assumed', 0);
  const embedding = interval(theta, RETRIEVAL_DEVIATION, 'assumed', 0);
  return { ...rest, zh: reads(model.languages.zh), en: reads(model.languages.en), embedding };
}

function describe(rating: Rating, scale: number, loss: number): AbilityEstimate {
  const speaking = countSpeaking(rating, scale);
  const basis = speaking >= MEASURED ? 'measured' : rating.observations.length > 0 ? 'derived' : 'assumed';
  const deviation = Math.hypot(rating.deviation[scale] ?? 0, MISFIT);
  return interval((rating.mean[scale] ?? 0) - loss, deviation, basis, speaking);
}

const countSpeaking = (rating: Rating, scale: number): number =>
  rating.observations.filter((one) => (one.loading[scale] ?? 0) >= SPEAKS).length;

function interval(theta: number, deviation: number, basis: AbilityEstimate['basis'], scores: number): AbilityEstimate {
  const low = shown(theta - QUANTILE * deviation);
  const high = shown(theta + QUANTILE * deviation);
  return { low, typical: shown(theta), high, basis, scores };
}

function shown(theta: number): number {
  const share = 1 / (1 + Math.exp(-(theta - DISPLAY.center) / DISPLAY.width));
  return Math.round(1000 * share) / 10;
}
