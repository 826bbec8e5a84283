import { existsSync } from 'node:fs';
import type { LockChange } from '../../domain/check.ts';
import { diffLock, makeLock, writeLock } from '../../license/lock.ts';
import type { Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import type { CheckFlags } from './options.ts';
import { showPath } from './root.ts';
import { runCheck } from './run.ts';
import { writeText } from './write.ts';

interface LockFlags extends CheckFlags {
  readonly check?: true;
}

/** Writes the lock and tells what changed; with `--check` only compares: exit 1 when it differs. */
export async function runLock(paths: readonly string[], flags: LockFlags, io: Io): Promise<Outcome> {
  const { lock: found, ...run } = await runCheck(paths, flags, io);
  const file = showPath(run.lockPath, run.root.root);
  const before = run.lockBefore;
  // Only a part was looked at: the rest stays as it is locked.
  const partial = flags.model !== undefined || !run.root.whole;
  const lock = partial ? makeLock(found.catalog, [...(before?.models ?? []), ...found.models]) : found;
  const changes = diffLock(before ?? { ...lock, models: [] }, lock);
  const lines = changes.map((change) => `${describe(change)}\n`).join('');
  const count = `${lock.models.length} ${lock.models.length === 1 ? 'model' : 'models'}`;
  if (flags.check === true) {
    const same = before !== undefined && changes.length === 0;
    return {
      output: `${lines}${file}: ${same ? 'up to date' : 'differs'}, ${count}\n`,
      exitCode: same ? EXIT.answered : EXIT.no,
    };
  }
  const text = writeLock(lock);
  const unchanged = changes.length === 0 && existsSync(run.lockPath);
  writeText(run.lockPath, text);
  return { output: `${lines}${file}: ${unchanged ? 'no change' : 'written'}, ${count}\n`, exitCode: EXIT.answered };
}

/** One line a change: `~ Qwen/Qwen2.5-3B effective: "qwen-research" -> "apache-2.0"`. */
function describe(change: LockChange): string {
  if (change.kind === 'added') return `+ ${change.id}`;
  if (change.kind === 'removed') return `- ${change.id}`;
  return `~ ${change.id} ${change.field}: "${change.from}" -> "${change.to}"`;
}
