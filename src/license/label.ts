import type { LicenseSpec } from '../domain/license.ts';
import type { BaseModel } from '../domain/model.ts';
import { burden, isFree, isPlaceholder } from './categories.ts';
import type { LineageNode } from './lineage.ts';
import { matchesPattern } from './pattern.ts';

/** What a model card, a GGUF header or an adapter file says about licenses; all of it typed in by hand. */
export interface ModelCard {
  readonly id: string;
  readonly license?: string | readonly string[];
  readonly licenseName?: string;
  readonly licenseLink?: string;
  /** What the license file beside the weights was recognised as. */
  readonly textLicense?: string;
  readonly bases: readonly BaseModel[];
}

export interface LicenseBook {
  readonly licenses: ReadonlyMap<string, LicenseSpec>;
  /** License ids of a model that is known by its id, whatever its card says; empty when it is not. */
  readonly licensesOf: (modelId: string) => readonly string[];
}

type LabelState =
  /** The card and what is known agree, or nothing else is known. */
  | 'plain'
  /** The card names two licenses of which only one can be right. */
  | 'contradictory'
  /** The card says less than, or something else than, what is known of the model or of the text it links to. */
  | 'overruled';

export interface ReadCard {
  readonly node: LineageNode;
  readonly label: LabelState;
  /** License ids as the card has them. */
  readonly declared: readonly string[];
}

/** Names are free text: `Llama 3.1`, `llama3.1`, `LLAMA_3_1`. */
function foldLabel(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_.]+/g, '-');
}

/** License ids that a label names: by id, then alias, then hub tag; the folded label itself when nobody knows it. */
export function findByLabel(label: string, licenses: ReadonlyMap<string, LicenseSpec>): string {
  const folded = foldLabel(label);
  const all = [...licenses.values()];
  const found =
    all.find((license) => foldLabel(license.id) === folded) ??
    all.find((license) => license.aliases.some((alias) => foldLabel(alias) === folded)) ??
    all.find((license) => foldLabel(license.hubTag ?? '') === folded || foldLabel(license.spdx ?? '') === folded);
  return found?.id ?? folded;
}

/** `https://huggingface.co/ORG/NAME/blob/main/LICENSE` → `ORG/NAME`; a link beside the card's own model. */
const HUB_LINK = /^https?:\/\/(?:huggingface\.co|hf\.co)\/([^/\s]+\/[^/\s]+)/i;

/**
 * A card as a node of a license chain. Best evidence first: what is known of the model, the text the card links to, and only
 * then what it says of itself.
 */
export function readCard(card: ModelCard, book: LicenseBook): ReadCard {
  const declared = declaredLicenses(card, book.licenses);
  const known = book.licensesOf(card.id);
  if (known.length === 0 && card.textLicense !== undefined) return readWithText(card, declared, card.textLicense, book);
  const linked = known.length > 0 ? known : linkedLicenses(card, book);
  const real = declared.filter((id) => !isUnclear(id, book.licenses));
  const overruled = linked.length > 0 && declared.length > 0 && !sameSet(linked, declared);
  const label = overruled ? 'overruled' : linked.length === 0 && contradicts(card, real) ? 'contradictory' : 'plain';
  const licenses = linked.length > 0 ? linked : declared;
  return { node: { id: card.id, publisher: ownerOf(card.id), licenses, bases: card.bases }, label, declared };
}

/**
 * The text that came with the weights beats a label that says less or nothing. A label that says more is not undone by it: license files of
 * code lie beside weights as well, so then both bind.
 */
function readWithText(card: ModelCard, declared: readonly string[], text: string, book: LicenseBook): ReadCard {
  const node = (licenses: readonly string[]): LineageNode => ({
    id: card.id,
    publisher: ownerOf(card.id),
    licenses,
    bases: card.bases,
  });
  const others = declared.filter((id) => id !== text && !isExplained(id, text, book.licenses));
  if (others.length === 0) return { node: node([text]), label: 'plain', declared };
  const weight = burdenOf(text, book);
  const heavier = others.every((id) => burdenOf(id, book) < weight);
  if (heavier) return { node: node([text]), label: 'overruled', declared };
  return { node: node([...new Set([...declared, text])]), label: 'contradictory', declared };
}

/** An id that nobody knows weighs most: it may say anything. */
function burdenOf(id: string, { licenses }: LicenseBook): number {
  const license = licenses.get(id);
  return (license === undefined ? undefined : burden(license)) ?? Number.POSITIVE_INFINITY;
}

/** Whether a label that names no known text (`other`, a family, a name of its own) leaves room for this one. */
function isExplained(label: string, text: string, licenses: ReadonlyMap<string, LicenseSpec>): boolean {
  const license = licenses.get(label);
  const found = licenses.get(text);
  if (license === undefined) return found !== undefined && !isFree(found);
  if (!isPlaceholder(license)) return false;
  return label === 'other' || label === 'unknown' || found?.family === license.family;
}

function declaredLicenses(card: ModelCard, licenses: ReadonlyMap<string, LicenseSpec>): readonly string[] {
  const tags = typeof card.license === 'string' ? [card.license] : (card.license ?? []);
  const found = [...tags, ...(card.licenseName === undefined ? [] : [card.licenseName])]
    .map((label) => findByLabel(label, licenses))
    .filter((id) => id !== '' && id !== 'none');
  const named = found.filter((id) => id !== 'other' && id !== 'unknown');
  return [...new Set(named.length > 0 ? named : found)];
}

function linkedLicenses(card: ModelCard, book: LicenseBook): readonly string[] {
  const link = card.licenseLink;
  if (link === undefined) return [];
  const byAddress = [...book.licenses.values()].filter((license) => license.url === link).map((license) => license.id);
  if (byAddress.length === 1) return byAddress;
  const model = HUB_LINK.exec(link)?.[1];
  return model === undefined || model.toLowerCase() === card.id.toLowerCase() ? [] : book.licensesOf(model);
}

/** A tag and a name that each stand for a license of their own. */
function contradicts(card: ModelCard, real: readonly string[]): boolean {
  return (
    card.license !== undefined && typeof card.license === 'string' && card.licenseName !== undefined && real.length > 1
  );
}

function isUnclear(id: string, licenses: ReadonlyMap<string, LicenseSpec>): boolean {
  const license = licenses.get(id);
  return license === undefined || isPlaceholder(license);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}

function ownerOf(id: string): string {
  return id.includes('/') ? id.slice(0, id.indexOf('/')) : '';
}

/** Looks models up in the patterns of the licenses; the longest pattern is the narrowest. */
export function licensesByModel(
  licenses: Iterable<{ readonly id: string; readonly models: readonly string[] }>,
): LicenseBook['licensesOf'] {
  const rows = [...licenses].flatMap(({ id, models }) => models.map((pattern) => ({ id, pattern })));
  return (model) => {
    const hits = rows.filter(({ pattern }) => matchesPattern(pattern, model));
    const longest = Math.max(...hits.map(({ pattern }) => pattern.length));
    return hits.filter(({ pattern }) => pattern.length === longest).map(({ id }) => id);
  };
}
