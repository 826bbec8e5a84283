import type { Architecture, Mixer } from '../domain/architecture.ts';
import type { Catalog, CatalogDetails, EntryDetails } from '../domain/catalog.ts';
import type { CacheShape } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { CatalogShowResult, Envelope } from '../domain/result.ts';
import { SCHEMA_VERSION } from '../domain/schema-version.ts';
import type {
  Ancestor,
  MixerName,
  ShownArchitecture,
  ShownCache,
  ShownLicense,
  ShownMemory,
  ShownModel,
} from '../domain/shown-model.ts';
import { loadsFormat } from '../engine/gates.ts';
import { engineModule } from '../engine/registry.ts';
import { cacheElementBytes, cacheShape } from '../estimate/kv-cache.ts';
import { layoutWeights } from '../quantization/weights.ts';
import { bytes, parameters, tokens } from '../units/quantities.ts';
import { contextLimit } from './needs.ts';
import { compareText } from './rank.ts';
import { requireModel } from './why.ts';

/** Where a model is looked up. `details` belong to the same catalog. */
export interface ShowInput {
  readonly catalog: Catalog;
  readonly details: CatalogDetails;
  readonly tool: Envelope['tool'];
}

/** Everything the catalog knows of one model. Throws {@link AdvisorError} (`usage`) for an unknown or ambiguous name. */
export function showModel(name: string, { catalog, details, tool }: ShowInput): CatalogShowResult {
  const model = requireModel(name, catalog.models);
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    catalog: { version: catalog.version, sha256: catalog.sha256 },
    command: 'catalog show',
    model: describe(model, details.entries.models?.[model.id] ?? {}, catalog),
  };
}

function describe(model: ModelSpec, details: EntryDetails, catalog: Catalog): ShownModel {
  const { vision, context, architecture } = model;
  const { extended } = context;
  return {
    id: model.id,
    name: model.name,
    family: model.family,
    role: model.role,
    status: model.status,
    parameters: model.parameters,
    released: model.released ?? null,
    series: model.series,
    publisher: model.publisher,
    supersededBy: model.supersededBy ?? null,
    aliases: model.aliases,
    publishedParameters: details.publishedParameters === undefined ? null : parameters(details.publishedParameters),
    modalities: model.modalities,
    vision:
      vision === undefined
        ? null
        : {
            parameters: vision.parameters,
            tokensPerImage: vision.tokensPerImage === undefined ? null : tokens(vision.tokensPerImage),
          },
    context: { nativeTokens: context.native, extended: extended ?? null },
    nativePrecision: model.nativePrecision,
    architecture: showArchitecture(architecture),
    cache: showCache(cacheShape(architecture)),
    memory: showMemory(model, catalog),
    license: showLicense(model, catalog),
    lineage: lineageOf(model, catalog),
    languages: model.languages,
    capabilities: model.capabilities,
    engines: catalog.engines
      .filter(({ id }) => model.engines[id] !== undefined)
      .map(({ id }) => ({ id, since: model.engines[id]?.since ?? null, tag: model.engines[id]?.tag ?? null }))
      .sort((a, b) => compareText(a.id, b.id)),
    weights: model.weights,
    ability: model.ability,
    scores: details.scores ?? model.scores ?? [],
    sources: sourcesOf(details.sources),
    conflicts: details.conflicts ?? [],
    notes: details.notes ?? [],
  };
}

function showArchitecture(architecture: Architecture): ShownArchitecture {
  const { className, gguf, hiddenSize, vocabSize, embeddings, kinds, order } = architecture;
  return {
    className,
    gguf: gguf ?? null,
    hiddenSize,
    vocabSize,
    embeddings,
    layers: order.length,
    kinds: kinds.map(({ mixer, feedForward }, kind) => ({
      count: order.filter((index) => index === kind).length,
      name: nameOf(mixer),
      mixer,
      feedForward,
    })),
    order,
  };
}

function nameOf(mixer: Mixer): MixerName {
  if (mixer.kind === 'linear') return mixer.variant;
  if (mixer.kind !== 'attention') return mixer.kind;
  if (mixer.kvHeads === mixer.heads) return 'mha';
  return mixer.kvHeads === 1 ? 'mqa' : 'gqa';
}

/** The type every engine defaults to for 16-bit caches. */
const CACHE_TYPE = 'f16';

/** Bytes of all layers' caches for a context: windows keep no more than they span. */
function cacheBytes({ layers }: CacheShape, contextTokens: number, which: 'growing' | 'windows' | 'all'): number {
  const elements = layers.reduce((sum, layer) => {
    if ((which === 'growing' && layer.windowTokens !== null) || (which === 'windows' && layer.windowTokens === null))
      return sum;
    const kept = Math.min(contextTokens, layer.windowTokens ?? contextTokens);
    return sum + kept * (layer.keyElementsPerToken + layer.valueElementsPerToken);
  }, 0);
  return Math.ceil(elements * cacheElementBytes(CACHE_TYPE));
}

