import type { LanguageGrade, ModelSpec } from '../domain/model.ts';
import type { Configuration, ModelSummary, Recommendation } from '../domain/result.ts';
import { engineModule } from '../engine/registry.ts';
import type { Candidate, ScoredCandidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { gradeOf } from './needs.ts';
import { reasonsFor } from './reasons.ts';
import type { Scorer } from './scoring.ts';

export function summarise(model: ModelSpec): ModelSummary {
  const { id, name, family, role, status, parameters } = model;
  return { id, name, family, role, status, parameters, released: model.released ?? null };
}

/** A candidate as it is shown: with its launch command, made only for the rows that are. */
function configure(candidate: Candidate, context: AdviceContext): Configuration {
  const { model, engine, quantization, placement, settings, artifact } = candidate;
  return {
    model: summarise(model),
    quantization: { id: quantization.id, format: quantization.format },
    engine: { id: engine.id, version: engine.version },
    contextTokens: context.request.contextTokens,
    settings,
    fit: candidate.fit,
    placement,
    memory: candidate.ledger,
    speed: candidate.speed,
    license: candidate.license,
    languages: shownLanguages(model, context),
    quality: candidate.quality,
    launch: engineModule(engine.id).launch({
      engine,
      model,
      quantization,
      machine: context.machine,
      placement,
      settings,
      artifact,
    }),
  };
}

/** The asked languages, and always Chinese and English: what most readers look for. */
function shownLanguages(model: ModelSpec, { request }: AdviceContext): Readonly<Record<string, LanguageGrade>> {
  const codes = [...new Set([...request.languages, 'en', 'zh'])].sort();
  return Object.fromEntries(
    codes
      .filter((code) => model.languages[code] !== undefined || request.languages.includes(code))
      .map((code) => [code, gradeOf(model, code)]),
  );
}

export function recommendation(
  entry: ScoredCandidate,
  rank: number,
  context: AdviceContext,
  scorer: Scorer,
): Recommendation {
  const configuration = configure(entry.candidate, context);
  return {
    rank,
    ...configuration,
    score: entry.score,
    criteria: scorer.explain(entry.candidate),
    reasons: reasonsFor(entry.candidate, context),
  };
}
