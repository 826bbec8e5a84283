import type { CheckFinding, CheckResult, Place } from '../../domain/check.ts';
import type { FindingLevel, LicenseRuleId } from '../../domain/license.ts';
import { LICENSE_RULES } from '../../license/rules.ts';
import { printable, printableJson } from '../../units/printable.ts';
import { upperFirst } from '../i18n/en/upper-first.ts';
import { english } from './english.ts';
import type { CheckFormatter } from './options.ts';

// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what code scanning reads of it:
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning (read 2026-11).
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const HOME = 'https://www.npmjs.com/package/llm-advisor';
/** Where findings go that belong to no file: code scanning wants a place for each. */
const POLICY_PLACE = 'llm-advisor.policy.yaml';

const RULES = Object.keys(LICENSE_RULES).sort() as readonly LicenseRuleId[];

function rule(id: LicenseRuleId): object {
  const { name, level } = LICENSE_RULES[id];
  const { summary, help } = english.texts.rules[id];
  return {
    id,
    name: name.split('-').map(upperFirst).join(''),
    shortDescription: { text: summary },
    fullDescription: { text: `${summary} ${help}` },
    help: { text: help, markdown: `**${id}** ${summary}\n\n${help}\n\n${english.texts.sentences.notLegalAdvice}` },
    helpUri: HOME,
    defaultConfiguration: { level },
    properties: { tags: ['license', 'ai-model'], precision: 'high', 'problem.severity': SEVERITY[level] },
  };
}

const SEVERITY = {
  error: 'error',
  warning: 'warning',
  note: 'recommendation',
} as const satisfies Readonly<Record<FindingLevel, string>>;

/** Relative with `/`; every character that a URI does not hold is escaped, and half a surrogate pair replaced. */
function uri(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

function location(place: Place | null, result: CheckResult): object {
  if (place === null) {
    const file = result.policy.file;
    const shown = file === null || file.startsWith('..') || file.startsWith('/') ? POLICY_PLACE : file;
    return { physicalLocation: { artifactLocation: { uri: uri(shown) }, region: { startLine: 1, startColumn: 1 } } };
  }
  const { path, line, column, endColumn } = place;
  const end = endColumn !== undefined && endColumn > column ? { endColumn } : {};
  return {
    physicalLocation: {
      artifactLocation: { uri: uri(path) },
      region: { startLine: line, startColumn: column, ...end },
    },
  };
}

function message(finding: CheckFinding): string {
  const remedy = english.remedy(finding);
  const model = finding.model === null ? '' : `${printable(finding.model)}: `;
  return `${model}${upperFirst(english.message(finding))}.${remedy === '' ? '' : ` ${upperFirst(remedy)}.`}`;
}

function toResult(finding: CheckFinding, result: CheckResult): object {
  const subject = result.models.find(({ id }) => id === finding.model);
  const suppression =
    finding.status === 'open'
      ? {}
      : {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: finding.waivedBy === undefined ? 'accepted by the baseline' : `waiver ${finding.waivedBy}`,
            },
          ],
        };
  return {
    ruleId: finding.rule,
    ruleIndex: RULES.indexOf(finding.rule),
    level: finding.level,
    message: { text: message(finding) },
    locations: [location(finding.place, result)],
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    ...suppression,
    properties: {
      kind: finding.kind,
      license: finding.license,
      ...(finding.clause === undefined ? {} : { clause: finding.clause }),
      ...(finding.model === null ? {} : { model: finding.model }),
      ...(subject === undefined ? {} : { verdict: subject.verdict.verdict, expression: subject.verdict.expression }),
    },
  };
}

/**
 * SARIF 2.1.0 with rule help, regions and fingerprints. Findings that are waived or in the baseline are left out, because code scanning
 * shows suppressed results as open alerts; `suppressed` keeps them for viewers that know better.
 */
export const format: CheckFormatter = (result, { suppressed }) => {
  const shown = result.findings.filter(({ status }) => suppressed || status === 'open');
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: result.tool.name,
            semanticVersion: result.tool.version,
            informationUri: HOME,
            rules: RULES.map(rule),
          },
        },
        automationDetails: { id: 'llm-advisor/check/' },
        columnKind: 'utf16CodeUnits',
        results: shown.map((finding) => toResult(finding, result)),
      },
    ],
  };
  return printableJson(log);
};
