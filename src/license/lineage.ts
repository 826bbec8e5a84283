import type { LicenseSpec } from '../domain/license.ts';
import type { BaseModel, Relation } from '../domain/model.ts';
import { burden, isFree, isPlaceholder } from './categories.ts';
import type { ModelFacts } from './evaluate.ts';

/** A model as far as its license goes, from the catalog, a model card or a file on disk. */
export interface LineageNode extends ModelFacts {
  readonly id: string;
  readonly publisher: string;
  /** License ids the model itself declares; empty when it declares none. */
  readonly licenses: readonly string[];
  readonly bases: readonly BaseModel[];
}

export type NodeLookup = (id: string) => LineageNode | undefined;

/** One license and a model that brings it. */
export interface Carrier {
  readonly license: string;
  readonly node: LineageNode;
}

type LineageProblem =
  /** A base is named, but nothing is known of its license. */
  | { readonly kind: 'unresolved-base'; readonly model: string; readonly base: string }
  /** Trained on from a base, but published without terms of its own. */
  | { readonly kind: 'undeclared'; readonly model: string }
  /** The label names several texts; one of a base decides which. */
  | { readonly kind: 'ambiguous-label'; readonly model: string; readonly label: string }
  /** A chain that ends in itself or is longer than anybody follows. */
  | { readonly kind: 'truncated'; readonly model: string };

export interface Lineage {
  /** Own licenses first, then those of the bases. */
  readonly carriers: readonly Carrier[];
  /** What the bases alone bring. */
  readonly inherited: readonly Carrier[];
  readonly problems: readonly LineageProblem[];
}

/** Deeper chains are not followed; their verdict is at best conditional. */
const MAX_DEPTH = 8;

/** Same weights in another wrapping: whoever re-uploads them cannot grant more than the base does. */
const COPIES: ReadonlySet<Relation> = new Set<Relation>(['mirror', 'quantized', 'pruned']);

/**
 * The licenses that bind whoever uses a model: its own and those of every model it derives from. A publisher that builds on
 * its own earlier model grants the new one under the new terms alone.
 */
export function resolveLineage(
  node: LineageNode,
  lookup: NodeLookup,
  licenses: ReadonlyMap<string, LicenseSpec>,
): Lineage {
  return follow(node, lookup, licenses, [node.id]);
}

function follow(
  node: LineageNode,
  lookup: NodeLookup,
  licenses: ReadonlyMap<string, LicenseSpec>,
  path: readonly string[],
): Lineage {
  const problems: LineageProblem[] = [];
  const fromBases: Carrier[] = [];
  const declares = node.licenses.some((id) => {
    const license = licenses.get(id);
    return license !== undefined && !isPlaceholder(license);
  });
  for (const base of node.bases) {
    const own = declares && sameOrganization(node.id, base.id);
    const found = lookup(base.id) ?? nodeOfExternal(base);
    if (path.includes(base.id) || path.length > MAX_DEPTH) problems.push({ kind: 'truncated', model: node.id });
    else if (found !== undefined) {
      const lineage = follow(found, lookup, licenses, [...path, base.id]);
      fromBases.push(...lineage.carriers);
      problems.push(...lineage.problems);
    } else if (!own) problems.push({ kind: 'unresolved-base', model: node.id, base: base.id });
  }
  const inherited = declares ? fromBases.filter((carrier) => !samePublisher(carrier.node, node)) : fromBases;
  const copied = node.bases.length > 0 && node.bases.every((base) => COPIES.has(base.relation));
  const trained = node.bases.some((base) => !COPIES.has(base.relation));
  if (node.licenses.length === 0 && trained) problems.push({ kind: 'undeclared', model: node.id });
  const readByBase = node.licenses.filter((id) => isReadByBase(licenses.get(id), inherited, licenses));
  for (const label of readByBase) problems.push({ kind: 'ambiguous-label', model: node.id, label });
  const own = node.licenses
    .filter((id) => !readByBase.includes(id))
    .filter((id) => !copied || inherited.length === 0 || addsTerms(licenses.get(id), node, inherited))
    .flatMap((id) => [id, ...(licenses.get(id)?.includes ?? [])])
    .map((license): Carrier => ({ license, node }));
  return { carriers: [...own, ...inherited], inherited, problems };
}

/**
 * Whether the label of a re-upload adds to the terms of its base: an unread text may, a permissive label cannot, and the
 * license of another vendor is not the re-uploader's to grant.
 */
function addsTerms(label: LicenseSpec | undefined, node: LineageNode, inherited: readonly Carrier[]): boolean {
  if (label === undefined) return true;
  if (inherited.some((carrier) => carrier.license === label.id)) return true;
  if (isFree(label)) return false;
  return label.publisher === undefined || sameName(label.publisher, node.publisher);
}

/** Whether a family label such as `modified-mit` is explained by a base that carries one of the family's texts. */
function isReadByBase(
  label: LicenseSpec | undefined,
  inherited: readonly Carrier[],
  licenses: ReadonlyMap<string, LicenseSpec>,
): boolean {
  return (
    label !== undefined &&
    isPlaceholder(label) &&
    inherited.some((carrier) => licenses.get(carrier.license)?.family === label.id)
  );
}

/** How the model's own label compares with what its bases bring. */
export type LabelComparison = 'none' | 'same' | 'different' | 'weaker';

export function compareLabel(
  node: LineageNode,
  inherited: readonly Carrier[],
  licenses: ReadonlyMap<string, LicenseSpec>,
): LabelComparison {
  const labels = node.licenses.flatMap((id) => licenses.get(id) ?? []);
  const brought = new Set(inherited.map((carrier) => carrier.license));
  if (labels.length === 0 || brought.size === 0) return 'none';
  const weight = Math.max(...labels.map((label) => burden(label) ?? 1));
  const heaviest = Math.max(...[...brought].map((id) => burdenOf(licenses.get(id))));
  if (heaviest > weight) return 'weaker';
  return labels.some((label) => !brought.has(label.id)) ? 'different' : 'same';
}

function burdenOf(license: LicenseSpec | undefined): number {
  return (license === undefined ? undefined : burden(license)) ?? 0;
}

/** Whether a model was trained on from its bases, not only converted. */
export function isTrainedOn(node: LineageNode): boolean {
  return node.bases.some((base) => !COPIES.has(base.relation));
}

export function samePublisher(a: LineageNode, b: LineageNode): boolean {
  return sameName(a.publisher, b.publisher) || sameOrganization(a.id, b.id);
}

function sameOrganization(a: string, b: string): boolean {
  const [left, leftName] = a.toLowerCase().split('/');
  const [right, rightName] = b.toLowerCase().split('/');
  return leftName !== undefined && rightName !== undefined && left === right;
}

function sameName(a: string, b: string): boolean {
  return a !== '' && a.toLowerCase() === b.toLowerCase();
}

function nodeOfExternal(base: BaseModel): LineageNode | undefined {
  if (base.license === undefined) return undefined;
  return { id: base.id, publisher: base.id.split('/')[0] ?? '', licenses: [base.license], bases: [] };
}
