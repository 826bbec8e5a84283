import { suggest } from '../../catalog/did-you-mean.ts';
import { resolveModel } from '../../catalog/resolve-model.ts';
import type { Catalog } from '../../domain/catalog.ts';
import type { ResolvedReference } from '../../domain/check.ts';
import { AdvisorError } from '../../domain/problem.ts';
import type { ModelReference } from '../../domain/reference.ts';
import { readHubPath } from '../../scan/names/hub-id.ts';
import type { ReferenceIndex } from '../../scan/resolve.ts';
import { printable } from '../../units/printable.ts';

/**
 * A model as `--model` names it, with `@REVISION` at will: a hub id, a tag of the Ollama library, a name of Docker's catalog, or a short name
 * of ours. Throws {@link AdvisorError} (`usage`) for an empty one.
 */
export function namedModel(name: string, index: ReferenceIndex): ModelReference {
  const trimmed = name.trim();
  if (trimmed === '') {
    const remedy = 'give a hub id such as Qwen/Qwen3-8B or a tag such as qwen3:8b';
    throw new AdvisorError('usage', [{ code: 'empty-model', message: '--model has no name', remedy }]);
  }
  const at = /^(.+)@([^@/]+)$/.exec(trimmed);
  const bare = at?.[1] ?? trimmed;
  const common = {
    raw: trimmed,
    file: '',
    line: 1,
    column: 1,
    detector: 'named',
    kind: 'use',
    confidence: 'high',
    state: 'resolved',
    ...(at?.[2] === undefined ? {} : { revision: at[2] }),
  } as const;
  if (bare.startsWith('ai/')) {
    const [id = bare, tag = 'latest'] = bare.split(':');
    return { ...common, scheme: 'docker-model', id, tag };
  }
  const isHub = bare.includes('/') || index.spelling.has(bare.toLowerCase()) || readHubPath(bare)?.id === bare;
  if (isHub) return { ...common, scheme: 'hf', id: bare };
  const [library = bare] = bare.toLowerCase().split(':');
  const short = index.byTag.has(library) ? undefined : resolveModel(index.models, bare);
  if (short?.kind === 'found') return { ...common, scheme: 'hf', id: short.model.id };
  const id = bare.toLowerCase();
  return { ...common, scheme: 'ollama', id: id.includes(':') ? id : `${id}:latest` };
}

/** Lines for stderr about names that nobody knows and that look like one of ours. */
export function hintsFor(references: readonly ResolvedReference[], catalog: Catalog): readonly string[] {
  const ids = catalog.models.map(({ id }) => id);
  return references.flatMap(({ reference, resolution }) => {
    if (resolution.kind !== 'model' || ids.includes(resolution.id)) return [];
    const near = suggest(reference.raw, ids);
    return near.length === 0
      ? []
      : [`${printable(reference.raw)} is not in the catalog; did you mean ${near.join(' or ')}?\n`];
  });
}
