import type { Architecture } from '../domain/architecture.ts';
import type { Catalog } from '../domain/catalog.ts';
import type { ModelSpec } from '../domain/model.ts';

/** The catalog as stored: checkpoints of one shape share one architecture, named by its place in the list. */
export interface PackedCatalog extends Omit<Catalog, 'models'> {
  readonly architectures: readonly Architecture[];
  readonly models: readonly (Omit<ModelSpec, 'architecture'> & { readonly architecture: number })[];
}

export function packCatalog(catalog: Catalog): PackedCatalog {
  const places = new Map<string, number>();
  const architectures: Architecture[] = [];
  const models = catalog.models.map((model) => {
    const key = JSON.stringify(model.architecture);
    const known = places.get(key);
    if (known !== undefined) return { ...model, architecture: known };
    places.set(key, architectures.length);
    architectures.push(model.architecture);
    return { ...model, architecture: architectures.length - 1 };
  });
  return { ...catalog, models, architectures };
}

/** Models of one shape get the same object, so that whatever is derived from it is derived once. */
export function unpackCatalog({ architectures, models, ...rest }: PackedCatalog): Catalog {
  return {
    ...rest,
    models: models.map((model) => {
      const architecture = architectures[model.architecture];
      if (architecture === undefined)
        throw new RangeError(
          `compiled catalog: ${model.id} names architecture ${model.architecture} of ${architectures.length}`,
        );
      return { ...model, architecture };
    }),
  };
}

/** JSON in ASCII: the engine reads it as one-byte text, which parses faster. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
