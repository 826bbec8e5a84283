import { withoutStorage, wordsOf } from '../catalog/model-names.ts';
import { resolveModel } from '../catalog/resolve-model.ts';
import type { Resolution, ResolvedReference } from '../domain/check.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { ModelReference, ReferenceScheme } from '../domain/reference.ts';
import { originalOf } from './names/copies.ts';
import { legacyHubId } from './names/hub-id.ts';

/** What resolving reads of a model of the catalog. */
export type IndexedModel = Pick<
  ModelSpec,
  'id' | 'name' | 'role' | 'status' | 'aliases' | 'weights' | 'engines' | 'license' | 'derivedFrom'
> & {
  readonly released?: string;
};

/** Names of the catalog and of the licenses, ready to look up. */
export interface ReferenceIndex {
  readonly models: readonly IndexedModel[];
  readonly byId: ReadonlyMap<string, IndexedModel>;
  /** Lower case; an alias or a repository of several models has several. */
  readonly byRepository: ReadonlyMap<string, readonly IndexedModel[]>;
  /** The spelling of ids and repositories by their lower case. */
  readonly spelling: ReadonlyMap<string, string>;
  /** Ollama: by library name, then by tag. */
  readonly byTag: ReadonlyMap<string, ReadonlyMap<string, readonly IndexedModel[]>>;
  readonly byWords: ReadonlyMap<string, readonly IndexedModel[]>;
  /** Ids in the lists of licenses, in their spelling. */
  readonly listed: ReadonlyMap<string, string>;
}

/** Built once per run. `licensedIds` are the hub ids that license files list; patterns among them are passed over. */
export function referenceIndex(models: readonly IndexedModel[], licensedIds: readonly string[] = []): ReferenceIndex {
  const byId = new Map<string, IndexedModel>();
  const byRepository = new Map<string, IndexedModel[]>();
  const spelling = new Map<string, string>();
  const byTag = new Map<string, Map<string, IndexedModel[]>>();
  const byWords = new Map<string, IndexedModel[]>();
  for (const model of models) {
    byId.set(model.id.toLowerCase(), model);
    spelling.set(model.id.toLowerCase(), model.id);
  }
  for (const model of models) {
    for (const repository of [...model.aliases, ...model.weights.map((offer) => offer.repo)]) {
      put(byRepository, repository.toLowerCase(), model);
      if (!spelling.has(repository.toLowerCase())) spelling.set(repository.toLowerCase(), repository);
    }
    const [library, tag] = model.engines.ollama?.tag?.toLowerCase().split(':') ?? [];
    if (library !== undefined && tag !== undefined) {
      const tags = byTag.get(library) ?? new Map<string, IndexedModel[]>();
      byTag.set(library, tags);
      put(tags, tag, model);
    }
    put(byWords, ownWords(model.id), model);
  }
  const listed = new Map(
    licensedIds.filter((id) => !id.includes('*')).map((id): [string, string] => [id.toLowerCase(), id]),
  );
  return { models, byId, byRepository, spelling, byTag, byWords, listed };
}

function put(into: Map<string, IndexedModel[]>, key: string, model: IndexedModel): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, [model]);
  else if (!known.includes(model)) known.push(model);
}

/** Owners' names that some spellings carry and others leave out. */
const ownWords = (name: string): string =>
  wordsOf(name)
    .filter((word) => word !== 'meta' && word !== 'hf')
    .join(' ');

/** What a reference means. A name for several models with different terms stays ambiguous; a name nobody knows stays as it is. */
export function resolveReference(reference: ModelReference, index: ReferenceIndex): ResolvedReference {
  return { reference, resolution: resolve(reference, index) };
}

const UNRESOLVED: Resolution = { kind: 'unresolved' };

type Resolver = (reference: ModelReference & { readonly id: string }, index: ReferenceIndex) => Resolution;

/** By naming system; what is not here has no name to look up. */
const RESOLVERS: Readonly<Partial<Record<ReferenceScheme, Resolver>>> = {
  hf: ({ id }, index) => resolveHub(id, index),
  modelscope: ({ id }, index) => resolveHub(id, index),
  purl: ({ id }, index) => resolveHub(id, index),
  ollama: ({ id, state }, index) => (state === 'unresolved' ? UNRESOLVED : resolveOllama(id, index)),
  'docker-model': ({ id, tag = 'latest' }, index) => resolveDocker(id, tag, index),
  preset: ({ id }, index) => resolvePreset(id, index),
};

function resolve(reference: ModelReference, index: ReferenceIndex): Resolution {
  if (reference.state === 'hosted') return { kind: 'hosted', provider: reference.provider ?? 'unknown' };
  const { id } = reference;
  return id === null ? UNRESOLVED : (RESOLVERS[reference.scheme]?.({ ...reference, id }, index) ?? UNRESOLVED);
}

function resolveHub(id: string, index: ReferenceIndex): Resolution {
  const key = (legacyHubId(id) ?? id).toLowerCase();
  const own = index.byId.get(key);
  if (own !== undefined) return { kind: 'model', id: own.id };
  const offered = index.byRepository.get(key);
  if (offered !== undefined) return oneOf(offered);
  const original = originalOf(key);
  if (original !== undefined) return resolveHub(original, index);
  return { kind: 'model', id: index.listed.get(key) ?? legacyHubId(id) ?? id };
}

