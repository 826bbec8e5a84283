import type { AbilityEstimate, AbilityId, ModelSpec } from '../domain/model.ts';
import type { UnratedModel } from './expand-model.ts';
import { ABILITY_IDS } from './schema/profile.ts';

const UNKNOWN: AbilityEstimate = { low: 0, typical: 50, high: 100, basis: 'assumed', scores: 0 };

/** Abilities of each model, estimated over all of them together. */
export function rateModels(_models: readonly UnratedModel[]): (id: string) => ModelSpec['ability'] {
  return () =>
    Object.fromEntries(ABILITY_IDS.map((ability) => [ability, UNKNOWN])) as Record<AbilityId, AbilityEstimate>;
}
