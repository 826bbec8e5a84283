import type { Tokens } from '../units/quantities.ts';

/** How far back a query looks. `sliding` and `chunked` bound what must be kept; `cross` attends to image tokens only. */
export type AttentionSpan =
  | { readonly kind: 'full' }
  | { readonly kind: 'sliding'; readonly window: Tokens }
  | { readonly kind: 'chunked'; readonly chunk: Tokens }
  | { readonly kind: 'cross' };

/** What mixes tokens in one layer. Dimensions are those of the model's own config. */
export type Mixer =
  /** MHA, GQA and MQA: the kind follows from `heads` and `kvHeads`. */
  | {
      readonly kind: 'attention';
      readonly heads: number;
      readonly kvHeads: number;
      readonly headDim: number;
      /** Value head size where it differs from the key's (MiMo-V2). */
      readonly valueHeadDim?: number;
      readonly span: AttentionSpan;
      /** `shared`: the layer reads an earlier layer's cache and owns none (Gemma 3n, Gemma 4 E2B/E4B). */
      readonly cache?: 'own' | 'shared' | 'none';
      /** Extra tensors of this layer that hold parameters. */
      readonly qkvBias?: true;
      readonly outputBias?: true;
      readonly qkNorm?: 'per-head' | 'full-width';
      /** Keys equal values (Gemma 4 large): one projection fewer. */
      readonly keyIsValue?: true;
      /** A second query-sized projection that gates the output (Qwen3-Next and later). */
      readonly outputGate?: true;
      readonly sinks?: true;
    }
  /** Multi-head latent attention: the cache holds `kvRank + ropeDim` per token once, not per head. */
  | {
      readonly kind: 'mla';
      readonly heads: number;
      /** 0: queries are not compressed. */
      readonly queryRank: number;
      readonly kvRank: number;
      readonly nopeDim: number;
      readonly ropeDim: number;
      readonly valueDim: number;
      /** DeepSeek sparse attention's indexer; `own: false` layers reuse a neighbour's. */
      readonly indexer?: { readonly heads: number; readonly dim: number; readonly topK: number; readonly own: boolean };
    }
  | {
      readonly kind: 'linear';
      readonly variant: 'gated-delta-net' | 'kda' | 'lightning';
      readonly keyHeads: number;
      readonly valueHeads: number;
      readonly keyDim: number;
      readonly valueDim: number;
      /** 0: no convolution before the scan. */
      readonly convWidth: number;
    }
  | {
      readonly kind: 'mamba2';
      readonly heads: number;
      readonly headDim: number;
      readonly stateSize: number;
      readonly groups: number;
      readonly convWidth: number;
    }
  | {
      readonly kind: 'mamba1';
      readonly innerSize: number;
      readonly stateSize: number;
      readonly timeStepRank: number;
      readonly convWidth: number;
    }
  | { readonly kind: 'short-conv'; readonly width: number }
  /** Compressed sparse attention (DeepSeek V4): one entry of `dim` per `ratio` tokens, plus a window. */
  | {
      readonly kind: 'compressed';
      readonly heads: number;
      readonly headDim: number;
      readonly ratio: number;
      readonly dim: number;
      readonly window: Tokens;
    }
  /** Attention and an SSM side by side in one layer (Falcon-H1). */
  | { readonly kind: 'parallel'; readonly attention: Mixer; readonly state: Mixer }
  /** A layer that is only a feed-forward block (Nemotron-H). */
  | { readonly kind: 'none' };

export type FeedForward =
  /** `gated`: three matrices (SwiGLU, GeGLU); `plain`: two. */
  | { readonly kind: 'dense'; readonly width: number; readonly form: 'gated' | 'plain'; readonly bias?: true }
  | {
      readonly kind: 'moe';
      readonly experts: number;
      readonly expertsPerToken: number;
      readonly expertWidth: number;
      readonly form: 'gated' | 'plain';
      /** Total width of the experts every token passes; 0 when there are none. */
      readonly sharedWidth: number;
      /** Dense block in parallel with the experts (Gemma 4 26B-A4B); 0 when there is none. */
      readonly denseWidth?: number;
      /** Routed experts work in a smaller space (Kimi K3). */
      readonly latentSize?: number;
      readonly bias?: true;
    }
  | { readonly kind: 'none' };

/** One kind of layer; a model is a sequence of few kinds. */
export interface LayerKind {
  readonly mixer: Mixer;
  readonly feedForward: FeedForward;
}

/** What the weights of a model are made of, as facts of its config. Everything else about memory is computed from this. */
export interface Architecture {
  /** The class name in `config.json › architectures`, e.g. `Qwen3MoeForCausalLM`. */
  readonly className: string;
  /** llama.cpp's `general.architecture`, e.g. `qwen3moe`; absent where llama.cpp cannot load it. Tensor names and the mix rules follow it. */
  readonly gguf?: string;
  readonly hiddenSize: number;
  readonly vocabSize: number;
  readonly embeddings: 'tied' | 'untied';
  readonly norm: 'rms' | 'layer';
  /** Distinct layer kinds; `order[i]` is the index of layer i's kind. */
  readonly kinds: readonly LayerKind[];
  readonly order: readonly number[];
  /** Multi-token-prediction layers that engines load only for speculative decoding. */
  readonly predictionLayers?: number;
  /** Attention without a causal mask (encoders): no KV cache. */
  readonly direction?: 'bidirectional';
  /** Parameters outside the layers, embeddings and head that must be resident, e.g. per-layer embeddings or n-gram tables. */
  readonly extraParameters?: readonly {
    readonly what: string;
    readonly parameters: number;
    readonly placement: 'device' | 'host';
  }[];
}
