import type { AnyResult, ModelSummary } from '../domain/result.ts';

function shownModels(result: AnyResult): readonly (ModelSummary | undefined)[] {
  if (result.command === 'recommend') return result.recommendations.map(({ model }) => model);
  if (result.command === 'compare') return result.models.map((item) => item?.model);
  return result.command === 'why' ? [result.model] : [];
}

/**
 * Names of what the answer shows, by the ids that reasons, placements and ledgers use: models, and devices (with the id where two have one
 * name).
 */
export function namesOf(result: AnyResult): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const model of shownModels(result)) if (model !== undefined) names.set(model.id, model.name);
  if (!('hardware' in result)) return names;
  const { devices } = result.hardware;
  for (const { id, model } of devices) {
    if (model === null) continue;
    const twins = devices.filter((other) => other.model === model).length;
    names.set(id, twins > 1 ? `${model} (${id})` : model);
  }
  return names;
}
