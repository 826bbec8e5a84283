import { suggest } from '../../catalog/did-you-mean.ts';
import type { CheckedModel, CheckResult } from '../../domain/check.ts';
import type { LicenseRuleId } from '../../domain/license.ts';
import { AdvisorError } from '../../domain/problem.ts';
import { LICENSE_RULES } from '../../license/rules.ts';
import { explainModels, explainRule } from '../../report/check-formats/explain.ts';
import type { Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { decideTerminal } from '../terminal.ts';
import type { CheckFlags } from './options.ts';
import { runCheck } from './run.ts';

/** Why a model, a finding or a rule stands as it does. `target`: model id as written or resolved, fingerprint, or rule id; none: all models. */
export async function runExplain(
  target: string | undefined,
  paths: readonly string[],
  flags: CheckFlags,
  io: Io,
): Promise<Outcome> {
  const options = { ...decideTerminal(flags, io), suppressed: false };
  const rule = target?.toUpperCase();
  if (isRule(rule)) return { output: explainRule(rule, options), exitCode: EXIT.answered };
  const { result, policy } = await runCheck(paths, flags, io);
  const models = target === undefined ? result.models : findModels(target, result);
  if (models.length === 0 && target !== undefined) throw notFound(target, result);
  return { output: explainModels(models, result, policy.policy, options), exitCode: EXIT.answered };
}

function isRule(id: string | undefined): id is LicenseRuleId {
  return id !== undefined && Object.hasOwn(LICENSE_RULES, id);
}

function findModels(target: string, { models, findings }: CheckResult): readonly CheckedModel[] {
  const wanted = target.toLowerCase();
  const byName = models.filter((model) => [model.id, ...model.writtenAs].some((name) => name.toLowerCase() === wanted));
  if (byName.length > 0) return byName;
  const ids = findings
    .filter(({ fingerprint }) => fingerprint === target || fingerprint.startsWith(`${target}:`))
    .map(({ model }) => model);
  return models.filter(({ id }) => ids.includes(id));
}

function notFound(target: string, { models }: CheckResult): AdvisorError {
  const near = suggest(
    target,
    models.map(({ id }) => id),
  );
  return new AdvisorError('usage', [
    {
      code: 'nothing-to-explain',
      message: `nothing here is called "${target}"`,
      remedy:
        near.length > 0
          ? `did you mean ${near.join(' or ')}?`
          : 'give a model that the check finds, a fingerprint, or a rule such as LLA007; --model ID judges any other',
    },
  ]);
}
