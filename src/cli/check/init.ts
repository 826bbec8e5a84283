import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult } from '../../domain/check.ts';
import { AdvisorError } from '../../domain/problem.ts';
import { COMPANY_FACTS } from '../../license/facts.ts';
import type { Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import type { CheckFlags } from './options.ts';
import { POLICY_NAMES } from './policy.ts';
import { showPath } from './root.ts';
import { runCheck } from './run.ts';
import { writeText } from './write.ts';

interface InitFlags extends CheckFlags {
  readonly force?: true;
  readonly print?: true;
}

/** Writes a commented policy for what is found here: every license listed where it belongs, every fact to be stated. */
export async function runInit(paths: readonly string[], flags: InitFlags, io: Io): Promise<Outcome> {
  // What stands now must not decide what is found.
  const { result, root } = await runCheck(paths, { ...flags, policy: 'any' }, io, { useLock: false });
  const text = starterPolicy(result);
  if (flags.print === true) return { output: text, exitCode: EXIT.answered };
  const existing = POLICY_NAMES.map((name) => join(root.root, name)).find((path) => existsSync(path));
  if (existing !== undefined && flags.force !== true) {
    throw new AdvisorError('usage', [
      {
        code: 'policy-exists',
        message: `there is a policy already: ${showPath(existing, root.root)}`,
        remedy: 'edit it, print a new one with --print, or replace it with --force',
      },
    ]);
  }
  const path = existing ?? join(root.root, POLICY_NAMES[0]);
  writeText(path, text);
  return {
    output: `${showPath(path, root.root)}: written; state the facts of your company in it\n`,
    exitCode: EXIT.answered,
  };
}

const FREE: ReadonlySet<string> = new Set([
  'permissive',
  'public-domain',
  'permissive-attribution',
  'permissive-notice',
]);
const FORBIDDING: ReadonlySet<string> = new Set(['non-commercial', 'research-only', 'non-production']);

function starterPolicy({ licenses, policy: _, models }: CheckResult): string {
  const ids = (test: (category: string) => boolean): readonly string[] =>
    licenses.filter(({ category }) => test(category)).map(({ id }) => id);
  const bound = ids((category) => !FREE.has(category) && !FORBIDDING.has(category) && category !== 'ambiguous');
  const found = licenses.length === 0 ? 'nothing' : licenses.map(({ id }) => id).join(', ');
  const inTests = models.some(({ places }) => places.some(({ path }) => /(^|\/)tests?\//.test(path)));
  const facts = Object.entries(COMPANY_FACTS).map(([name, fact]) => {
    const choices = 'choices' in fact ? ` One of: ${fact.choices.join(', ')}.` : '';
    return `  # ${fact.description}${choices}\n  # ${name}:`;
  });
  return `# License policy for llm-advisor check. Read by people and by CI; see: llm-advisor catalog schema policy
version: 1

# Facts about your company. What is missing is asked for, never assumed. Remove the "#" and fill in.
profile:
  use: commercial
  distribution: [product]
${facts.filter((line) => !/# (use|distribution):$/.test(line)).join('\n')}

# Found when this file was written: ${found}.
licenses:
  # For licenses that no list names. review: a warning; deny: an error, the safe choice once the lists are complete;
  # judge: the terms alone decide.
  default: review
  allow: ["@permissive"]
  conditional: [${bound.join(', ')}]
  deny: ["@non-commercial"]

# Licenses whose rules of conduct somebody has read and accepted.
acknowledge: []

# Files that show a duty is met, by its code.
obligationEvidence: {}
#  "display:Built with Llama": [docs/about.md]

# Registrations, agreements and subscriptions you hold.
permissions: []
#  - { license: ID, kind: agreement, reference: "CONTRACT-1", date: 2026-01-31 }

# Files that are not looked at; every report names them.
exclude: []
#  - { paths: ["test/fixtures/**"], reason: invented names }

# Other facts for some paths or for: llm-advisor check --environment NAME
${
  inTests
    ? 'overrides:\n  - paths: ["tests/**", "test/**", "**/tests/**", "**/test/**"]\n    facts: { use: evaluation, distribution: [none] }\n    reason: tests are not shipped'
    : 'overrides: []\n#  - paths: ["tests/**"]\n#    facts: { use: evaluation, distribution: [none] }\n#    reason: tests are not shipped'
}

# Findings accepted for a time: at most 366 days, with a reason and an approver. Expired is an error, unused a warning.
waivers: []
#  - id: W1
#    model: ORG/NAME
#    rule: LLA006
#    paths: ["bench/**"]
#    reason: throughput smoke test, no product use
#    approvedBy: legal@example.com
#    granted: 2026-01-31
#    expires: 2026-12-31

# Other levels for some rules: error, warning, note, off.
severity: {}
`;
}
