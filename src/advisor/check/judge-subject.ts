import type { LicenseVerdict, LicenseVerdictKind } from '../../domain/license.ts';
import type { LicensePolicy } from '../../domain/license-policy.ts';
import { assessVerdict } from '../../license/assess.ts';
import { proveByFiles } from '../../license/evidence.ts';
import { judgeBeneath, judgeLicense, judgeNode } from '../../license/judge.ts';
import { judgeCard } from '../../license/judge-card.ts';
import { levelOf } from '../../license/levels.ts';
import type { LineageNode } from '../../license/lineage.ts';
import { findOpenObligations } from '../../license/obligation-findings.ts';
import { matchesPattern } from '../../license/pattern.ts';
import type { LicenseText } from './input.ts';
import { judgeOwn } from './judge-own.ts';
import type { JudgeContext, Judged, RawFinding } from './judged.ts';
import type { Knowledge } from './knowledge.ts';
import type { Subject } from './subjects.ts';

const NOTHING: LicenseVerdict = {
  verdict: 'unknown',
  ids: [],
  expression: 'NOASSERTION',
  obligations: [],
  findings: [],
};

/** The verdict of one subject with its duties looked up in the repository, and what else there is to say about it. */
export function judgeSubject(subject: Subject, context: JudgeContext): Judged {
  if (subject.own !== undefined) return judgeOwn(subject, subject.own, context);
  if (subject.resolution === 'model') return judgeModel(subject.id, subject.policy, context);
  if (subject.resolution === 'ambiguous') return judgeAmbiguous(subject, context);
  const level = subject.policy.settings.onUnresolved;
  return {
    verdict: NOTHING,
    findings: [{ rule: 'LLA012', level, kind: 'unresolved', license: subject.id, args: {} }],
    bases: [],
    declared: [],
  };
}

function judgeModel(id: string, policy: LicensePolicy, context: JudgeContext): Judged {
  const { knowledge } = context;
  const node = knowledge.lookup(id) ?? { id, publisher: id.split('/')[0] ?? '', licenses: [], bases: [] };
  const clarified = clarify(node, policy, context.texts.get(id));
  const verdict =
    clarified.node === undefined
      ? judgeKnown(id, policy, knowledge)
      : judgeNode(clarified.node, knowledge.lookup, knowledge.licenses, policy);
  const assessed = assessVerdict(verdict, context.evidence(policy));
  const beneath = denialCounts(assessed, policy) ? [] : findBeneath(clarified.node ?? node, policy, context);
  return {
    verdict: assessed,
    findings: [...assessed.findings, ...beneath, ...clarified.findings],
    bases: node.bases.map((base) => base.id).sort(),
    declared: [...(clarified.node ?? node).licenses].sort(),
  };
}

/** A denial that the policy's own levels turn into less than an error stands in nobody's way. */
function denialCounts({ verdict, findings }: LicenseVerdict, { severity }: LicensePolicy): boolean {
  return (
    verdict !== 'denied' ||
    findings.some((finding) => finding.level === 'error' && levelOf(finding, severity) === 'error')
  );
}

/** Then what the denial hid counts again. */
function findBeneath(node: LineageNode, policy: LicensePolicy, context: JudgeContext): readonly RawFinding[] {
  const { lookup, licenses } = context.knowledge;
  const { obligations, findings } = judgeBeneath(node, lookup, licenses, policy);
  return [...findings, ...findOpenObligations(proveByFiles(obligations, context.evidence(policy)))];
}

function judgeKnown(id: string, policy: LicensePolicy, knowledge: Knowledge): LicenseVerdict {
  const { models, licenses, book, lookup } = knowledge;
  const card = knowledge.cardOf(id);
  const model = models.get(id);
  if (card === undefined && model !== undefined) return judgeLicense(model, { models, licenses }, policy);
  return judgeCard(card ?? { id, bases: [] }, lookup, book, policy);
}

/** A reviewed answer holds while the text it was given for is the one at hand. */
function clarify(
  node: LineageNode,
  policy: LicensePolicy,
  text: LicenseText | undefined,
): { readonly node?: LineageNode; readonly findings: readonly RawFinding[] } {
  const row = policy.models.clarify.find(({ model }) => matchesPattern(model, node.id));
  if (row === undefined) return { findings: [] };
  const args = { expected: row.licenseTextSha256, subject: 'clarification' };
  if (text !== undefined && text.sha256 !== row.licenseTextSha256) {
    const found = { ...args, found: text.sha256, file: text.file };
    return { findings: [{ rule: 'LLA014', level: 'error', kind: 'text-changed', license: row.license, args: found }] };
  }
  const unchecked: RawFinding = {
    rule: 'LLA014',
    level: 'warning',
    kind: 'text-unchecked',
    license: row.license,
    args,
  };
  return { node: { ...node, licenses: [row.license] }, findings: text === undefined ? [unchecked] : [] };
}

const WORST: readonly LicenseVerdictKind[] = ['allowed', 'conditional', 'unknown', 'denied'];

export function worstVerdict(verdicts: readonly LicenseVerdictKind[]): LicenseVerdictKind {
  return WORST.findLast((kind) => verdicts.includes(kind)) ?? 'allowed';
}

/**
 * One name for several models. Where all of them carry the same licenses the worst of their verdicts stands, and the open name is a warning;
 * else nothing is known, and the permissive reading is never taken.
 */
function judgeAmbiguous(subject: Subject, context: JudgeContext): Judged {
  const each = subject.candidates.map((id) => judgeModel(id, subject.policy, context));
  const sets = new Set(each.map(({ verdict }) => verdict.ids.join('\n')));
  const worst = worstVerdict(each.map(({ verdict }) => verdict.verdict));
  const agreed = each.length > 1 && sets.size === 1 && !sets.has('');
  const chosen = agreed ? each.find(({ verdict }) => verdict.verdict === worst) : undefined;
  const licenses = [...new Set(each.flatMap(({ verdict }) => verdict.ids))].sort().join(', ');
  const finding: RawFinding = {
    rule: 'LLA019',
    level: agreed ? 'warning' : subject.policy.settings.onUnknown,
    kind: 'ambiguous',
    license: licenses,
    args: { candidates: subject.candidates.slice(0, 5).join(', '), count: subject.candidates.length },
  };
  if (chosen === undefined) return { verdict: NOTHING, findings: [finding], bases: [], declared: [] };
  return { ...chosen, findings: [finding, ...chosen.findings] };
}
