import type { Architecture, FeedForward, LayerKind, Mixer } from '../../domain/architecture.ts';
import type { RunSettings } from '../../domain/memory.ts';
import { ggufTraits } from '../../quantization/gguf-traits.ts';
import { cacheElementBytes } from '../kv-cache.ts';
import { type Cells, windowCells } from './llama-cells.ts';

/**
 * Size of llama.cpp's compute buffers: the largest of three places of the graph, in bytes.
 * Derived from ggml-org/llama.cpp src/llama-graph.cpp and ggml/src/ggml-alloc.c (what is alive at the same time), and checked against
 * the engine's own allocations; read 2026-11.
 */
export interface GraphPlaces {
  /** Logits of the reserved outputs and the last hidden state. */
  readonly output: number;
  /** Largest layer, without the attention mask. */
  readonly layer: number;
  readonly mask: number;
  /** How far the engine's own buffer may be above: wide experts, latent attention and recurrences fragment it. */
  readonly slack: number;
}

const F32 = 4;

function maskBytes(architecture: Architecture, settings: RunSettings, cells: Cells): number {
  const element = settings.flashAttention === 'on' ? 2 : 4;
  const rows = cells.ubatch * element;
  let bytes = 0;
  const seen = new Set<number>();
  for (const kind of architecture.kinds) {
    const window = attentionWindow(architecture, kind.mixer);
    const width = window === null ? cells.perStream : windowCells(window, cells, settings.slidingWindowFull);
    // One mask for the full layers and one for the windowed ones; a windowed cache as large as the context still has its own.
    const key = window ?? 0;
    if (seen.has(key) || !attends(kind.mixer)) continue;
    seen.add(key);
    bytes += rows * width;
  }
  return bytes;
}

function attends(mixer: Mixer): boolean {
  return mixer.kind === 'attention' || mixer.kind === 'mla' || mixer.kind === 'parallel' || mixer.kind === 'compressed';
}

function attentionWindow(architecture: Architecture, mixer: Mixer): number | null {
  if (!ggufTraits(architecture).windowed) return null;
  if (mixer.kind === 'parallel') return attentionWindow(architecture, mixer.attention);
  if (mixer.kind !== 'attention') return null;
  if (mixer.span.kind === 'sliding') return mixer.span.window;
  return mixer.span.kind === 'chunked' ? mixer.span.chunk : null;
}

/** Elements alive per token in the feed-forward block. */
function feedForwardElements(feedForward: FeedForward, hidden: number): number {
  if (feedForward.kind === 'none') return 2 * hidden;
  if (feedForward.kind === 'dense') return 3 * feedForward.width + 3 * hidden;
  const { expertsPerToken: used, expertWidth } = feedForward;
  return Math.max(3 * used * expertWidth + 3 * hidden, 2 * used * hidden + used * expertWidth + 2 * hidden);
}

/** Bytes alive in the attention of one layer, without the mask. */
function attentionBytes(architecture: Architecture, mixer: Mixer, settings: RunSettings, cells: Cells): number {
  const d = architecture.hiddenSize;
  const u = cells.ubatch;
  if (mixer.kind === 'parallel') return attentionBytes(architecture, mixer.attention, settings, cells);
  const flash = settings.flashAttention === 'on';
  const keyBytes = cacheElementBytes(settings.kvCacheTypeK);
  if (mixer.kind === 'attention') {
    const query = mixer.heads * mixer.headDim;
    const kv = mixer.kvHeads * mixer.headDim;
    const window = attentionWindow(architecture, mixer);
    const seen = window === null ? cells.perStream : windowCells(window, cells, settings.slidingWindowFull);
    if (!flash) return F32 * u * (seen * mixer.heads + 3 * d + query + 2 * kv);
    // A quantized cache is unpacked to 16 bits, one layer at a time.
    const unpacked = keyBytes < 2 ? 4 * kv * seen * cells.streams : 0;
    return F32 * u * (2 * query + 2 * d) + unpacked;
  }
  if (mixer.kind === 'mla') {
    const query = mixer.heads * (mixer.kvRank + mixer.ropeDim);
    if (!flash) return F32 * u * (cells.perStream * mixer.heads + query + 2 * d);
    const unpacked = keyBytes < 2 ? 2 * (mixer.kvRank + mixer.ropeDim) * cells.perStream : 0;
    return F32 * u * (2 * query + 2 * d) + unpacked;
  }
  if (mixer.kind === 'linear') {
    const inner = mixer.valueHeads * mixer.valueDim;
    return F32 * u * (6 * inner + 2 * mixer.keyHeads * mixer.keyDim + 2 * d);
  }
  if (mixer.kind === 'mamba2') return F32 * u * (5 * mixer.heads * mixer.headDim + 2 * d);
  if (mixer.kind === 'mamba1') return F32 * u * (5 * mixer.innerSize + 2 * d);
  return F32 * u * 4 * d;
}

function slackOf(architecture: Architecture): number {
  if (architecture.gguf === undefined) return 0.5;
  const fragmented = architecture.kinds.some(
    (kind: LayerKind) => kind.mixer.kind !== 'attention' && kind.mixer.kind !== 'none',
  );
  if (fragmented) return 0.25;
  return architecture.kinds.some((kind) => kind.feedForward.kind === 'moe') ? 0.14 : 0.02;
}

/** Logit rows the engine reserves: a whole batch in libraries and tools, one a slot in llama-server. */
export function reservedRows(settings: RunSettings, cells: Cells): number {
  return settings.logitsReserve === 'batch' ? cells.ubatch : Math.min(cells.ubatch, cells.sequences);
}

export function graphPlaces(architecture: Architecture, settings: RunSettings, cells: Cells): GraphPlaces {
  const { hiddenSize: d, vocabSize } = architecture;
  const u = cells.ubatch;
  let layer = 0;
  for (const kind of architecture.kinds) {
    layer = Math.max(
      layer,
      F32 * u * feedForwardElements(kind.feedForward, d),
      attentionBytes(architecture, kind.mixer, settings, cells),
    );
  }
  return {
    output: F32 * (reservedRows(settings, cells) * vocabSize + u * d),
    layer,
    mask: maskBytes(architecture, settings, cells),
    slack: slackOf(architecture),
  };
}

/** Pinned host buffer: the masks, and token embeddings in and out. */
export function hostGraphBytes(
  architecture: Architecture,
  settings: RunSettings,
  cells: Cells,
  copies: number,
): number {
  const { mask } = graphPlaces(architecture, settings, cells);
  const conversion = settings.flashAttention === 'on' ? 0 : 2;
  return mask * copies + cells.ubatch * architecture.hiddenSize * (8 + conversion);
}
