import type { ModelSpec } from '../domain/model.ts';
import { OLLAMA_LIBRARY } from './names/ollama-library.ts';
import type { ScanContext } from './types.ts';

/** Names the scanner recognises: hub ids of the catalog with their aliases and repositories, and the lists of the licenses. */
export function scanContext(
  models: readonly Pick<ModelSpec, 'id' | 'aliases' | 'weights' | 'engines'>[],
  licensedIds: readonly string[] = [],
  options: Pick<ScanContext, 'includeComments' | 'includeDocs'> = {},
): ScanContext {
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const model of models) {
    for (const id of [model.id, ...model.aliases, ...model.weights.map((offer) => offer.repo)])
      ids.add(id.toLowerCase());
    const tag = model.engines.ollama?.tag;
    if (tag !== undefined) names.add((tag.split(':')[0] ?? tag).toLowerCase());
  }
  for (const id of licensedIds) if (!id.includes('*')) ids.add(id.toLowerCase());
  return {
    isKnownHubId: (id) => ids.has(id.toLowerCase()),
    isOllamaName: (name) => names.has(name.toLowerCase()) || OLLAMA_LIBRARY.has(name.toLowerCase()),
    ...options,
  };
}
