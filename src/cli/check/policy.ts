import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { didYouMean } from '../../catalog/did-you-mean.ts';
import { readPolicy } from '../../catalog/policy-file.ts';
import type { Catalog } from '../../domain/catalog.ts';
import type { LicensePolicy } from '../../domain/license-policy.ts';
import { AdvisorError } from '../../domain/problem.ts';
import type { Io } from '../io.ts';
import { readInput } from '../session.ts';
import { type CheckRoot, showPath } from './root.ts';

/** Names a policy file is found under, the first that exists in a folder. */
export const POLICY_NAMES = [
  'llm-advisor.policy.yaml',
  'llm-advisor.policy.yml',
  'llm-advisor.policy.json',
  '.llm-advisor/policy.yaml',
] as const;

/** Used where nobody has written a policy. */
const DEFAULT_POLICY = 'commercial';

export interface OpenPolicy {
  readonly policy: LicensePolicy;
  /** Absolute path; null for a built-in policy. */
  readonly path: string | null;
  /** As shown to the reader. */
  readonly file: string | null;
}

/**
 * The policy of a check: `--policy`, then `LLM_ADVISOR_POLICY`, then the nearest policy file from the checked folder up to its root, then a
 * built-in one. One file wins; nothing is merged. Throws {@link AdvisorError}: `input-file` with every problem, `usage` for an unknown name.
 */
export async function openPolicy(
  named: string | undefined,
  { root, paths }: CheckRoot,
  catalog: Catalog,
  io: Io,
): Promise<OpenPolicy> {
  const wanted = named ?? (io.env.LLM_ADVISOR_POLICY || undefined);
  const builtIn = catalog.policies.find(({ name }) => name === (wanted ?? DEFAULT_POLICY).toLowerCase());
  const path = wanted === undefined ? findPolicyFile(paths[0] ?? root, root) : wanted;
  if (wanted !== undefined && builtIn !== undefined) return { policy: builtIn, path: null, file: null };
  if (wanted !== undefined && !/[./\\]/.test(wanted)) throw unknownPolicy(wanted, catalog);
  if (path !== undefined) {
    const file = wanted ?? showPath(path, root);
    const read = readPolicy(await readInput(path, io), file, catalog);
    if (read.kind === 'error') throw new AdvisorError('input-file', read.problems);
    return { policy: read.policy, path, file };
  }
  if (builtIn === undefined) throw unknownPolicy(DEFAULT_POLICY, catalog);
  return { policy: builtIn, path: null, file: null };
}

function unknownPolicy(name: string, catalog: Catalog): AdvisorError {
  const names = catalog.policies.map((policy) => policy.name);
  const remedy =
    didYouMean(name, names) ?? `built in: ${names.join(', ')}; a file is told by a dot or slash in its name`;
  return new AdvisorError('usage', [{ code: 'unknown-policy', message: `unknown policy "${name}"`, remedy }]);
}

function findPolicyFile(from: string, root: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    for (const name of POLICY_NAMES) {
      const path = join(at, name);
      if (existsSync(path)) return path;
    }
    if (at === root || dirname(at) === at) return undefined;
  }
}

/** An environment that the policy does not know would silently change nothing. Throws {@link AdvisorError} (`usage`). */
export function requireEnvironment(name: string | undefined, policy: LicensePolicy): void {
  if (name === undefined) return;
  const known = [...new Set(policy.overrides.flatMap(({ environments }) => environments ?? []))].sort();
  if (known.includes(name)) return;
  const remedy =
    known.length === 0
      ? 'name environments in the overrides of the policy'
      : (didYouMean(name, known) ?? `one of: ${known.join(', ')}`);
  throw new AdvisorError('usage', [
    { code: 'unknown-environment', message: `the policy has nothing for the environment "${name}"`, remedy },
  ]);
}
