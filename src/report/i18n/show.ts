/** What `catalog show` says around its facts. */
export interface ShowWords {
  readonly identity: string;
  readonly releaseUnknown: string;
  readonly visionTower: string;
  readonly aliases: string;
  readonly supersededBy: string;
  readonly architecture: string;
  readonly pattern: string;
  readonly layers: string;
  readonly mixer: string;
  readonly heads: string;
  readonly feedForward: string;
  readonly cache: string;
  readonly memory: string;
  /** Header of the weights column; `{tokens}` columns follow. */
  readonly weightsGib: string;
  readonly memoryNote: string;
  readonly lineage: string;
  readonly capabilities: string;
  readonly engines: string;
  readonly offers: string;
  readonly ability: string;
  readonly benchmark: string;
  readonly setting: string;
  readonly reportedBy: string;
  readonly source: string;
  readonly sources: string;
  readonly conflicts: string;
  readonly notes: string;
  readonly parameters: (counts: {
    readonly total: string;
    /** Null: all of them are active. */
    readonly active: string | null;
    readonly published: string | null;
    readonly precision: string;
  }) => string;
  readonly context: (native: string, extended: { readonly tokens: string; readonly by: string } | null) => string;
  readonly vision: (parameters: string, tokensPerImage: number | null) => string;
  readonly shape: (facts: {
    readonly layers: number;
    readonly hidden: number;
    readonly vocabulary: number;
    readonly tied: boolean;
  }) => string;
  readonly gguf: (name: string | null) => string;
  readonly windowed: (name: string, tokens: string) => string;
  readonly headsOf: (query: number, keyValue: number | null, size: number) => string;
  readonly linearHeads: (value: number, key: number, size: number) => string;
  readonly latent: (heads: number, size: number) => string;
  readonly dense: (width: number) => string;
  readonly experts: (facts: {
    readonly active: number;
    readonly all: number;
    readonly width: number;
    readonly shared: number;
  }) => string;
  readonly perThousand: (size: string, type: string) => string;
  readonly windows: (size: string) => string;
  readonly state: (size: string) => string;
  readonly noCache: () => string;
  readonly unpublished: (name: string) => string;
  readonly commercial: (allowed: 'yes' | 'no' | 'conditional' | 'unknown') => string;
  readonly gated: (gated: 'yes' | 'no' | 'unknown') => string;
  readonly ancestor: (facts: {
    readonly id: string;
    readonly relation: string;
    readonly of: string;
    readonly license: string | null;
  }) => string;
  readonly since: (version: string) => string;
  readonly conflict: (field: string, value: string, source: string) => string;
  readonly scores: (count: number) => string;
  readonly ofBase: () => string;
}
