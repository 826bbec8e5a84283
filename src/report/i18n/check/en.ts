import type { CheckFinding } from '../../../domain/check.ts';
import { obligationClass } from '../../../license/obligation-kinds.ts';
import { plural } from '../en/plural.ts';
import { rules } from './en-rules.ts';
import type { CheckTexts } from './texts.ts';

const parts = (items: readonly string[]): string => items.filter((item) => item !== '').join(', ');
const counted = (count: number, word: string): string => (count === 0 ? '' : `${count} ${word}`);

const PROOF = {
  deliverable: (code: string) =>
    `show it in the repository and name the file in the policy: obligationEvidence: {"${code}": [FILE]}`,
  permission: (_code: string, license: string) => `record it in the policy: permissions: [{license: ${license}, …}]`,
  conduct: (_code: string, license: string) =>
    `read the rules, then accept them in the policy: acknowledge: [${license}]`,
} as const;

function proof({ args, license }: CheckFinding): string {
  const code = String(args.code ?? '');
  return code === '' ? '' : PROOF[obligationClass(code)](code, license);
}

export const checkTexts: CheckTexts = {
  findings: {
    unresolved: (x) => `${x.license} is not known before it runs, so its license cannot be judged`,
    ambiguous: (x) =>
      Number(x.args.count) === 0
        ? `the name does not say which model is meant, and the possible ones differ in license`
        : `the name may mean ${plural(Number(x.args.count), 'model')} (${x.args.candidates}${Number(x.args.count) > 5 ? ', …' : ''})${x.license === '' ? '' : `; their licenses: ${x.license}`}`,
    implicit: (x) => `no model is named here; the library takes ${x.license}`,
    hosted: (x) => `${x.license} is called at ${x.args.provider}: the terms of the provider apply`,
    'not-pinned': (x) => `${x.license} is named without a commit or digest`,
    'waiver-expired': (x) => `waiver ${x.args.waiver} for ${x.license} ran out on ${x.args.expires}`,
    'waiver-expiring': (x) =>
      `waiver ${x.args.waiver} for ${x.license} runs out on ${x.args.expires}, in ${plural(Number(x.args.days), 'day')}`,
    'waiver-unused': (x) => `waiver ${x.args.waiver} for ${x.license} covers nothing`,
    'text-changed': (x) =>
      `the license text ${x.args.file} is not the one the ${x.args.subject} was given for (${x.license})`,
    'text-unchecked': (x) =>
      `the ${x.args.subject} for ${x.license} is bound to a license text, and none is at hand to compare`,
    'catalog-old': (x) =>
      `the catalog ${x.args.version} is ${x.args.days} days old; the policy accepts ${x.args.limit}`,
    'lock-missing': (x) => `${x.license} is not in the lock file`,
    'lock-changed': (x) =>
      `the lock has other ${x.args.field} for ${x.license}: "${x.args.from}" then, "${x.args.to}" now`,
    'lock-unused': (x) => `the lock has ${x.license}, which nothing uses any more`,
    'baseline-unused': (x) =>
      `${plural(Number(x.args.count), 'entry', 'entries')} of the baseline match nothing any more`,
    'own-weaker': (x) =>
      `the label ${x.license} of the model published here is weaker than what its bases bring: ${x.args.bases}`,
  },
  remedies: {
    denied: (x) =>
      x.args.liftedBy === undefined
        ? 'use another model, or have the use waived with a reason and an end'
        : `record the agreement in the policy: permissions: [{license: ${x.license}, …}]; else use another model`,
    listed: (x) =>
      x.level === 'error' ? 'use another model, or change the lists after a review' : 'review it, then list it',
    question: (x) =>
      x.fact?.startsWith('model.') ? 'find out with the publisher' : `state it in the policy: profile: {${x.fact}: …}`,
    assumption: (x) => `state it in the policy, if it is otherwise: profile: {${x.fact}: …}`,
    unknown: () => 'find the license text and record the answer under models.clarify, or use another model',
    review: () => 'have somebody read the text',
    obligation: proof,
    mismatch: () => 'follow the terms of the base models as well',
    name: () => '',
    conflict: () => 'use another combination of models',
    lineage: () => 'look into the base models by hand',
    gated: () => 'accept the terms with the account that downloads',
    note: () => '',
    unresolved: () => 'write the name of the model, or give the variable a default in the file',
    ambiguous: () => 'name the exact model: hub id or full tag',
    implicit: () => 'name the model',
    hosted: () => 'check the contract with the provider',
    'not-pinned': () => 'add a commit or digest, or commit a lock: llm-advisor check lock',
    'waiver-expired': () => 'renew it after a review, or remove it',
    'waiver-expiring': () => 'renew it after a review',
    'waiver-unused': () => 'remove it',
    'text-changed': () => 'read the new text and renew the approval with its hash',
    'text-unchecked': () => 'keep the license text beside the weights, or renew the approval when the model changes',
    'catalog-old': () => 'update llm-advisor',
    'lock-missing': () => 'run llm-advisor check lock, review the difference and commit it',
    'lock-changed': () => 'read what changed, then run llm-advisor check lock',
    'lock-unused': () => 'run llm-advisor check lock',
    'baseline-unused': () => 'run the check with --update-baseline',
    'own-weaker': () => 'publish it under terms that its bases permit',
  },
  rules,
  level: { error: 'error', warning: 'warning', note: 'note' },
  status: { pass: 'pass', fail: 'fail', waived: 'waived', baseline: 'in baseline' },
  findingStatus: { open: 'open', waived: 'waived', baseline: 'in baseline' },
  kind: {
    use: 'used',
    base: 'trained from',
    'merge-base': 'merged',
    adapter: 'adapter',
    draft: 'draft model',
    tokenizer: 'tokenizer',
    mention: 'mentioned',
    'own-artifact': 'published here',
  },
  unread: {
    'file-too-big': 'too big, not looked at',
    unreadable: 'cannot be read',
    'not-utf8': 'not UTF-8, read as far as possible',
    malformed: 'not what its name promises, read line by line',
    'link-outside': 'a link that leads out of the tree, not followed',
    'line-too-long': 'has a line too long to match',
    'too-many-files': 'more files than are read',
    'too-many-references': 'more references than are kept of one file',
    'path-missing': 'no such path',
  },
  labels: {
    model: 'Model',
    verdict: 'Verdict',
    licenses: 'Licenses',
    places: 'Where',
    status: 'Status',
    findings: 'Findings',
    duties: 'Duties',
    hosted: 'Hosted',
    unread: 'Not fully read',
    policy: 'Policy',
    result: 'Result',
    summary: 'Summary',
    evidence: 'Evidence',
    facts: 'Facts',
    rule: 'Rule',
    level: 'Level',
    location: 'Location',
    message: 'Finding',
    remedy: 'Remedy',
    none: 'none known',
    bases: 'Derives from',
    overrides: 'Overrides in force',
    writtenAs: 'Written as',
    candidates: 'May mean',
    source: 'Read in',
    fingerprint: 'Fingerprint',
    mentions: 'Mentioned only',
  },
  sentences: {
    passed: 'Passed.',
    failed: (errors, warnings) =>
      `Failed: ${parts([counted(errors, errors === 1 ? 'error' : 'errors'), counted(warnings, warnings === 1 ? 'warning' : 'warnings')]) || 'notes'}.`,
    empty: 'Failed: nothing was found to check.',
    counts: (s) =>
      `${plural(s.models, 'model')}${s.references === 0 ? '' : ` in ${plural(s.references, 'place')}`}${s.unresolved === 0 ? '' : `, ${s.unresolved} unresolved`}${s.hosted === 0 ? '' : `, ${s.hosted} hosted`}.`,
    verdicts: ({ byVerdict: v }) =>
      parts([
        counted(v.allowed, 'allowed'),
        counted(v.conditional, 'under conditions'),
        counted(v.denied, 'denied'),
        counted(v.unknown, 'unclear'),
      ]),
    builtIn: (name) => `The built-in policy "${name}" is used. Write your own with: llm-advisor check init.`,
    policyFile: (file, name) => (file === name ? file : `${name} (${file})`),
    nothing: 'No models are named here.',
    excluded: (globs) => `Left out by the policy: ${globs.join(', ')}.`,
    missingFacts: (facts) => `To settle open questions, state in the profile of the policy: ${facts.join(', ')}.`,
    accepted: (waived, baseline) =>
      `${parts([counted(waived, 'waived'), counted(baseline, 'accepted by the baseline')])}: shown, not counted.`,
    proven: (reference) => `met: ${reference}`,
    open: 'open',
    more: (count) => `and ${count} more`,
    cut: (shown, total) => `${shown} of ${total} findings are shown.`,
    notLegalAdvice: 'Read the terms; this is not legal advice.',
  },
};
