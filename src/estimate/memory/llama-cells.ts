import type { Architecture } from '../../domain/architecture.ts';
import type { CacheShape, RunSettings } from '../../domain/memory.ts';
import { ggufTraits } from '../../quantization/gguf-traits.ts';
import { cacheElementBytes, cacheShape } from '../kv-cache.ts';
import { type CacheProfile, profileCache } from './cache-groups.ts';

/** The cache is padded to whole attention tiles (ggml-org/llama.cpp src/llama-context.cpp, GGML_PAD(n_ctx, 256)). */
const PAD = 256;
const pad = (value: number): number => Math.ceil(value / PAD) * PAD;

/** What llama.cpp makes of the context that was asked for. */
export interface Cells {
  /** `-c`: all sequences together. */
  readonly context: number;
  readonly sequences: number;
  /** Cells one query can see in a full layer. */
  readonly perStream: number;
  readonly streams: number;
  readonly unified: boolean;
  readonly ubatch: number;
}

export function cellsOf(settings: RunSettings): Cells {
  const sequences = Math.max(1, settings.parallelSequences);
  const asked = settings.contextScope === 'per-sequence' ? settings.contextTokens * sequences : settings.contextTokens;
  const unified = settings.kvUnified || sequences === 1;
  const perStream = unified ? pad(asked) : pad(Math.ceil(asked / sequences));
  const streams = unified ? 1 : sequences;
  const context = perStream * streams;
  return {
    context,
    sequences,
    perStream,
    streams,
    unified,
    ubatch: Math.min(settings.ubatchTokens, settings.batchTokens, context),
  };
}

/** Cells a query can see in a layer with a window: the window of every sequence in the stream, plus one batch being written. */
export function windowCells(window: number, cells: Cells, full: boolean): number {
  if (full) return cells.perStream;
  return Math.min(cells.perStream, pad(window * (cells.unified ? cells.sequences : 1) + cells.ubatch));
}

/** The cache as llama.cpp keeps it: classes that know no window keep everything, unpacked MLA keeps a key and a value a head. */
function llamaShape(architecture: Architecture): CacheShape {
  const shape = cacheShape(architecture);
  const traits = ggufTraits(architecture);
  const unpacked = traits.latent === 'unpacked';
  if (traits.windowed && !unpacked) return shape;
  const layers = shape.layers.map((entry) => {
    const mixer = architecture.kinds[architecture.order[entry.layer] ?? 0]?.mixer;
    if (unpacked && mixer?.kind === 'mla') {
      return {
        ...entry,
        keyElementsPerToken: mixer.heads * (mixer.nopeDim + mixer.ropeDim),
        valueElementsPerToken: mixer.heads * mixer.valueDim,
      };
    }
    return traits.windowed ? entry : { ...entry, windowTokens: null };
  });
  return { ...shape, layers };
}

const memo = new WeakMap<Architecture, CacheProfile>();

export function llamaCacheProfile(architecture: Architecture): CacheProfile {
  let profile = memo.get(architecture);
  if (profile === undefined) {
    profile = profileCache(llamaShape(architecture), architecture.order.length);
    memo.set(architecture, profile);
  }
  return profile;
}

/** Cache bytes of layers `from` to `to`. */
export function cacheBytes(
  profile: CacheProfile,
  cells: Cells,
  settings: RunSettings,
  from: number,
  to: number,
): number {
  const key = cacheElementBytes(settings.kvCacheTypeK);
  const value = cacheElementBytes(settings.kvCacheTypeV);
  let bytes = 0;
  for (const group of profile.groups) {
    const layers = (group.before[to] ?? 0) - (group.before[from] ?? 0);
    if (layers === 0) continue;
    const perStream =
      group.windowTokens === null
        ? cells.perStream
        : windowCells(group.windowTokens, cells, settings.slidingWindowFull);
    bytes += layers * perStream * cells.streams * (group.keyElements * key + group.valueElements * value);
  }
  return bytes;
}
