import type { UnratedModel } from '../expand-model.ts';

/** A model, what it is thought to be able to, and whether many scores say so. */
export interface Placed {
  readonly model: UnratedModel;
  readonly mean: readonly number[];
  readonly measured: readonly boolean[];
}

/**
 * Without evidence of its own, a model is not put above a larger or below a smaller measured sibling: same series and kind, neither more
 * nor fewer parameters in one count and at least as many in the other. Returns the means by id, by scale.
 */
export function keepOrder(placed: readonly Placed[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, Placed[]>();
  for (const one of placed) {
    const { family, series, role, capabilities } = one.model;
    const key = [family, series, role, capabilities.reasoning, capabilities.code].join('|');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const means = new Map<string, readonly number[]>();
  for (const group of groups.values()) {
    const scales = group[0]?.mean.map((_, scale) => group.filter((one) => one.measured[scale] === true)) ?? [];
    for (const one of group) means.set(one.model.id, bounded(one, scales));
  }
  return means;
}

/** `measured[scale]`: the siblings with scores of their own on that scale. */
function bounded(one: Placed, measured: readonly (readonly Placed[])[]): readonly number[] {
  return one.mean.map((value, scale) => {
    if (one.measured[scale] === true) return value;
    const siblings = measured[scale] ?? [];
    const above = siblings
      .filter((other) => isLarger(other.model, one.model))
      .map((other) => other.mean[scale] ?? value);
    const below = siblings
      .filter((other) => isLarger(one.model, other.model))
      .map((other) => other.mean[scale] ?? value);
    return Math.min(Math.max(value, ...below), ...above);
  });
}

function isLarger(a: UnratedModel, b: UnratedModel): boolean {
  const [total, active] = [a.parameters.total - b.parameters.total, a.parameters.active - b.parameters.active];
  return total >= 0 && active >= 0 && total + active > 0;
}
