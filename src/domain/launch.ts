/** Everything needed to start the engine; `command` and `args` run without a shell. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** Commands to run before, e.g. a download or `ollama create`. */
  readonly prepare: readonly { readonly command: string; readonly args: readonly string[] }[];
  /** Commands to run once the server is up, in order. */
  readonly after: readonly { readonly command: string; readonly args: readonly string[] }[];
  /** OpenAI-compatible base URL once it runs. */
  readonly baseUrl: string;
  /** What is loaded: a hub repository (and file), an Ollama tag. */
  readonly artifact: {
    readonly kind: 'hub' | 'ollama';
    readonly ref: string;
    readonly file?: string;
    readonly publishedBy: 'publisher' | 'community' | 'convert';
  };
}
