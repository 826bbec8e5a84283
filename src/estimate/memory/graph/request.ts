import type { Architecture } from '../../../domain/architecture.ts';
import type { GraphNode, TensorGraph } from './tensor-graph.ts';

/** What of the run settings a graph depends on. */
export interface GraphRequest {
  /** Tokens of one step. */
  readonly tokens: number;
  /** Rows of logits that are reserved. */
  readonly outputs: number;
  readonly flash: boolean;
  readonly quantizedKeys: boolean;
  readonly quantizedValues: boolean;
  /** Cells a query sees, for a window or for the whole context. */
  readonly cells: (window: number | null) => number;
  readonly streams: number;
  /** CUDA fuses the router and the sum over experts, which keeps their inputs alive. */
  readonly fusedExperts: boolean;
}

/** Inputs of one cache: full and windowed layers have one each. */
export interface CacheInputs {
  readonly mask: GraphNode;
  readonly keyRows: GraphNode;
  readonly valueRows: GraphNode;
  readonly keyRotation: GraphNode | null;
  readonly valueRotation: GraphNode | null;
}

/** Bytes a layer's weights take when they must be copied to the device for a step; 0 where they already are. */
export type CopiedBytes = (tensor: string) => number;

/** Everything the builders of single blocks need. */
export interface BuildContext {
  readonly architecture: Architecture;
  readonly request: GraphRequest;
  readonly graph: TensorGraph;
  readonly weights: GraphNode;
  readonly cache: GraphNode;
  readonly positions: GraphNode;
  readonly caches: ReadonlyMap<number | null, CacheInputs>;
  /** Weights and cache of the layer being built, where they are on the host. */
  readonly copied: CopiedBytes;
  readonly cacheOnHost: boolean;
}

export const F32 = 4;
