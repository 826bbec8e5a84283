import type { Architecture, AttentionSpan, FeedForward, LayerKind, Mixer } from '../domain/architecture.ts';
import { tokens } from '../units/quantities.ts';
import type { AuthoredArchitecture, AuthoredFeedForward, AuthoredMixer } from './schema/model-architecture.ts';

/** What is wrong with an architecture's shorthand; `path` is relative to the architecture. */
interface ArchitectureProblem {
  readonly path: readonly string[];
  readonly message: string;
}

export type ArchitectureExpansion =
  | { readonly kind: 'ok'; readonly architecture: Architecture }
  | { readonly kind: 'error'; readonly problems: readonly ArchitectureProblem[] };

/** Unrolls the authored shorthand: names of kinds become indices, `pattern` is cycled over the layers between `first` and `last`. */
export function expandArchitecture(authored: AuthoredArchitecture): ArchitectureExpansion {
  const names = Object.keys(authored.kinds);
  const problems: ArchitectureProblem[] = [];
  const order = unrollPattern(authored, names, problems);
  const unused = names.filter((_, index) => !order.includes(index));
  if (problems.length === 0) {
    for (const name of unused) problems.push({ path: ['kinds', name], message: `kind "${name}" is used by no layer` });
  }
  if (problems.length > 0) return { kind: 'error', problems };
  const { gguf, predictionLayers, direction, extraParameters } = authored;
  return {
    kind: 'ok',
    architecture: {
      className: authored.class,
      ...(gguf === undefined ? {} : { gguf }),
      hiddenSize: authored.hidden,
      vocabSize: authored.vocab,
      embeddings: authored.embeddings,
      norm: authored.norm ?? 'rms',
      kinds: Object.values(authored.kinds).map(expandKind),
      order,
      ...(predictionLayers === undefined ? {} : { predictionLayers }),
      ...(direction === undefined ? {} : { direction }),
      ...(extraParameters === undefined ? {} : { extraParameters }),
    },
  };
}

function unrollPattern(
  authored: AuthoredArchitecture,
  names: readonly string[],
  problems: ArchitectureProblem[],
): readonly number[] {
  const [only] = names;
  if (only === undefined) {
    problems.push({ path: ['kinds'], message: 'names no kind of layer' });
    return [];
  }
  if (authored.pattern === undefined && names.length > 1) {
    problems.push({ path: ['kinds'], message: `${names.length} kinds need a "pattern" that says their order` });
    return [];
  }
  const pattern = authored.pattern ?? [only];
  const first = authored.first ?? [];
  const last = authored.last ?? [];
  const between = authored.layers - first.length - last.length;
  if (between < 0) {
    const listed = first.length + last.length;
    problems.push({
      path: ['layers'],
      message: `"first" and "last" name ${listed} layers, more than ${authored.layers}`,
    });
    return [];
  }
  const cycled = Array.from({ length: between }, (_, layer) => pattern[layer % pattern.length] ?? only);
  for (const [list, key] of [
    [first, 'first'],
    [pattern, 'pattern'],
    [last, 'last'],
  ] as const) {
    for (const name of new Set(list)) {
      if (!names.includes(name)) {
        problems.push({ path: [key], message: `"${name}" is none of the kinds ${names.join(', ')}` });
      }
    }
  }
  return [...first, ...cycled, ...last].map((name) => names.indexOf(name));
}

function expandKind(kind: { mixer: AuthoredMixer; feedForward: AuthoredFeedForward }): LayerKind {
  return { mixer: expandMixer(kind.mixer), feedForward: expandFeedForward(kind.feedForward) };
}

function expandMixer(mixer: AuthoredMixer): Mixer {
  if (mixer.kind === 'parallel') {
    return { kind: 'parallel', attention: expandMixer(mixer.attention), state: expandMixer(mixer.state) };
  }
  if (mixer.kind === 'compressed') return { ...mixer, window: tokens(mixer.window) };
  if (mixer.kind !== 'attention') return defined(mixer);
  const { window, chunk, cross, ...rest } = mixer;
  return defined({ ...rest, span: spanOf(window, chunk, cross) });
}

function spanOf(window: number | undefined, chunk: number | undefined, cross: true | undefined): AttentionSpan {
  if (window !== undefined) return { kind: 'sliding', window: tokens(window) };
  if (chunk !== undefined) return { kind: 'chunked', chunk: tokens(chunk) };
  return cross ? { kind: 'cross' } : { kind: 'full' };
}

function expandFeedForward(block: AuthoredFeedForward): FeedForward {
  if (block.kind === 'dense') return defined({ ...block, form: block.form ?? 'gated' });
  if (block.kind === 'moe') {
    return defined({ ...block, form: block.form ?? 'gated', sharedWidth: block.sharedWidth ?? 0 });
  }
  return block;
}

/** Optional keys that zod's types allow to be undefined, without those that are. */
type Defined<T> = T extends unknown ? { [K in keyof T]: Exclude<T[K], undefined> } : never;

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}
