import type { AnyResult } from '../domain/result.ts';

/** Device names by the ids that placements and ledgers use; the id is added where two devices have one name. */
export function placesOf(result: AnyResult): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  if (!('hardware' in result)) return places;
  const { devices } = result.hardware;
  for (const { id, model } of devices) {
    if (model === null) continue;
    const twins = devices.filter((other) => other.model === model).length;
    places.set(id, twins > 1 ? `${model} (${id})` : model);
  }
  return places;
}
