import { matchesQuery } from '../catalog/query/match.ts';
import type { ModelSpec } from '../domain/model.ts';
import { type Reason, reason } from '../domain/reason.ts';
import type { AdviceContext } from './context.ts';

/** The user's own filters (`--family`, `--where`); null when the model passes. */
export function matchesFilters(model: ModelSpec, context: AdviceContext): Reason | null {
  const { request, query } = context;
  if (request.families.length > 0 && !request.families.includes(model.family)) {
    return reason('filtered-out', 'blocks', { filter: '--family', value: request.families.join(',') });
  }
  if (query !== null && !matchesQuery(query, model, context)) {
    return reason('filtered-out', 'blocks', { filter: '--where', value: request.where ?? '' });
  }
  return null;
}
