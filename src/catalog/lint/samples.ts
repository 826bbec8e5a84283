import type { Section } from '../schema/kinds.ts';

/** A map as an author could write it. */
type Fields = Readonly<Record<string, unknown>>;

/** Small valid entries that the examples of the rules are made from: each example names only what it is about. */
const SAMPLES = {
  devices: {
    id: 'card-24',
    name: 'Card 24',
    vendor: 'nvidia',
    kind: 'gpu',
    generation: 'Sample',
    form: 'desktop',
    memoryOptionsBytes: ['24GiB'],
    bandwidthBytesPerSecond: '1000 GB/s',
    confidence: 'high',
    sources: ['https://example.org/card-24'],
  },
  hosts: {
    id: 'desktop-ddr5',
    name: 'Desktop with DDR5',
    match: ['sample cpu'],
    channels: 2,
    speedMegatransfersPerSecond: 5600,
    bandwidthBytesPerSecond: '89.6 GB/s',
    class: 'desktop',
    sources: ['https://example.org/desktop'],
  },
  tensorTypes: { id: 'Q8_0', blockSize: 32, blockBytes: 34, source: 'https://example.org/types' },
  quantizations: {
    id: 'INT8',
    format: 'gptq',
    kernel: 'gptq',
    rule: { kind: 'linear-bits', bits: 8, embeddings: 'sixteen-bit' },
    nominalBits: 8,
    divergence: { k: 0.001, basis: 'assumed', source: 'https://example.org/divergence' },
    speedClass: 'Q8_0',
    offers: 'repository',
  },
  engines: {
    id: 'vllm',
    name: 'vLLM',
    version: '1.0',
    status: 'active',
    homepage: 'https://example.org/vllm',
    port: 8000,
    concurrency: 'many',
    maturity: 0.9,
    ladder: ['INT8'],
    gates: [{ kernels: ['gptq'], backends: ['cuda'], outcome: 'native', source: 'https://example.org/gates' }],
    constants: {},
    kvCacheTypes: ['f16'],
    sources: ['https://example.org/vllm'],
  },
  licenses: {
    id: 'sample-1.0',
    name: 'Sample License 1.0',
    publisher: 'Sample',
    family: 'sample',
    category: 'permissive',
    source: 'https://example.org/license',
    evidenceGrade: 'primary-text',
    openness: { osiApproved: true, osaidCompatible: true, mofOpen: true },
    commercialUse: { allowed: 'yes' },
    terms: {
      redistribution: { allowed: 'yes' },
      derivatives: { allowed: 'yes' },
      outputs: { restriction: 'none' },
      hosting: { allowed: 'yes' },
      patent: { grant: 'yes' },
      copyleft: 'none',
      acceptance: 'by-use',
      propagation: 'notice-only',
    },
  },
  policies: { version: 1, name: 'sample', accept: ['allowed'], licenses: { default: 'judge' } },
  profiles: {
    id: 'chat',
    weights: { quality: 5, language: 2, speed: 2, ttft: 1, context: 1, headroom: 1, license: 1, engine: 1, recency: 1 },
    abilities: { general: 0.75, reasoning: 0.25 },
    roles: ['instruct'],
    needs: {
      minTokensPerSecond: 3,
      enoughTokensPerSecond: 40,
      goodTimeToFirstTokenSeconds: 1,
      badTimeToFirstTokenSeconds: 15,
      maxTimeToFirstTokenSeconds: 30,
    },
    defaults: { contextTokens: 8192, promptTokens: 1024, outputTokens: 512 },
    thinkingTokens: 0,
  },
} as const satisfies Partial<Readonly<Record<Section, Fields>>>;

/** A sample entry with some fields changed; `undefined` takes a field away. */
export function sample(section: keyof typeof SAMPLES, changes: Fields = {}): Fields {
  return Object.fromEntries(
    Object.entries({ ...SAMPLES[section], ...changes }).filter(([, value]) => value !== undefined),
  );
}

/** Files of an example. JSON is YAML, so values need no second notation. */
export function files(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([path, value]) => [path, `${JSON.stringify(value, null, 1)}\n`]),
  );
}
