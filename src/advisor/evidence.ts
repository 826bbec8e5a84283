type AbilityBasis = 'measured' | 'derived' | 'assumed';

const STRENGTH: Readonly<Record<AbilityBasis, number>> = { measured: 2, derived: 1, assumed: 0 };

/** A mix is as well supported as its weakest part. */
export function weakerAbility(a: AbilityBasis, b: AbilityBasis): AbilityBasis {
  return STRENGTH[a] <= STRENGTH[b] ? a : b;
}
