import type { Catalog } from '../../domain/catalog.ts';
import { QUERY_FIELDS, type QueryContext, type QueryField } from './fields.ts';
import type { QueryVocabulary } from './parse.ts';

/** Open fields whose words are few enough to know them all; names are matched freely. */
const FREE: ReadonlySet<string> = new Set(['name', 'quantization']);

/** Every word the catalog's models answer with, by open field: for errors, completion and help. Licenses no model has count too. */
export function queryVocabulary(catalog: Pick<Catalog, 'models' | 'licenses'>): QueryVocabulary {
  const context: QueryContext = { licenses: new Map(catalog.licenses.map((license) => [license.id, license])) };
  const vocabulary: Record<string, ReadonlySet<string>> = {};
  const fields: readonly QueryField[] = QUERY_FIELDS;
  for (const field of fields) {
    if (field.type !== 'set' || field.values !== undefined || FREE.has(field.name)) continue;
    const words = new Set(catalog.models.flatMap((model) => field.read(model, context)));
    if (field.name === 'license') addLicenses(words, catalog);
    vocabulary[field.name] = words;
  }
  return vocabulary;
}

function addLicenses(words: Set<string>, catalog: Pick<Catalog, 'licenses'>): void {
  for (const word of ['any', 'permissive', 'commercial', 'osi']) words.add(word);
  for (const license of catalog.licenses) {
    for (const word of [license.id, license.category, ...license.aliases]) words.add(word.toLowerCase());
  }
}
