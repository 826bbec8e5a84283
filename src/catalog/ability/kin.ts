import type { UnratedModel } from '../expand-model.ts';
import { SCALES } from './benchmarks.ts';

/** How far one model lies from what its features let expect, and how surely that is known (0..1), by scale. */
export interface Surprise {
  readonly residual: readonly number[];
  readonly certainty: readonly number[];
}

/** What kin tell is weighed against this many fully scored models that say there is no difference. */
const SHRINK = 1;
/** A model of the same family but another series tells so much of what one of the series does; a direct base or child so many times. */
const FAMILY_SHARE = 0.2;
const LINEAGE_SHARE = 2;

/** Who is kin to whom: models of a series, of a family, and a model and the base it came from. */
export interface Kinship {
  readonly series: ReadonlyMap<string, string>;
  readonly family: ReadonlyMap<string, string>;
  readonly related: ReadonlyMap<string, readonly string[]>;
}

export function findKin(models: readonly UnratedModel[]): Kinship {
  const ids = new Set(models.map((model) => model.id));
  const related = new Map<string, string[]>();
  const link = (from: string, to: string): void => {
    related.set(from, [...(related.get(from) ?? []), to]);
  };
  for (const model of models) {
    for (const base of model.derivedFrom ?? []) {
      if (!ids.has(base.id) || base.id === model.id) continue;
      link(model.id, base.id);
      if (base.relation === 'finetune') link(base.id, model.id);
    }
  }
  return {
    series: new Map(models.map((model) => [model.id, `${model.family}/${model.series}`])),
    family: new Map(models.map((model) => [model.id, model.family])),
    related,
  };
}

/** Evidence of a group on one scale each: certainty, and certainty times residual. */
interface Evidence {
  readonly weight: number[];
  readonly total: number[];
}

const none = (): Evidence => ({ weight: SCALES.map(() => 0), total: SCALES.map(() => 0) });

function include(into: Evidence, surprise: Surprise | undefined, share: number): void {
  surprise?.certainty.forEach((certainty, scale) => {
    into.weight[scale] = (into.weight[scale] ?? 0) + share * certainty;
    into.total[scale] = (into.total[scale] ?? 0) + share * certainty * (surprise.residual[scale] ?? 0);
  });
}

function sumBy(
  groups: ReadonlyMap<string, string>,
  surprises: ReadonlyMap<string, Surprise>,
): ReadonlyMap<string, Evidence> {
  const sums = new Map<string, Evidence>();
  for (const [id, surprise] of surprises) {
    const group = groups.get(id) ?? '';
    const sum = sums.get(group) ?? none();
    sums.set(group, sum);
    include(sum, surprise, 1);
  }
  return sums;
}

/** Residuals less their middle over all models: what all have in common is the prior's to say, not that of kin. */
function centered(surprises: ReadonlyMap<string, Surprise>): ReadonlyMap<string, Surprise> {
  const all = none();
  for (const surprise of surprises.values()) include(all, surprise, 1);
  const middle = all.total.map((total, scale) => total / Math.max(1, all.weight[scale] ?? 0));
  return new Map(
    [...surprises].map(([id, { residual, certainty }]) => [
      id,
      { residual: residual.map((value, scale) => value - (middle[scale] ?? 0)), certainty },
    ]),
  );
}

/** What kin let expect of a model beyond its features: their mean residual, shrunk to 0, without the model's own. By scale. */
export function kinEffects(
  kinship: Kinship,
  observed: ReadonlyMap<string, Surprise>,
): (id: string) => readonly number[] {
  const surprises = centered(observed);
  const bySeries = sumBy(kinship.series, surprises);
  const byFamily = sumBy(kinship.family, surprises);
  return (id) => {
    const own = surprises.get(id);
    const kin = none();
    const add = (sum: Evidence | undefined, share: number): void => {
      sum?.weight.forEach((weight, scale) => {
        kin.weight[scale] = (kin.weight[scale] ?? 0) + share * weight;
        kin.total[scale] = (kin.total[scale] ?? 0) + share * (sum.total[scale] ?? 0);
      });
    };
    add(byFamily.get(kinship.family.get(id) ?? ''), FAMILY_SHARE);
    add(bySeries.get(kinship.series.get(id) ?? ''), 1 - FAMILY_SHARE);
    include(kin, own, -1);
    for (const other of kinship.related.get(id) ?? []) include(kin, surprises.get(other), LINEAGE_SHARE);
    return SCALES.map((_, scale) => (kin.total[scale] ?? 0) / (Math.max(0, kin.weight[scale] ?? 0) + SHRINK));
  };
}
