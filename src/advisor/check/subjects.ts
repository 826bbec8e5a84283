import { compareText } from '../../catalog/finding.ts';
import type { Place, Resolution, ResolvedReference, SubjectKind } from '../../domain/check.ts';
import type { LicensePolicy, PolicyOverride } from '../../domain/license-policy.ts';
import type { ModelArtifact, ModelReference, ReferenceScheme } from '../../domain/reference.ts';
import { overridePolicy, overridesFor } from '../../license/waivers.ts';

/** One model under one set of facts, and every place that names it. */
export interface Subject {
  readonly id: string;
  readonly resolution: Resolution['kind'];
  readonly candidates: readonly string[];
  readonly kinds: readonly SubjectKind[];
  readonly places: readonly Place[];
  readonly schemes: readonly ReferenceScheme[];
  readonly writtenAs: readonly string[];
  readonly revisions: readonly string[];
  readonly overrides: readonly PolicyOverride[];
  /** The policy with those overrides applied. */
  readonly policy: LicensePolicy;
  /** Nothing shows that it is loaded: listed, never judged loud. */
  readonly mention: boolean;
  /** First place where a library picks the model by itself. */
  readonly implicitAt: Place | undefined;
  /** First place that names no fixed revision. */
  readonly looseAt: Place | undefined;
  /** Set for a model that the repository itself publishes: what its card says. */
  readonly own?: ModelArtifact;
}

interface Draft {
  readonly id: string;
  readonly resolution: Resolution;
  readonly overrides: readonly PolicyOverride[];
  readonly mention: boolean;
  readonly references: ModelReference[];
}

/** Groups references by what they mean and which facts hold at their place. Any order of references gives the same subjects. */
export function groupSubjects(
  references: readonly ResolvedReference[],
  policy: LicensePolicy,
  environment: string | null,
): readonly Subject[] {
  const drafts = new Map<string, Draft>();
  const policies = new Map<string, LicensePolicy>();
  const overrideKey = (overrides: readonly PolicyOverride[]) =>
    overrides.map((override) => policy.overrides.indexOf(override)).join(' ');
  for (const { reference, resolution } of references) {
    if (resolution.kind === 'hosted') continue;
    const overrides = overridesFor(pathOf(reference), policy, environment ?? undefined);
    const id = resolution.kind === 'model' ? resolution.id : (reference.id ?? reference.raw);
    const mention = reference.kind === 'mention' || reference.confidence === 'low';
    const key = JSON.stringify([id, resolution.kind, overrideKey(overrides), mention]);
    const draft = drafts.get(key) ?? { id, resolution, overrides, mention, references: [] };
    draft.references.push(reference);
    drafts.set(key, draft);
  }
  return [...drafts.keys()].sort(compareText).flatMap((key) => {
    const draft = drafts.get(key);
    if (draft === undefined) return [];
    const shared = overrideKey(draft.overrides);
    const effective = policies.get(shared) ?? overridePolicy(policy, draft.overrides);
    policies.set(shared, effective);
    return [toSubject(draft, effective)];
  });
}

function toSubject(draft: Draft, policy: LicensePolicy): Subject {
  const references = [...draft.references].sort(compareReferences);
  const firstWhere = (test: (reference: ModelReference) => boolean): Place | undefined => {
    const found = references.find(test);
    return found === undefined ? undefined : placeOf(found);
  };
  return {
    id: draft.id,
    resolution: draft.resolution.kind,
    candidates:
      draft.resolution.kind === 'ambiguous' ? [...new Set(draft.resolution.candidates)].sort(compareText) : [],
    kinds: unique(references.map(({ kind }) => kind)),
    places: uniquePlaces(references.flatMap(placesOf)),
    schemes: unique(references.map(({ scheme }) => scheme)),
    writtenAs: unique(references.map(({ raw }) => raw).filter((raw) => raw !== draft.id)),
    revisions: unique(references.flatMap(({ revision }) => revision ?? [])),
    overrides: draft.overrides,
    policy,
    mention: draft.mention,
    implicitAt: firstWhere(({ implicit }) => implicit === true),
    looseAt: firstWhere(isLoose),
  };
}

/** A model the repository publishes, as its card presents it. */
export function ownSubject(
  card: ModelArtifact,
  names: readonly string[],
  policy: LicensePolicy,
  environment: string | null,
): Subject {
  const overrides = overridesFor(card.file, policy, environment ?? undefined);
  return {
    id: card.name ?? (names.length === 1 ? names[0] : undefined) ?? card.file,
    resolution: 'model',
    candidates: [],
    kinds: ['own-artifact'],
    places: [{ path: card.file, line: card.line, column: 1 }],
    schemes: ['local'],
    writtenAs: [],
    revisions: [],
    overrides,
    policy: overridePolicy(policy, overrides),
    mention: false,
    implicitAt: undefined,
    looseAt: undefined,
    own: card,
  };
}

/** A commit or a digest; names of branches and tags may move. */
const FIXED = /^(?:[0-9a-f]{40}|(?:sha256:)?[0-9a-f]{64})$/i;
const FROM_A_HUB: ReadonlySet<string> = new Set(['hf', 'ollama', 'docker-model', 'modelscope', 'purl']);

function isLoose({ scheme, revision }: ModelReference): boolean {
  return FROM_A_HUB.has(scheme) && (revision === undefined || !FIXED.test(revision));
}

/** The place of a reference; undefined in its `path` sense for a model given by name alone. */
function pathOf({ file }: ModelReference): string | undefined {
  return file === '' ? undefined : file;
}

export function placeOf({ file, line, column, endColumn }: ModelReference): Place {
  return { path: file, line, column, ...(endColumn === undefined ? {} : { endColumn }) };
}

function placesOf(reference: ModelReference): readonly Place[] {
  if (reference.file === '') return [];
  const more = (reference.occurrences ?? []).map(({ line, column }): Place => ({ path: reference.file, line, column }));
  return [placeOf(reference), ...more];
}

function uniquePlaces(places: readonly Place[]): readonly Place[] {
  const known = new Map<string, Place>();
  for (const place of places) {
    const key = `${place.path}\n${place.line}\n${place.column}`;
    if (!known.has(key)) known.set(key, place);
  }
  return [...known.values()].sort(comparePlaces);
}

export function comparePlaces(a: Place, b: Place): number {
  return compareText(a.path, b.path) || a.line - b.line || a.column - b.column;
}

function compareReferences(a: ModelReference, b: ModelReference): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.raw, b.raw) ||
    compareText(a.detector, b.detector)
  );
}

function unique<T extends string>(texts: readonly T[]): readonly T[] {
  return [...new Set(texts)].sort(compareText);
}