function showCache(shape: CacheShape): ShownCache {
  return {
    type: CACHE_TYPE,
    bytesPerThousandTokens: bytes(cacheBytes(shape, 1000, 'growing')),
    windowBytes: bytes(cacheBytes(shape, Number.MAX_SAFE_INTEGER, 'windows')),
    stateBytes: bytes(shape.stateBytesPerSequence),
  };
}

/** What is shown unasked: the usual small and large GGUF files, and the formats of serving engines. */
const QUANTIZATIONS: readonly string[] = ['Q4_K_M', 'Q8_0', 'FP8', 'BF16', 'MXFP4_MOE', 'MXFP4'];
const CONTEXTS: readonly number[] = [8192, 32_768, 131_072];
const STORED_BITS: Readonly<Record<ModelSpec['nativePrecision'], number>> = {
  bf16: 16,
  fp16: 16,
  fp8: 8,
  mxfp4: 4.25,
  int4: 4,
};
/** Block scales make a stored type a little wider than its name; more bits than that would hold nothing new. */
const WIDEST = 1.25;

function showMemory(model: ModelSpec, catalog: Catalog): readonly ShownMemory[] {
  const { architecture, nativePrecision } = model;
  const shape = cacheShape(architecture);
  const limit = contextLimit(model);
  const reached = CONTEXTS.filter((context) => context <= limit);
  const contexts = reached.length > 0 ? reached : [limit];
  return QUANTIZATIONS.flatMap((id) => {
    const quantization = catalog.quantizations.find((row) => row.id === id);
    if (quantization === undefined || quantization.nominalBits > STORED_BITS[nativePrecision] * WIDEST) return [];
    // Only checkpoints released in MXFP4 come in it, and they come in nothing else.
    if ((quantization.speedClass === 'MXFP4') !== (nativePrecision === 'mxfp4')) return [];
    if (quantization.format === 'gguf' && architecture.gguf === undefined) return [];
    const weights = layoutWeights(architecture, quantization, catalog.tensorTypes).tensorBytes;
    const published = catalog.engines.some(
      (engine) =>
        loadsFormat(engine, quantization.kernel) === 'yes' &&
        engineModule(engine.id).artifact(model, quantization) !== null,
    );
    return [
      {
        quantization: { id, format: quantization.format },
        published: published ? ('yes' as const) : ('no' as const),
        weightsBytes: bytes(weights),
        contexts: contexts.map((contextTokens) => {
          const cache = cacheBytes(shape, contextTokens, 'all') + shape.stateBytesPerSequence;
          return {
            contextTokens: tokens(contextTokens),
            cacheBytes: bytes(cache),
            totalBytes: bytes(weights + cache),
          };
        }),
      },
    ];
  });
}

function showLicense({ license }: ModelSpec, catalog: Catalog): ShownLicense {
  const spec = catalog.licenses.find(({ id }) => id === license.id);
  return {
    id: license.id,
    name: spec?.name ?? license.id,
    category: spec?.category ?? null,
    commercialUse: spec?.commercialUse ?? null,
    spdx: spec?.spdx ?? spec?.spdxRef ?? null,
    url: spec?.url ?? null,
    cardTag: license.cardTag ?? null,
    confidence: license.confidence,
    gated: license.gated,
  };
}

/** All it was made from, nearest first; every model once. */
function lineageOf(model: ModelSpec, catalog: Catalog): readonly Ancestor[] {
  const known = new Map(catalog.models.map((candidate) => [candidate.id, candidate]));
  const seen = new Set([model.id]);
  const line: Ancestor[] = [];
  let children: readonly ModelSpec[] = [model];
  while (children.length > 0) {
    const parents: ModelSpec[] = [];
    for (const child of children) {
      for (const base of child.derivedFrom ?? []) {
        if (seen.has(base.id)) continue;
        seen.add(base.id);
        const spec = known.get(base.id);
        if (spec !== undefined) parents.push(spec);
        line.push({
          id: base.id,
          relation: base.relation,
          of: child.id,
          license: spec?.license.id ?? base.license ?? null,
          external: spec === undefined,
        });
      }
    }
    children = parents;
  }
  return line;
}

/** A list without groups stands behind the whole entry. */
function sourcesOf(sources: EntryDetails['sources']): ShownModel['sources'] {
  if (sources === undefined) return [];
  if (isList(sources)) return sources.length === 0 ? [] : [{ group: 'entry', sources }];
  return Object.entries(sources)
    .map(([group, given]) => ({ group, sources: typeof given === 'string' ? [given] : given }))
    .sort((a, b) => compareText(a.group, b.group));
}

function isList(sources: NonNullable<EntryDetails['sources']>): sources is readonly string[] {
  return Array.isArray(sources);
}
