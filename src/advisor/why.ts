import { resolveModel } from '../catalog/resolve-model.ts';
import type { ModelSpec } from '../domain/model.ts';
import { AdvisorError } from '../domain/problem.ts';
import type { CompareResult, Recommendation, WhyResult } from '../domain/result.ts';
import { recommendation, summarise } from './assemble.ts';
import { type AdviceContext, type AdviceInput, envelope, makeContext } from './context.ts';
import { type Attempt, prospectsOf } from './explore.ts';
import { gateModel } from './model-gates.ts';
import { reasonsFor } from './reasons.ts';
import { type RecommendOptions, resolveRequest } from './request.ts';
import { allAttempts } from './search.ts';
import { type Survey, surveyCatalog } from './survey.ts';

/** Every criterion, gate and number for one model, chosen or not. Throws {@link AdvisorError} (`usage`) for an unknown model. */
export function why(model: string, options: RecommendOptions, input: AdviceInput): WhyResult {
  const context = makeContext(input, resolveRequest(options, input.catalog));
  const spec = requireModel(model, context.catalog.models);
  const survey = surveyCatalog(context, Number.POSITIVE_INFINITY);
  return explain(spec, survey, context);
}

/** Several models side by side for one request. */
export function compare(models: readonly string[], options: RecommendOptions, input: AdviceInput): CompareResult {
  const context = makeContext(input, resolveRequest(options, input.catalog));
  const specs = requireModels(models, context.catalog.models);
  const survey = surveyCatalog(context, Number.POSITIVE_INFINITY);
  const explained = specs.map((spec) => explain(spec, survey, context));
  return {
    ...envelope(context),
    command: 'compare',
    request: context.request,
    hardware: context.hardware,
    models: explained.flatMap(({ best }) => (best === null ? [] : [best])),
    rejected: explained.flatMap(({ best, model, reasons }) => (best === null ? [{ model: model.id, reasons }] : [])),
  };
}

/** The model a name stands for. Throws {@link AdvisorError} (`usage`) with candidates or suggestions. */
export function requireModel(name: string, models: readonly ModelSpec[]): ModelSpec {
  return requireModels([name], models)[0] as ModelSpec;
}

function requireModels(names: readonly string[], models: readonly ModelSpec[]): readonly ModelSpec[] {
  const found = names.map((name) => ({ name, resolved: resolveModel(models, name) }));
  const problems = found.flatMap(({ name, resolved }) => {
    if (resolved.kind === 'ambiguous') {
      return [
        {
          code: 'ambiguous-model',
          message: `"${name}" names several models`,
          remedy: `use one of: ${resolved.candidates.map((model) => model.id).join(', ')}`,
        },
      ];
    }
    if (resolved.kind === 'unknown') {
      const near = resolved.suggestions.join(' or ');
      return [
        {
          code: 'unknown-model',
          message: `unknown model "${name}"`,
          remedy: near === '' ? 'see: llm-advisor catalog list' : `did you mean ${near}?`,
        },
      ];
    }
    return [];
  });
  if (problems.length > 0) throw new AdvisorError('usage', problems);
  return found.flatMap(({ resolved }) => (resolved.kind === 'found' ? [resolved.model] : []));
}

function explain(model: ModelSpec, survey: Survey, context: AdviceContext): WhyResult {
  const index = survey.ranked.findIndex((entry) => entry.candidate.model.id === model.id);
  const entry = survey.ranked[index];
  const best: Recommendation | null =
    entry === undefined ? null : recommendation(entry, index + 1, context, survey.scorer);
  const lost = survey.rejected.find((item) => item.model.id === model.id);
  return {
    ...envelope(context),
    command: 'why',
    request: context.request,
    hardware: context.hardware,
    model: summarise(model),
    outcome: best === null ? 'rejected' : index < context.request.limit ? 'recommended' : 'outranked',
    rank: best === null ? null : index + 1,
    best,
    tried: attemptsOf(model, survey, context),
    reasons: best?.reasons ?? lost?.reasons() ?? [],
  };
}

function attemptsOf(model: ModelSpec, survey: Survey, context: AdviceContext): WhyResult['tried'] {
  const gated = gateModel(model, context);
  if (gated.kind === 'rejected') return [];
  return allAttempts(prospectsOf(gated.eligible, survey.options, context), context)
    .map((attempt) => shown(attempt, survey, context))
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1));
}

function shown(attempt: Attempt, survey: Survey, context: AdviceContext): WhyResult['tried'][number] {
  const { quantization, engine } = attempt;
  const works = attempt.kind === 'works';
  return {
    quantization: quantization.id,
    engine: engine.id,
    score: works ? survey.scorer.score(attempt.candidate) : null,
    reasons: works ? reasonsFor(attempt.candidate, context) : attempt.reasons,
  };
}
