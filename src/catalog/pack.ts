import type { Architecture } from '../domain/architecture.ts';
import type { Catalog } from '../domain/catalog.ts';
import type { AbilityEstimate, AbilityId, Footprint, ModelSpec } from '../domain/model.ts';

type Packed<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: number };

/** A list of distinct parts; what refers to one holds its place. */
export interface PackedCatalog extends Omit<Catalog, 'models'> {
  readonly architectures: readonly Architecture[];
  /** Beside the architectures, in the same order. */
  readonly footprints: readonly PackedFootprint[];
  readonly footprintQuantizations: readonly string[];
  readonly languageSets: readonly ModelSpec['languages'][];
  readonly models: readonly (Packed<Omit<ModelSpec, 'ability' | 'footprint'>, 'architecture' | 'languages'> & {
    readonly ability: PackedAbility;
  })[];
}

type PackedFootprint = Omit<Footprint, 'weights'> & { readonly weights: readonly (readonly [number, number])[] };
/** By `ABILITIES`: low, typical, high, place of the basis, number of scores. */
type PackedAbility = readonly (readonly [number, number, number, number, number])[];

const ABILITIES = [
  'general',
  'code',
  'reasoning',
  'agent',
  'zh',
  'en',
  'vision',
  'embedding',
] as const satisfies readonly AbilityId[];
const BASES = ['measured', 'derived', 'assumed'] as const satisfies readonly AbilityEstimate['basis'][];

/** Collects equal values once and gives their place. */
function makePlaces<T>(): { readonly list: T[]; readonly placeOf: (value: T) => number } {
  const places = new Map<string, number>();
  const list: T[] = [];
  return {
    list,
    placeOf: (value) => {
      const key = JSON.stringify(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, list.length);
      list.push(value);
      return list.length - 1;
    },
  };
}

export function packCatalog(catalog: Catalog): PackedCatalog {
  const architectures = makePlaces<Architecture>();
  const languageSets = makePlaces<ModelSpec['languages']>();
  const footprints: PackedFootprint[] = [];
  const footprintQuantizations = Object.keys(catalog.models[0]?.footprint.weights ?? {});
  const models = catalog.models.map(({ architecture, footprint, languages, ability, ...model }) => {
    const place = architectures.placeOf(architecture);
    footprints[place] ??= {
      ...footprint,
      weights: footprintQuantizations.map((id) => footprint.weights[id] ?? [0, 0]),
    };
    return { ...model, architecture: place, languages: languageSets.placeOf(languages), ability: packAbility(ability) };
  });
  return {
    ...catalog,
    models,
    architectures: architectures.list,
    footprints,
    footprintQuantizations,
    languageSets: languageSets.list,
  };
}

function packAbility(ability: ModelSpec['ability']): PackedAbility {
  return ABILITIES.map((id) => {
    const { low, typical, high, basis, scores } = ability[id];
    return [low, typical, high, BASES.indexOf(basis), scores] as const;
  });
}

/** Models of one shape get the same object, so that whatever is derived from it is derived once. */
export function unpackCatalog({
  architectures,
  footprints,
  footprintQuantizations,
  languageSets,
  models,
  ...rest
}: PackedCatalog): Catalog {
  const unpacked = footprints.map(
    (footprint): Footprint => ({
      ...footprint,
      weights: Object.fromEntries(footprintQuantizations.map((id, i) => [id, footprint.weights[i] ?? [0, 0]])),
    }),
  );
  const at = <T>(list: readonly T[], place: number, id: string): T => {
    const part = list[place];
    if (part === undefined) throw new RangeError(`compiled catalog: ${id} refers to part ${place} of ${list.length}`);
    return part;
  };
  return {
    ...rest,
    // The rows were read for this: they are completed in place, which is quicker than copying each.
    models: models.map(
      (model) =>
        Object.assign(model as object, {
          architecture: at(architectures, model.architecture, model.id),
          footprint: at(unpacked, model.architecture, model.id),
          languages: at(languageSets, model.languages, model.id),
          ability: unpackAbility(model.ability),
        }) as unknown as ModelSpec,
    ),
  };
}

function unpackAbility(packed: PackedAbility): ModelSpec['ability'] {
  const read = (i: number): AbilityEstimate => {
    const [low = 0, typical = 0, high = 0, basis = 0, scores = 0] = packed[i] ?? [];
    return { low, typical, high, basis: BASES[basis] ?? 'assumed', scores };
  };
  return {
    general: read(0),
    code: read(1),
    reasoning: read(2),
    agent: read(3),
    zh: read(4),
    en: read(5),
    vision: read(6),
    embedding: read(7),
  };
}

/** JSON in ASCII: the engine reads it as one-byte text, which parses faster. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
