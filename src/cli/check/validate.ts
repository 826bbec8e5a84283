import { existsSync } from 'node:fs';
import type { Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { openCatalog } from '../session.ts';
import type { CheckFlags } from './options.ts';
import { openPolicy } from './policy.ts';
import { findRoot } from './root.ts';
import { baselinePath, lockPath, openBaseline, openLock } from './side-files.ts';

/** Reads policy, lock and baseline without judging anything. All errors of a bad file, and exit 3. */
export async function runValidate(file: string | undefined, flags: CheckFlags, io: Io): Promise<Outcome> {
  const cwd = process.cwd();
  const root = findRoot([], cwd);
  const { format: _, ...common } = flags;
  const catalog = await openCatalog(common, io);
  const policy = await openPolicy(file ?? flags.policy, root, catalog, io);
  const lockAt = lockPath(flags, policy, root, cwd);
  await openLock(lockAt, flags, root, io);
  await openBaseline(baselinePath(flags, root, cwd), flags, root, io);
  const { waivers, overrides, licenses } = policy.policy;
  const parts = [
    policy.file === null ? `the built-in policy "${policy.policy.name}"` : policy.file,
    `unlisted licenses: ${licenses.default}`,
    `${waivers.length} ${waivers.length === 1 ? 'waiver' : 'waivers'}`,
    `${overrides.length} ${overrides.length === 1 ? 'override' : 'overrides'}`,
    existsSync(lockAt) ? 'lock in order' : 'no lock',
  ];
  return { output: `in order: ${parts.join(', ')}\n`, exitCode: EXIT.answered };
}
