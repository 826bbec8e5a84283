import type { Architecture } from '../../domain/architecture.ts';
import type { RunSettings } from '../../domain/memory.ts';
import { cacheElementBytes } from '../kv-cache.ts';
import { buildGraph, cacheNeeds, representative, type Segment } from './graph/build.ts';
import { keptWindow } from './graph/mixers.ts';
import { peakBytes } from './graph/peak.ts';
import type { GraphRequest } from './graph/request.ts';
import { type Cells, windowCells } from './llama-cells.ts';

/** Logit rows the engine reserves: a whole batch in libraries and tools, one a slot in llama-server. */
function reservedRows(settings: RunSettings, cells: Cells): number {
  return settings.logitsReserve === 'batch' ? cells.ubatch : Math.min(cells.ubatch, cells.sequences);
}

export function graphRequest(settings: RunSettings, cells: Cells, fusedExperts: boolean): GraphRequest {
  return {
    tokens: cells.ubatch,
    outputs: reservedRows(settings, cells),
    flash: settings.flashAttention === 'on',
    quantizedKeys: cacheElementBytes(settings.kvCacheTypeK) < 2,
    quantizedValues: cacheElementBytes(settings.kvCacheTypeV) < 2,
    cells: (window) => (window === null ? cells.perStream : windowCells(window, cells, settings.slidingWindowFull)),
    streams: cells.streams,
    fusedExperts,
  };
}

const windowsMemo = new WeakMap<Architecture, readonly (number | null)[]>();

function windowsOf(architecture: Architecture): readonly (number | null)[] {
  let windows = windowsMemo.get(architecture);
  if (windows === undefined) {
    windows = [...new Set(architecture.kinds.map((kind) => keptWindow({ architecture }, kind.mixer)))];
    windowsMemo.set(architecture, windows);
  }
  return windows;
}

/** Answers are kept per architecture: every quantization of a model asks for the same graphs. */
interface Known {
  readonly segments: Map<string, number>;
  readonly hosts: Map<string, number>;
}

const known = new WeakMap<Architecture, Known>();
/** Checkpoints of one shape (a base model and its fine-tunes) share their answers. */
const byShape = new Map<string, Known>();
const MOST_KEPT = 512;

function knownOf(architecture: Architecture): Known {
  const found = known.get(architecture);
  if (found !== undefined && found.segments.size < MOST_KEPT && found.hosts.size < MOST_KEPT) return found;
  const { gguf, hiddenSize, vocabSize, norm, kinds } = architecture;
  const shape = JSON.stringify([gguf, hiddenSize, vocabSize, norm, kinds, wholeModel(architecture)]);
  let shared = byShape.get(shape);
  if (shared === undefined || shared === found) {
    if (byShape.size >= MOST_KEPT) byShape.clear();
    shared = { segments: new Map(), hosts: new Map() };
    byShape.set(shape, shared);
  }
  known.set(architecture, shared);
  return shared;
}

/** Names everything of a request that a graph's size depends on. */
export function requestKey(architecture: Architecture, request: GraphRequest): string {
  let key = `${request.tokens} ${request.outputs} ${request.streams} `;
  key += `${request.flash ? 1 : 0}${request.quantizedKeys ? 1 : 0}${request.quantizedValues ? 1 : 0}${request.fusedExperts ? 1 : 0}`;
  for (const window of windowsOf(architecture)) key += ` ${request.cells(window)}`;
  return key;
}

/** Compute buffer of one segment of the model, in bytes. `variant` names the segment among those of the architecture. */
export function segmentBytes(
  architecture: Architecture,
  request: GraphRequest,
  key: string,
  variant: string,
  segment: () => Segment,
): number {
  const { segments } = knownOf(architecture);
  const name = `${key} ${variant}`;
  let bytes = segments.get(name);
  if (bytes === undefined) {
    bytes = peakBytes(buildGraph(architecture, request, segment()));
    segments.set(name, bytes);
  }
  return bytes;
}

const keptLayers = new WeakMap<Architecture, readonly number[]>();

/** The layers of a whole model that decide its peak. */
export function wholeModel(architecture: Architecture): readonly number[] {
  let kinds = keptLayers.get(architecture);
  if (kinds === undefined) {
    kinds = representative(architecture.order);
    keptLayers.set(architecture, kinds);
  }
  return kinds;
}

/** Pinned host buffer: masks and cache indices of every copy, token embeddings as read and as given. */
export function hostGraphBytes(architecture: Architecture, request: GraphRequest, key: string, copies: number): number {
  const { hosts } = knownOf(architecture);
  let inputs = hosts.get(key);
  if (inputs === undefined) {
    inputs = 0;
    for (const need of cacheNeeds(architecture, request, architecture.order)) {
      inputs +=
        need.maskBytes + need.valueRowBytes + 8 * request.tokens + need.keyRotationBytes + need.valueRotationBytes;
    }
    hosts.set(key, inputs);
  }
  return inputs * copies + 8 * request.tokens * architecture.hiddenSize;
}

/** On the CPU the whole graph and its inputs share one buffer; embeddings that could be given instead of tokens stay in it. */
export function cpuGraphBytes(architecture: Architecture, request: GraphRequest): number {
  const onCpu = request.fusedExperts ? { ...request, fusedExperts: false } : request;
  const whole = (): Segment => ({
    kinds: wholeModel(architecture),
    starts: 'embedding',
    ends: 'output',
    copies: 1,
    hostLayers: 0,
    copied: () => 0,
    cacheOnHost: false,
  });
  const peak = segmentBytes(architecture, onCpu, requestKey(architecture, onCpu), 'cpu', whole);
  return peak + 4 * request.tokens * architecture.hiddenSize;
}

/** How far the engine may be above: classes whose graphs are known tensor by tensor fit closely, recurrences less. */
export function computeSlack(architecture: Architecture): number {
  if (architecture.gguf === undefined) return 0.5;
  const recurrent = architecture.kinds.some(
    ({ mixer }) => mixer.kind !== 'attention' && mixer.kind !== 'mla' && mixer.kind !== 'none',
  );
  if (recurrent) return 0.25;
  return architecture.kinds.some((kind) => kind.feedForward.kind === 'moe') ? 0.03 : 0.01;
}
