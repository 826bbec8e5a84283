import type { CriterionId } from '../domain/profile.ts';
import type { ControlPoint, CriterionResult, QualityEstimate } from '../domain/result.ts';
import type { Candidate, EligibleModel } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import type { Criterion } from './criteria/criterion.ts';
import { CRITERIA, CRITERION_IDS } from './criteria/registry.ts';
import { scoreAt } from './curve.ts';
import type { RunOption } from './options.ts';

/** Bound on the score of one model: no placement with this option and quality scores higher. */
export type Bounder = (option: RunOption, quality: QualityEstimate) => number;

/** The criteria with the curves and weights of one request, made once. */
export interface Scorer {
  /** Weighted mean of the applicable criteria; one that does not apply gives its weight to the others. */
  readonly score: (candidate: Candidate) => number;
  readonly bounder: (model: EligibleModel) => Bounder;
  /** No configuration of the model scores higher, with its unquantized quality on the best engine. */
  readonly modelBound: (model: EligibleModel, quality: QualityEstimate) => number;
  readonly explain: (candidate: Candidate) => readonly CriterionResult[];
}

interface Row<C extends Criterion = Criterion> {
  readonly id: CriterionId;
  readonly criterion: C;
  readonly weight: number;
  readonly curve: readonly ControlPoint[];
}

type RowOf<S extends Criterion['stage']> = Row<Extract<Criterion, { stage: S }>>;

export function makeScorer(context: AdviceContext): Scorer {
  const rows: readonly Row[] = CRITERION_IDS.map((id) => ({
    id,
    criterion: CRITERIA[id],
    weight: context.profile.weights[id],
    curve: CRITERIA[id].curve(context),
  }));
  return {
    score: (candidate) => scoreOf(rows, candidate, context),
    ...makeBounders(rows, context),
    explain: (candidate) => explain(rows, candidate, context),
  };
}

function scoreOf(rows: readonly Row[], candidate: Candidate, context: AdviceContext): number {
  let sum = 0;
  let weights = 0;
  for (const { criterion, weight, curve } of rows) {
    const value = criterion.value(candidate, context);
    if (value === null) continue;
    sum += weight * scoreAt(curve, value);
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

/** Sum and weight of some criteria. */
interface Part {
  readonly sum: number;
  readonly weight: number;
}

/** What is the same for all options of a model, and for all models of an option, is added up once. */
function makeBounders(rows: readonly Row[], context: AdviceContext): Pick<Scorer, 'bounder' | 'modelBound'> {
  const at = <S extends Criterion['stage']>(stage: S) =>
    rows.filter((row): row is RowOf<S> & Row => row.criterion.stage === stage) as readonly RowOf<S>[];
  const [ofModel, ofEngine, ofQuality, ofPlaced] = [at('model'), at('engine'), at('quality'), at('placed')];
  const engines = new Map<RunOption, Part>();
  const enginePart = (option: RunOption): Part => {
    const known = engines.get(option);
    if (known !== undefined) return known;
    const part = add(ofEngine, (criterion) => criterion.value(option, context));
    engines.set(option, part);
    return part;
  };
  const modelPart = (model: EligibleModel) => add(ofModel, (criterion) => criterion.value(model, context));
  const qualityPart = (quality: QualityEstimate) =>
    add(ofQuality, (criterion) => criterion.value({ quality }, context));
  const perfect = [...ofEngine, ...ofPlaced].reduce((sum, { weight }) => sum + weight, 0);
  return {
    modelBound: (model, quality) => {
      const [own, kept] = [modelPart(model), qualityPart(quality)];
      return (own.sum + kept.sum + perfect) / (own.weight + kept.weight + perfect);
    },
    bounder: (model) => {
      const own = modelPart(model);
      return (option, quality) => {
        const [engine, kept] = [enginePart(option), qualityPart(quality)];
        let [sum, weight] = [own.sum + engine.sum + kept.sum, own.weight + engine.weight + kept.weight];
        for (const { criterion, weight: share, curve } of ofPlaced) {
          sum += share * (criterion.most === undefined ? 1 : scoreAt(curve, criterion.most(model, option)));
          weight += share;
        }
        return weight === 0 ? 0 : sum / weight;
      };
    },
  };
}

function add<C extends Criterion>(rows: readonly Row<C>[], read: (criterion: C) => number | null): Part {
  let sum = 0;
  let total = 0;
  for (const { criterion, weight, curve } of rows) {
    const value = read(criterion);
    if (value === null) continue;
    sum += weight * scoreAt(curve, value);
    total += weight;
  }
  return { sum, weight: total };
}

function explain(rows: readonly Row[], candidate: Candidate, context: AdviceContext): readonly CriterionResult[] {
  const parts = rows.map(({ id, criterion, weight, curve }) => {
    const value = criterion.value(candidate, context);
    return { id, unit: criterion.unit, weight, curve, value, score: value === null ? null : scoreAt(curve, value) };
  });
  const applicable = parts.reduce((sum, part) => sum + (part.score === null ? 0 : part.weight), 0);
  return parts.map(({ id, score, weight, value, unit, curve }) => ({
    id,
    score,
    weight: score === null || applicable === 0 ? 0 : weight / applicable,
    value,
    unit,
    curve,
  }));
}
