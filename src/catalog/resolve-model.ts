import type { ModelSpec } from '../domain/model.ts';
import { suggest } from './did-you-mean.ts';
import { foldName, withoutStorage, withoutWeak, wordsOf } from './model-names.ts';

/** What resolving reads of a model. */
export type NamedModel = Pick<ModelSpec, 'id' | 'name' | 'role' | 'status' | 'aliases' | 'weights' | 'engines'> & {
  readonly released?: string;
};

export type ModelResolution<T extends NamedModel> =
  | { readonly kind: 'found'; readonly model: T }
  /** Several models go by that name; best first: current before superseded, newest first. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly T[] }
  | { readonly kind: 'unknown'; readonly suggestions: readonly string[] };

interface Index {
  /** Ids, aliases, Ollama tags and repositories of weights, folded. */
  readonly exact: ReadonlyMap<string, readonly NamedModel[]>;
  /** Words of ids, names and aliases. */
  readonly full: ReadonlyMap<string, readonly NamedModel[]>;
  /** The same without words that people leave out. */
  readonly loose: ReadonlyMap<string, readonly NamedModel[]>;
}

const indexes = new WeakMap<readonly NamedModel[], Index>();

/**
 * Finds the model a person or a tool means: hub id, alias, Ollama tag, repository with its weights, or its name without owner, in any
 * spelling. A base model is meant only where the name is exactly its own; else the tuned one is preferred. The index is built on first use.
 */
export function resolveModel<T extends NamedModel>(models: readonly T[], name: string): ModelResolution<T> {
  const index = indexOf(models);
  const wanted = foldName(name);
  const bare = withoutStorage(wanted);
  const words = wordsOf(bare);
  const steps: readonly (() => readonly NamedModel[])[] = [
    () => index.exact.get(wanted) ?? [],
    () => index.exact.get(bare) ?? [],
    () => index.full.get(words.join(' ')) ?? [],
    () => preferTuned(index.loose.get(withoutWeak(words).join(' ')) ?? []),
    () => buildsOf(index, bare),
    () => preferTuned([...new Set([...sizesOf(index, bare), ...startingWith(index, withoutWeak(words))])]),
  ];
  for (const step of steps) {
    // Everything in the index comes from `models`.
    const found = step() as readonly T[];
    const [only] = found;
    if (only !== undefined)
      return found.length === 1 ? { kind: 'found', model: only } : { kind: 'ambiguous', candidates: rank(found) };
  }
  return {
    kind: 'unknown',
    suggestions: suggest(
      name,
      models.map((model) => model.id),
    ),
  };
}

function indexOf(models: readonly NamedModel[]): Index {
  const known = indexes.get(models);
  if (known !== undefined) return known;
  const exact = new Map<string, NamedModel[]>();
  const full = new Map<string, NamedModel[]>();
  const loose = new Map<string, NamedModel[]>();
  for (const model of models) put(exact, foldName(model.id), model);
  for (const model of models) {
    const tag = model.engines.ollama?.tag;
    const others = [...model.aliases, ...(tag === undefined ? [] : [tag]), ...model.weights.map((offer) => offer.repo)];
    // An id is that model's alone, whatever others list among their weights.
    for (const other of others)
      if (!exact.get(foldName(other))?.some((owner) => foldName(owner.id) === foldName(other)))
        put(exact, foldName(other), model);
    for (const spelling of [model.id, model.name, ...model.aliases]) {
      const words = wordsOf(spelling);
      put(full, words.join(' '), model);
      put(loose, withoutWeak(words).join(' '), model);
    }
  }
  const index: Index = { exact, full, loose };
  indexes.set(models, index);
  return index;
}

function put(into: Map<string, NamedModel[]>, key: string, model: NamedModel): void {
  const models = into.get(key);
  if (models === undefined) into.set(key, [model]);
  else if (!models.includes(model)) models.push(model);
}

function preferTuned(models: readonly NamedModel[]): readonly NamedModel[] {
  const tuned = models.filter((model) => model.role !== 'base');
  return tuned.length > 0 ? tuned : models;
}

/** `llama3.1:8b-instruct-q4_K_M` is a build of the tag `llama3.1:8b`. */
function buildsOf(index: Index, name: string): readonly NamedModel[] {
  const [library, build] = name.split(':');
  if (library === undefined || build === undefined) return [];
  return ofLibrary(index, library, (size) => build.startsWith(`${size}-`));
}

/** `llama3.1` and `llama3.1:latest` are every size of it. */
function sizesOf(index: Index, name: string): readonly NamedModel[] {
  const [library, build] = name.split(':');
  return library === undefined || (build !== undefined && build !== 'latest')
    ? []
    : ofLibrary(index, library, () => true);
}

function ofLibrary(index: Index, library: string, accepts: (size: string) => boolean): readonly NamedModel[] {
  const found = new Set<NamedModel>();
  for (const [key, models] of index.exact) {
    const [own, size] = key.split(':');
    if (own === library && size !== undefined && accepts(size)) for (const model of models) found.add(model);
  }
  return [...found];
}

function startingWith(index: Index, words: readonly string[]): readonly NamedModel[] {
  if (words.length === 0) return [];
  const start = `${words.join(' ')} `;
  const found = new Set<NamedModel>();
  for (const [key, models] of index.loose) if (key.startsWith(start)) for (const model of models) found.add(model);
  return [...found];
}

const STATUS_ORDER: Readonly<Record<ModelSpec['status'], number>> = {
  current: 0,
  superseded: 1,
  legacy: 2,
  withdrawn: 3,
};

function rank<T extends NamedModel>(models: readonly T[]): readonly T[] {
  return [...models].sort(
    (a, b) =>
      STATUS_ORDER[a.status] - STATUS_ORDER[b.status] ||
      compare(b.released ?? '', a.released ?? '') ||
      compare(a.id, b.id),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
