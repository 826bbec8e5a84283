import type { ModelSpec, Score } from '../domain/model.ts';
import { bytes, parameters, tokens } from '../units/quantities.ts';
import { expandArchitecture } from './expand-architecture.ts';
import type { EntryProblem } from './inherit-model.ts';
import type { AuthoredModel } from './schema/model.ts';

/** A model without its abilities, which are estimated over all models together; see `ability.ts`. */
export type UnratedModel = Omit<ModelSpec, 'ability' | 'footprint' | 'scores'> & { readonly scores: readonly Score[] };

/** What only a person who asks for it reads: goes to the cold part of the compiled catalog. */
export interface ModelDetails {
  readonly sources: Readonly<Record<string, readonly string[]>>;
  readonly conflicts?: readonly { readonly field: string; readonly value: string | number; readonly source: string }[];
  readonly notes?: readonly string[];
  /** The count its publisher or hub states, where it is not the one of the text backbone. */
  readonly publishedParameters?: number;
}

export type ModelExpansion =
  | { readonly kind: 'ok'; readonly model: UnratedModel; readonly details: ModelDetails }
  | { readonly kind: 'error'; readonly problems: readonly EntryProblem[] };

/** A complete authored entry → the flat form. Defaults are filled in here and nowhere else. */
export function expandModel(authored: AuthoredModel, family: string): ModelExpansion {
  const unrolled = expandArchitecture(authored.architecture);
  if (unrolled.kind === 'error') {
    const problems = unrolled.problems.map(({ path, message }) => ({ path: ['architecture', ...path], message }));
    return { kind: 'error', problems };
  }
  const { id, name, series, publisher, role, status, supersededBy, released, context, vision, capabilities, license } =
    authored;
  const total = parameters(authored.parameters.total);
  const model: UnratedModel = {
    id,
    name,
    family,
    series,
    publisher,
    role,
    status,
    ...(supersededBy === undefined ? {} : { supersededBy }),
    ...(released === undefined ? {} : { released }),
    parameters: { total, active: parameters(authored.parameters.active ?? total) },
    architecture: unrolled.architecture,
    context: {
      native: tokens(context.native),
      ...(context.extended === undefined
        ? {}
        : { extended: { tokens: tokens(context.extended.tokens), by: context.extended.by } }),
    },
    modalities: authored.modalities ?? ['text'],
    ...(vision === undefined ? {} : { vision: { ...vision, parameters: parameters(vision.parameters) } }),
    languages: authored.languages,
    capabilities: {
      tools: capabilities.tools,
      reasoning: capabilities.reasoning ?? 'none',
      code: capabilities.code ?? 'general',
      math: capabilities.math ?? 'general',
      fim: capabilities.fim ?? 'no',
    },
    license: {
      id: license.id,
      confidence: license.confidence,
      ...(license.cardTag === undefined ? {} : { cardTag: license.cardTag }),
      gated: license.gated ?? 'unknown',
    },
    ...(authored.derivedFrom === undefined ? {} : { derivedFrom: authored.derivedFrom }),
    nativePrecision: authored.precision ?? 'bf16',
    weights: weightsOf(authored),
    engines: authored.engines ?? {},
    aliases: authored.aliases ?? [],
    scores: scoresOf(authored),
  };
  return { kind: 'ok', model, details: detailsOf(authored) };
}

/** The publisher's own repository first, then the others as written. */
function weightsOf(authored: AuthoredModel): UnratedModel['weights'] {
  const others = (authored.weights ?? []).map(({ files, ...offer }) => ({
    ...offer,
    ...(files === undefined
      ? {}
      : {
          files: Object.fromEntries(Object.entries(files).map(([quantization, size]) => [quantization, bytes(size)])),
        }),
  }));
  return [{ format: 'safetensors', repo: authored.id }, ...others];
}

function scoresOf(authored: AuthoredModel): readonly Score[] {
  return (authored.scores ?? []).flatMap(({ source, by, results }) =>
    results.map((result) => ({ ...result, by, source })),
  );
}

function detailsOf(authored: AuthoredModel): ModelDetails {
  const { conflicts, notes } = authored;
  const sources = Object.entries(authored.sources).map(([group, named]) => [group, listed(named)] as const);
  return {
    sources: Object.fromEntries(sources),
    ...(conflicts === undefined ? {} : { conflicts }),
    ...(notes === undefined ? {} : { notes: listed(notes) }),
    ...(authored.parameters.published === undefined ? {} : { publishedParameters: authored.parameters.published }),
  };
}

const listed = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);
