import type { Lock, LockChange } from '../../domain/check.ts';
import { diffLock } from '../../license/lock.ts';
import type { RawFinding } from './judged.ts';

export interface LockFinding {
  readonly model: string;
  readonly finding: RawFinding;
}

interface LockMode {
  readonly frozen: boolean;
  /** Only a part of the repository was looked at. */
  readonly partial: boolean;
}

/** What a check says about the lock. Without `frozen` a model that is not locked yet is no matter. */
export function findLockChanges(locked: Lock, found: Lock, mode: LockMode): readonly LockFinding[] {
  return diffLock(locked, found).flatMap((change) => {
    const finding = toFinding(change, mode);
    return finding === undefined ? [] : [{ model: change.id, finding }];
  });
}

function toFinding(change: LockChange, { frozen, partial }: LockMode): RawFinding | undefined {
  const license = change.id;
  if (change.kind === 'added') {
    return frozen ? { rule: 'LLA022', level: 'error', kind: 'lock-missing', license, args: {} } : undefined;
  }
  if (change.kind === 'removed') {
    const level = frozen ? 'error' : 'note';
    return partial ? undefined : { rule: 'LLA014', level, kind: 'lock-unused', license, args: {} };
  }
  const { field, from, to } = change;
  return { rule: 'LLA014', level: 'error', kind: 'lock-changed', license, args: { field, from, to } };
}
