import type { ReasonCode } from '../domain/reason.ts';
import type { RecommendResult } from '../domain/result.ts';
import { recommendation } from './assemble.ts';
import { type AdviceContext, type AdviceInput, envelope, makeContext } from './context.ts';
import { notableRejections } from './notable.ts';
import { compareText } from './rank.ts';
import { type RecommendOptions, resolveRequest } from './request.ts';
import { runnerUpOf } from './runner-up.ts';
import { type Survey, surveyCatalog } from './survey.ts';
import { findUnlocks } from './unlocks.ts';

/**
 * Which model, in which quantization, on which engine, with which settings. Pure: the same catalog, hardware and options give the same result.
 * Throws {@link AdvisorError} (`usage`) when an option names something unknown. An empty `recommendations` is an answer: `rejections` say why.
 */
export function recommend(options: RecommendOptions, input: AdviceInput): RecommendResult {
  const context = makeContext(input, resolveRequest(options, input.catalog));
  return recommendIn(context);
}

function recommendIn(context: AdviceContext): RecommendResult {
  // The runner-up is told even when one is asked for.
  const survey = surveyCatalog(context, Math.max(context.request.limit, 2));
  const shown = survey.ranked.slice(0, context.request.limit);
  return {
    ...envelope(context),
    command: 'recommend',
    request: context.request,
    hardware: context.hardware,
    recommendations: shown.map((entry, i) => recommendation(entry, i + 1, context, survey.scorer)),
    rejections: countRejections(survey, context),
    unlocks: findUnlocks(survey, context),
    runnerUp: runnerUpOf(survey),
  };
}

function countRejections({ rejected, unplaced }: Survey, context: AdviceContext): RecommendResult['rejections'] {
  const counts = new Map<ReasonCode, number>();
  for (const { code } of rejected) counts.set(code, (counts.get(code) ?? 0) + 1);
  return {
    total: rejected.length,
    considered: context.catalog.models.length,
    unplaced,
    byCode: Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || compareText(a, b))),
    notable: notableRejections(rejected, context),
  };
}
