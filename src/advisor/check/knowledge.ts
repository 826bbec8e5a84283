import type { LicenseSpec } from '../../domain/license.ts';
import type { BaseModel, ModelSpec } from '../../domain/model.ts';
import { toNode } from '../../license/judge.ts';
import { type LicenseBook, type ModelCard, readCard } from '../../license/label.ts';
import type { LineageNode, NodeLookup } from '../../license/lineage.ts';
import type { CheckInput } from './input.ts';

/** What is known of any model: from the catalog, the lists of the licenses, and cards found or injected. */
export interface Knowledge {
  readonly models: ReadonlyMap<string, ModelSpec>;
  readonly licenses: ReadonlyMap<string, LicenseSpec>;
  readonly book: LicenseBook;
  readonly lookup: NodeLookup;
  /** The card of a model with the bases the catalog adds; undefined where nobody has a card. */
  readonly cardOf: (id: string) => ModelCard | undefined;
  /** What the answer about a model rests on. */
  readonly evidenceOf: (id: string) => readonly string[];
}

export function gatherKnowledge({
  catalog,
  cards,
  licensesOf,
  texts,
  lock,
}: Pick<CheckInput, 'catalog' | 'cards' | 'licensesOf' | 'texts' | 'lock'>): Knowledge {
  const models = new Map(catalog.models.map((model) => [model.id, model]));
  const locked = new Map((lock?.models ?? []).map((model) => [model.id, model]));
  const licenses = new Map(catalog.licenses.map((license) => [license.id, license]));
  const book: LicenseBook = {
    licenses,
    licensesOf: (id) => {
      const model = models.get(id);
      if (model === undefined) return licensesOf(id);
      return model.license.id === 'none' ? [] : [model.license.id];
    },
  };
  // What was locked is the evidence where nothing else says anything: a card that was at hand then need not be so now.
  const lockedCard = (id: string): ModelCard | undefined => {
    const entry = locked.get(id);
    if (entry === undefined || models.has(id) || licensesOf(id).length > 0) return undefined;
    const bases = entry.bases.map(({ model, relation }) => ({ id: model, relation }));
    return { id, ...(entry.declared.length === 0 ? {} : { license: entry.declared }), bases };
  };
  const cardOf = (id: string): ModelCard | undefined => {
    const card = cards.get(id) ?? lockedCard(id);
    return card === undefined
      ? undefined
      : { ...card, bases: joinBases(card.bases, models.get(id)?.derivedFrom ?? []) };
  };
  const lookup = (id: string): LineageNode | undefined => {
    const card = cardOf(id);
    const model = models.get(id);
    if (card !== undefined) return withFacts(readCard(card, book).node, model);
    if (model !== undefined) return toNode(model);
    return licensesOf(id).length === 0 ? undefined : readCard({ id, bases: [] }, book).node;
  };
  const evidenceOf = (id: string): readonly string[] => [
    ...(models.has(id) ? ['catalog'] : licensesOf(id).length > 0 ? ['license-list'] : []),
    ...(cards.has(id) ? ['card'] : lockedCard(id) === undefined ? [] : (locked.get(id)?.evidence ?? [])),
    ...(texts.has(id) ? ['license-text'] : []),
    ...(cards.get(id)?.textLicense === undefined ? [] : ['license-text-recognised']),
  ];
  return { models, licenses, book, lookup, cardOf, evidenceOf };
}

/** Every base that one of the two names. */
function joinBases(stated: readonly BaseModel[], known: readonly BaseModel[]): readonly BaseModel[] {
  const ids = new Set(stated.map(({ id }) => id));
  return [...stated, ...known.filter(({ id }) => !ids.has(id))];
}

/** Cards say nothing of family and modality; conditions of some terms ask for them. */
function withFacts(node: LineageNode, model: ModelSpec | undefined): LineageNode {
  if (model === undefined) return node;
  const { family, modality } = toNode(model);
  return { ...node, ...(family === undefined ? {} : { family }), ...(modality === undefined ? {} : { modality }) };
}
