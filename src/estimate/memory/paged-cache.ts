import type { Architecture } from '../../domain/architecture.ts';
import type { CacheShape, KvCacheType } from '../../domain/memory.ts';
import { cacheElementBytes, cacheShape } from '../kv-cache.ts';
import { type CacheGroup, type CacheProfile, profileCache } from './cache-groups.ts';

/** Tokens of one page (vllm-project/vllm vllm/config/cache.py, block_size). */
const BLOCK_TOKENS = 16;

/** Layers that draw pages from the pool together. */
interface PageGroup {
  readonly kind: 'full' | 'window' | 'state';
  readonly windowTokens: number;
}

/** A paged cache on one rank. Groups hold equally many layers, padded, and pages of one size (vllm-project/vllm vllm/v1/core/kv_cache_utils.py). */
export interface PagedCache {
  readonly groups: readonly PageGroup[];
  /** Bytes one token costs in one group. */
  readonly groupBytesPerToken: number;
  /** Tokens in a page; larger than 16 where a page must hold a recurrent state. */
  readonly blockTokens: number;
  /** Bytes one token costs in all groups, as the engine counts its capacity. */
  readonly bytesPerToken: number;
}

const memo = new WeakMap<Architecture, CacheProfile>();

function profileOf(architecture: Architecture): CacheProfile {
  let profile = memo.get(architecture);
  if (profile === undefined) {
    profile = profileCache(withCrossLayers(architecture), architecture.order.length);
    memo.set(architecture, profile);
  }
  return profile;
}

/** Pages are made for every attention layer, also for those that look at image tokens only (measured with Llama 3.2 Vision). */
function withCrossLayers(architecture: Architecture): CacheShape {
  const shape = cacheShape(architecture);
  const cross: CacheShape['layers'][number][] = [];
  architecture.order.forEach((index, layer) => {
    const mixer = architecture.kinds[index]?.mixer;
    if (mixer?.kind !== 'attention' || mixer.span.kind !== 'cross') return;
    const elements = mixer.kvHeads * mixer.headDim;
    cross.push({
      layer,
      keyElementsPerToken: elements,
      valueElementsPerToken: elements,
      windowTokens: null,
      splits: 'by-kv-head',
      kvHeads: mixer.kvHeads,
    });
  });
  return cross.length === 0 ? shape : { ...shape, layers: [...shape.layers, ...cross] };
}

/** Key heads are copied to every rank when there are fewer heads than ranks; latent vectors always are. */
function rankShare(group: CacheGroup, tensorParallel: number): number {
  return group.splits === 'never' ? 1 : Math.ceil(group.kvHeads / tensorParallel) / group.kvHeads;
}

const caches = new WeakMap<Architecture, Map<string, PagedCache>>();

/** The cache of one rank, kept per architecture: every quantization of a model asks for it. */
export function pagedCache(
  architecture: Architecture,
  typeK: KvCacheType,
  typeV: KvCacheType,
  tensorParallel: number,
  pipelineParallel: number,
): PagedCache {
  let known = caches.get(architecture);
  if (known === undefined) {
    known = new Map();
    caches.set(architecture, known);
  }
  const key = `${typeK} ${typeV} ${tensorParallel} ${pipelineParallel}`;
  let cache = known.get(key);
  if (cache === undefined) {
    cache = buildCache(architecture, typeK, typeV, tensorParallel, pipelineParallel);
    known.set(key, cache);
  }
  return cache;
}

function buildCache(
  architecture: Architecture,
  typeK: KvCacheType,
  typeV: KvCacheType,
  tensorParallel: number,
  pipelineParallel: number,
): PagedCache {
  const profile = profileOf(architecture);
  const key = cacheElementBytes(typeK);
  const value = cacheElementBytes(typeV);
  const stage = (layers: number): number => Math.ceil(layers / pipelineParallel);
  const perToken = (group: CacheGroup): number =>
    (group.keyElements * key + group.valueElements * value) * rankShare(group, tensorParallel);

  const windows = new Map<number | null, number>();
  let widest = 0;
  let total = 0;
  for (const group of profile.groups) {
    windows.set(group.windowTokens, (windows.get(group.windowTokens) ?? 0) + group.count);
    widest = Math.max(widest, perToken(group));
    total += perToken(group) * group.count;
  }
  const states = countStates(profile);
  const kinds = windows.size + (states > 0 ? 1 : 0);
  if (kinds <= 1) {
    const [window = null] = windows.keys();
    const groups: PageGroup[] =
      windows.size === 0 ? [] : [{ kind: window === null ? 'full' : 'window', windowTokens: window ?? 0 }];
    const bytes = total / pipelineParallel;
    return { groups, groupBytesPerToken: bytes, blockTokens: BLOCK_TOKENS, bytesPerToken: bytes };
  }

  const sizes = [...windows.values(), ...(states > 0 ? [states] : [])].map(stage);
  const groupSize = Math.min(...sizes);
  const groups: PageGroup[] = [];
  for (const [window, count] of windows) {
    const kind = window === null ? 'full' : 'window';
    for (let used = 0; used < stage(count); used += groupSize) groups.push({ kind, windowTokens: window ?? 0 });
  }
  for (let used = 0; used < stage(states); used += groupSize) groups.push({ kind: 'state', windowTokens: 0 });
  // A page holds the whole state of a layer, so pages of attention layers grow until they are as large.
  const statePage = states > 0 ? profile.stateBytes / states / tensorParallel : 0;
  const blocks = widest > 0 ? Math.max(1, Math.ceil(statePage / widest / BLOCK_TOKENS)) : 1;
  const groupBytesPerToken = groupSize * widest;
  return {
    groups,
    groupBytesPerToken,
    blockTokens: blocks * BLOCK_TOKENS,
    bytesPerToken: groupBytesPerToken * groups.length,
  };
}

function countStates(profile: CacheProfile): number {
  let count = 0;
  for (let layer = 1; layer < profile.stateBefore.length; layer += 1) {
    if ((profile.stateBefore[layer] ?? 0) > (profile.stateBefore[layer - 1] ?? 0)) count += 1;
  }
  return count;
}

/**
 * Tokens the engine says a pool of this size holds: whole pages, shared out over the groups.
 * As vLLM printed it through 0.19; later versions print sequences times length where windows or recurrent states make that more.
 */
export function poolTokens(cache: PagedCache, bytes: number): number {
  if (cache.bytesPerToken === 0) return 0;
  const pages = Math.floor(bytes / (cache.groupBytesPerToken * cache.blockTokens));
  return Math.floor(pages / cache.groups.length) * cache.blockTokens;
}

/** Bytes one sequence of `context` tokens needs. A window keeps what a prefill step still reads (v1/kv_cache_interface.py). */
export function sequenceBytes(cache: PagedCache, context: number, batchedTokens: number): number {
  let blocks = 0;
  for (const group of cache.groups) {
    if (group.kind === 'state') blocks += 1;
    else if (group.kind === 'full') blocks += Math.ceil(context / cache.blockTokens);
    else blocks += Math.ceil(Math.min(group.windowTokens - 1 + batchedTokens, context) / cache.blockTokens) + 1;
  }
  return blocks * cache.blockTokens * cache.groupBytesPerToken;
}