/** One model, or one of several. */
function oneOf(models: readonly IndexedModel[]): Resolution {
  const ids = [...new Set(models.map((model) => model.id))].sort(compare);
  const [only] = ids;
  return only !== undefined && ids.length === 1 ? { kind: 'model', id: only } : { kind: 'ambiguous', candidates: ids };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function resolveOllama(id: string, index: ReferenceIndex): Resolution {
  const colon = id.lastIndexOf(':');
  const [name, tag] = [id.slice(0, colon).toLowerCase(), id.slice(colon + 1).toLowerCase()];
  const tags = index.byTag.get(name);
  if (tags === undefined) return { kind: 'model', id };
  const exact = tags.get(tag);
  if (exact !== undefined) return oneOf([...exact, ...movedFrom(exact, tags, tag, index)]);
  // `latest` is one of the sizes; which one, only the registry knows.
  if (tag === 'latest') return oneOf([...tags.values()].flat());
  // `8b-instruct-q4_K_M` is a build of `8b`, of the longest name that fits.
  const sizes = [...tags.keys()].filter((size) => tag.startsWith(`${size}-`)).sort((a, b) => b.length - a.length);
  const builds = tags.get(sizes[0] ?? '');
  return builds === undefined ? { kind: 'model', id } : oneOf(builds);
}

/** A tag of a size may have stood for an older build under other terms: those whose own tag begins with it. */
function movedFrom(
  owners: readonly IndexedModel[],
  tags: ReadonlyMap<string, readonly IndexedModel[]>,
  tag: string,
  index: ReferenceIndex,
): readonly IndexedModel[] {
  const terms = new Set(owners.map((owner) => termsOf(owner, index)));
  return [...tags]
    .filter(([other]) => other.startsWith(`${tag}-`))
    .flatMap(([, models]) => models)
    .filter((model) => !terms.has(termsOf(model, index)));
}

const MAX_CHAIN = 8;

/** License ids of a model and of all it derives from. */
function termsOf(model: IndexedModel, index: ReferenceIndex): string {
  const licenses = new Set<string>();
  let level: readonly IndexedModel[] = [model];
  for (let depth = 0; depth < MAX_CHAIN && level.length > 0; depth += 1) {
    const next: IndexedModel[] = [];
    for (const one of level) {
      licenses.add(one.license.id);
      for (const base of one.derivedFrom ?? []) {
        const known = index.byId.get(base.id.toLowerCase());
        if (known !== undefined) next.push(known);
        else if (base.license !== undefined) licenses.add(base.license);
      }
    }
    level = next;
  }
  return [...licenses].sort().join(' ');
}

/** How Docker's catalog writes quantizations behind the size: `4B-Q4_K_M`, `360M-F16`. */
const DOCKER_QUANTIZATION =
  /(?:^|-)(?:ud-)?(?:i?q\d[\w.]*|f16|f32|bf16|fp16|fp8|mxfp4[\w.]*|nvfp4|int[48]|mlx[\w.]*|vllm|safetensors)$/i;

function resolveDocker(id: string, tag: string, index: ReferenceIndex): Resolution {
  const name = id.slice(id.lastIndexOf('/') + 1).toLowerCase();
  if (!id.startsWith('ai/')) {
    // Other owners publish under the names of their repositories.
    const key = id.toLowerCase();
    if (index.byId.has(key) || index.byRepository.has(key)) return resolveHub(id, index);
  }
  const size = tag.toLowerCase().replace(DOCKER_QUANTIZATION, '');
  if (size !== '' && size !== 'latest') {
    const tagged = index.byTag.get(name)?.get(size);
    if (tagged !== undefined) return oneOf(tagged);
    return fromSearch(`${name}-${size}`, `${id}:${tag}`, index);
  }
  const tags = index.byTag.get(name);
  if (tags !== undefined) return oneOf([...tags.values()].flat());
  return fromSearch(name, `${id}:${tag}`, index);
}

function fromSearch(name: string, otherwise: string, index: ReferenceIndex): Resolution {
  const found = resolveModel(index.models, name);
  if (found.kind === 'found') return { kind: 'model', id: found.model.id };
  return found.kind === 'ambiguous' ? oneOf(found.candidates) : { kind: 'model', id: otherwise };
}

/** JumpStart, NIM, WebLLM: the name without what those catalogs put around it, if exactly one model has just those words. */
function resolvePreset(id: string, index: ReferenceIndex): Resolution {
  const bare = id
    .toLowerCase()
    .replace(/^huggingface-(?:llm|textembedding|text2text|textgeneration|reasoning|vlm)-/, '')
    .replace(/-q\d\w*_\d-mlc(?:-\d+k)?$/, '')
    .replace(/-(?:bf16|fp16)$/, '');
  const found = index.byWords.get(ownWords(withoutStorage(bare)));
  return found === undefined ? UNRESOLVED : oneOf(found);
}

/** The reference's hub id as the hub spells it today: renamed and moved ids under their new name, old one-word ids with their owner. */
export function canonicalId(reference: ModelReference, index: ReferenceIndex): string | undefined {
  if (reference.id === null) return undefined;
  if (reference.scheme !== 'hf' && reference.scheme !== 'modelscope' && reference.scheme !== 'purl') {
    const { resolution } = resolveReference(reference, index);
    return resolution.kind === 'model' && index.byId.has(resolution.id.toLowerCase()) ? resolution.id : undefined;
  }
  const id = legacyHubId(reference.id) ?? reference.id;
  const key = id.toLowerCase();
  const renamed = index.byId.has(key)
    ? undefined
    : index.byRepository.get(key)?.find((model) => model.aliases.some((alias) => alias.toLowerCase() === key));
  return renamed?.id ?? index.spelling.get(key) ?? index.listed.get(key) ?? id;
}
