import type { Lock, LockChange, LockedModel } from '../domain/check.ts';

/** A lock with its models in one order, whatever order they came in; of the same model twice the later one stands. */
export function makeLock(catalog: Lock['catalog'], models: readonly LockedModel[]): Lock {
  const byId = new Map<string, LockedModel>();
  for (const model of models) byId.set(model.id, joinModels(byId.get(model.id), model));
  return { lockVersion: 1, catalog, models: [...byId.keys()].sort().flatMap((id) => byId.get(id) ?? []) };
}

function joinModels(earlier: LockedModel | undefined, model: LockedModel): LockedModel {
  const revisions = [...new Set([...(earlier?.revisions ?? []), ...(model.revisions ?? [])])].sort();
  return { ...model, ...(revisions.length === 0 ? {} : { revisions }) };
}

const WATCHED = ['declared', 'bases', 'effective', 'licenseTextSha256'] as const;

/**
 * What differs between a lock and what is found now. Any change counts, a loosening as well: terms apply to a revision. A newer catalog alone
 * is no change.
 */
export function diffLock(locked: Lock, found: Lock): readonly LockChange[] {
  const before = new Map(locked.models.map((model) => [model.id, model]));
  const after = new Map(found.models.map((model) => [model.id, model]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((id): readonly LockChange[] => {
    const from = before.get(id);
    const to = after.get(id);
    if (from === undefined) return [{ kind: 'added', id }];
    if (to === undefined) return [{ kind: 'removed', id }];
    return WATCHED.flatMap((field): readonly LockChange[] => {
      const [old, now] = [show(from[field]), show(to[field])];
      return old === now ? [] : [{ kind: 'changed', id, field, from: old, to: now }];
    });
  });
}

function show(value: LockedModel[(typeof WATCHED)[number]] | undefined): string {
  if (value === undefined || typeof value === 'string') return value ?? '';
  const parts = value.map((part) => (typeof part === 'string' ? part : `${part.model} (${part.relation})`));
  return parts.sort().join(', ');
}

/** The lock as it is written: one order of keys, so that a review sees only what changed. Ends with a line feed. */
export function writeLock({ lockVersion, catalog, models }: Lock): string {
  const ordered = models.map((model) => [
    model.id,
    {
      ...(model.revisions === undefined ? {} : { revisions: model.revisions }),
      declared: model.declared,
      bases: model.bases,
      effective: model.effective,
      expression: model.expression,
      evidence: model.evidence,
      ...(model.licenseTextSha256 === undefined ? {} : { licenseTextSha256: model.licenseTextSha256 }),
    },
  ]);
  const head = { lockVersion, catalog: { version: catalog.version, sha256: catalog.sha256 } };
  return `${JSON.stringify({ ...head, models: Object.fromEntries(ordered) }, null, 2)}\n`;
}
