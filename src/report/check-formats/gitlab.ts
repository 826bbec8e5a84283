import type { FindingLevel } from '../../domain/license.ts';
import { printable, printableJson } from '../../units/printable.ts';
import { upperFirst } from '../i18n/en/upper-first.ts';
import { english } from './english.ts';
import type { CheckFormatter } from './options.ts';

const SEVERITY = {
  error: 'major',
  warning: 'minor',
  note: 'info',
} as const satisfies Readonly<Record<FindingLevel, string>>;

/** Code Quality report of GitLab (https://docs.gitlab.com/ci/testing/code_quality/, read 2026-11): open findings only. */
export const format: CheckFormatter = (result) => {
  const issues = result.findings
    .filter(({ status }) => status === 'open')
    .map((finding) => ({
      description: `${finding.model === null ? '' : `${printable(finding.model)}: `}${upperFirst(english.message(finding))}`,
      check_name: finding.rule,
      fingerprint: finding.fingerprint,
      severity: SEVERITY[finding.level],
      location: {
        path: finding.place?.path ?? result.policy.file ?? 'llm-advisor.policy.yaml',
        lines: { begin: finding.place?.line ?? 1 },
      },
    }));
  return printableJson(issues);
};
