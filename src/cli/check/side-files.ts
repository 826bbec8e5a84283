import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type FileRead, readBaseline, readLock } from '../../catalog/check-files.ts';
import type { Baseline, Lock } from '../../domain/check.ts';
import { AdvisorError } from '../../domain/problem.ts';
import type { Io } from '../io.ts';
import { readInput } from '../session.ts';
import type { CheckFlags } from './options.ts';
import type { OpenPolicy } from './policy.ts';
import { type CheckRoot, showPath } from './root.ts';

const LOCK_NAME = 'llm-advisor.lock.json';
const BASELINE_NAME = 'llm-advisor.baseline.json';

/** Where the lock stands or will stand: as named, else beside the policy, else at the root. */
export function lockPath(flags: CheckFlags, { path }: OpenPolicy, { root }: CheckRoot, cwd: string): string {
  if (flags.lock !== undefined) return resolve(cwd, flags.lock);
  return join(path === null ? root : dirname(resolve(cwd, path)), LOCK_NAME);
}

/**
 * The lock, if there is one. Throws {@link AdvisorError} (`input-file`) for a bad one, and for a missing one that was named or that `--frozen`
 * needs.
 */
export async function openLock(
  path: string,
  flags: CheckFlags,
  { root }: CheckRoot,
  io: Io,
): Promise<Lock | undefined> {
  if (existsSync(path)) return taken(readLock(await readInput(path, io), showPath(path, root)));
  if (flags.lock === undefined && flags.frozen !== true) return undefined;
  const file = showPath(path, root);
  throw new AdvisorError('input-file', [
    { code: 'lock-missing', file, message: `there is no lock ${file}`, remedy: 'write it: llm-advisor check lock' },
  ]);
}

/** Where the baseline stands; undefined when none is wanted. */
export function baselinePath(flags: CheckFlags, { root }: CheckRoot, cwd: string): string | undefined {
  if (flags.baseline !== undefined) return resolve(cwd, flags.baseline);
  return flags.updateBaseline === true ? join(root, BASELINE_NAME) : undefined;
}

/** The baseline to compare with; none when it is written anew. Throws {@link AdvisorError} (`input-file`). */
export async function openBaseline(
  path: string | undefined,
  flags: CheckFlags,
  { root }: CheckRoot,
  io: Io,
): Promise<Baseline | undefined> {
  if (path === undefined || flags.updateBaseline === true) return undefined;
  return taken(readBaseline(await readInput(path, io), showPath(path, root)));
}

function taken<T>(read: FileRead<T>): T {
  if (read.kind === 'error') throw new AdvisorError('input-file', read.problems);
  return read.value;
}
