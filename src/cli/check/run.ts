import { createHash } from 'node:crypto';
import { type CheckOutcome, check } from '../../advisor/check/check.ts';
import type { CheckInput } from '../../advisor/check/input.ts';
import { loadLicenseDetails } from '../../catalog/load.ts';
import type { Catalog } from '../../domain/catalog.ts';
import { licensesByModel } from '../../license/label.ts';
import type { Io } from '../io.ts';
import type { CommonOptions } from '../options.ts';
import { openCatalog } from '../session.ts';
import { TOOL } from '../version.ts';
import { collectModels } from './collect.ts';
import type { CheckFlags } from './options.ts';
import { type OpenPolicy, openPolicy, requireEnvironment } from './policy.ts';
import { type CheckRoot, findRoot, showPath } from './root.ts';
import { baselinePath, lockPath, openBaseline, openLock } from './side-files.ts';

/** A check that was run, and where its files stand. */
export interface CheckRun extends CheckOutcome {
  readonly catalog: Catalog;
  readonly root: CheckRoot;
  readonly policy: OpenPolicy;
  readonly lockPath: string;
  readonly baselinePath: string | undefined;
  readonly lockBefore: CheckInput['lock'];
}

/** Whether a lock is compared, and must be there. */
interface RunOptions {
  readonly useLock: boolean;
}

/** Reads policy, lock, baseline and tree, and judges. Throws `AdvisorError` with everything wrong about one of the files. */
export async function runCheck(
  paths: readonly string[],
  flags: CheckFlags,
  io: Io,
  { useLock }: RunOptions = { useLock: true },
): Promise<CheckRun> {
  const cwd = process.cwd();
  const root = findRoot(paths, cwd);
  const { format: _, ...common } = flags;
  const catalog = await openCatalog(common satisfies CommonOptions, io);
  const policy = await openPolicy(flags.policy, root, catalog, io);
  requireEnvironment(flags.environment, policy.policy);
  const lockAt = lockPath(flags, policy, root, cwd);
  const lock = useLock ? await openLock(lockAt, flags, root, io) : undefined;
  const baselineAt = baselinePath(flags, root, cwd);
  const baseline = await openBaseline(baselineAt, flags, root, io);
  const details = await loadLicenseDetails();
  const licensesOf = licensesByModel([...details].map(([id, license]) => ({ id, models: license.models })));
  const licensedIds = [...details.values()].flatMap((license) => license.models);
  const models = flags.model ?? [];
  const collected = await collectModels({ root, models, catalog, licensedIds, policy: policy.policy, flags, io });
  const outcome = check({
    ...collected,
    policy: policy.policy,
    policyFile: policy.file,
    catalog,
    details: (id) => details.get(id),
    licensesOf,
    ...(lock === undefined ? {} : { lock }),
    ...(baseline === undefined ? {} : { baseline }),
    request: {
      paths: models.length > 0 ? [] : root.paths.map((path) => showPath(path, root.root)).sort(),
      models,
      environment: flags.environment ?? null,
      today: flags.today ?? new Date().toISOString().slice(0, 10),
      failOn: flags.strict === true ? 'warning' : (flags.failOn ?? 'error'),
      failOnEmpty: flags.failOnEmpty === true,
      frozen: flags.frozen === true,
    },
    partial: models.length > 0 || !root.whole,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    tool: TOOL,
  });
  return { ...outcome, catalog, root, policy, lockPath: lockAt, baselinePath: baselineAt, lockBefore: lock };
}
