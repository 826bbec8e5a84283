/** Facts a sibling takes over from the entry it names in `inherits`; everything else is its own. */
const INHERITED = [
  'series',
  'publisher',
  'role',
  'parameters',
  'architecture',
  'context',
  'modalities',
  'vision',
  'languages',
  'capabilities',
  'license',
  'precision',
  'engines',
  'sources',
] as const;

/** Groups of sources that speak of inherited facts. */
const INHERITED_SOURCES = [
  'architecture',
  'parameters',
  'license',
  'languages',
  'context',
  'engines',
  'capabilities',
  'precision',
  'gated',
] as const;

/** Replaced whole where given: half of one layer kind and half of another make no sense. */
const REPLACED_KEYS: ReadonlySet<string> = new Set(['kinds']);

type Plain = Readonly<Record<string, unknown>>;

/** What `inheritEntry` reads of an entry; the rest is carried along. */
export interface InheritingEntry {
  readonly id: string;
  readonly inherits?: string;
  readonly drops?: readonly string[];
}

export interface EntryProblem {
  /** Path below the entry. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type Inheritance =
  | { readonly kind: 'ok'; readonly merged: Plain }
  | { readonly kind: 'error'; readonly problems: readonly EntryProblem[] };

/**
 * Merges an entry over the one it inherits from, and that over its own parent. Groups are merged key by key; lists, `kinds` and
 * objects with a `kind` are replaced whole. `lookup` finds authored entries by id, in this file or another.
 */
export function inheritEntry(
  entry: InheritingEntry,
  lookup: (id: string) => InheritingEntry | undefined,
  seen: readonly string[] = [],
): Inheritance {
  const { inherits, drops, ...own } = entry as InheritingEntry & Plain;
  if (inherits === undefined) {
    if (drops === undefined) return { kind: 'ok', merged: own };
    return {
      kind: 'error',
      problems: [{ path: ['drops'], message: 'nothing is inherited, so there is nothing to drop' }],
    };
  }
  const chain = [...seen, entry.id];
  if (chain.includes(inherits)) {
    return {
      kind: 'error',
      problems: [{ path: ['inherits'], message: `inherits in a circle: ${[...chain, inherits].join(' → ')}` }],
    };
  }
  const parent = lookup(inherits);
  if (parent === undefined) {
    return { kind: 'error', problems: [{ path: ['inherits'], message: `no model "${inherits}" to inherit from` }] };
  }
  const above = inheritEntry(parent, lookup, chain);
  if (above.kind === 'error') {
    return { kind: 'error', problems: [{ path: ['inherits'], message: `"${inherits}" cannot be expanded itself` }] };
  }
  const taken = heritage(above.merged);
  const problems = (drops ?? []).flatMap((path, index): EntryProblem[] =>
    drop(taken, path.split('.')) ? [] : [{ path: ['drops', index], message: `"${path}" is not inherited` }],
  );
  return problems.length > 0 ? { kind: 'error', problems } : { kind: 'ok', merged: merge(taken, own) };
}

/** A deep copy of what a sibling may take over: without the Ollama tag, which names one checkpoint. */
function heritage(parent: Plain): Record<string, unknown> {
  const taken = copy(pick(parent, INHERITED)) as Record<string, unknown>;
  if (isPlain(taken.sources)) taken.sources = pick(taken.sources, INHERITED_SOURCES);
  const engines = taken.engines;
  if (isPlain(engines) && isPlain(engines.ollama)) {
    const { tag: _tag, ...rest } = engines.ollama;
    taken.engines = { ...engines, ollama: rest };
  }
  return taken;
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)])) : value;
}

function pick(from: Plain, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}

/** Removes the fact at `path`; false when there is none. */
function drop(from: Record<string, unknown>, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined || !(key in from)) return false;
  if (rest.length === 0) {
    delete from[key];
    return true;
  }
  const inner = from[key];
  return isPlain(inner) && drop(inner as Record<string, unknown>, rest);
}

function merge(base: Plain, over: Plain): Plain {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    const together = isPlain(below) && isPlain(value) && !('kind' in value) && !REPLACED_KEYS.has(key);
    merged[key] = together ? merge(below, value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
