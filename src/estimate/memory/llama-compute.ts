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

/** Answers are kept per architecture: every quantization of a model asks for the same graph. */
const peaks = new WeakMap<Architecture, Map<string, number>>();
const MOST_KEPT = 256;

/** Compute buffer of one segment of the model, in bytes. `variant` names what the copied weights depend on. */
export function segmentBytes(
  architecture: Architecture,
  request: GraphRequest,
  segment: Segment,
  variant: string,
): number {
  const cells = windowsOf(architecture).map(request.cells).join(',');
  const key = `${request.tokens}/${request.outputs}/${request.flash}/${request.quantizedKeys}/${request.quantizedValues}/${cells}/${request.streams}/${request.fusedExperts}/${segment.kinds.join(',')}/${segment.starts}/${segment.ends}/${segment.copies}/${segment.hostLayers}/${segment.cacheOnHost}/${variant}`;
  let known = peaks.get(architecture);
  if (known === undefined || known.size >= MOST_KEPT) {
    known = new Map();
    peaks.set(architecture, known);
  }
  let bytes = known.get(key);
  if (bytes === undefined) {
    bytes = peakBytes(buildGraph(architecture, request, segment));
    known.set(key, bytes);
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
export function hostGraphBytes(architecture: Architecture, request: GraphRequest, copies: number): number {
  let inputs = 0;
  for (const need of cacheNeeds(architecture, request, architecture.order)) {
    inputs +=
      need.maskBytes + need.valueRowBytes + 8 * request.tokens + need.keyRotationBytes + need.valueRotationBytes;
  }
  return inputs * copies + 8 * request.tokens * architecture.hiddenSize;
}

/** How far the engine may be above: classes whose graphs are known tensor by tensor fit closely, recurrences less. */
export function computeSlack(architecture: Architecture): number {
  if (architecture.gguf === undefined) return 0.5;
  const recurrent = architecture.kinds.some(
    ({ mixer }) => mixer.kind !== 'attention' && mixer.kind !== 'mla' && mixer.kind !== 'none',
  );
  if (recurrent) return 0.25;
  return architecture.kinds.some((kind) => kind.feedForward.kind === 'moe') ? 0.05 : 0.02;
}
