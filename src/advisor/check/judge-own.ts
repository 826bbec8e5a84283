import type { Obligation } from '../../domain/license.ts';
import type { ModelArtifact } from '../../domain/reference.ts';
import { proveByFiles } from '../../license/evidence.ts';
import { judgeNode } from '../../license/judge.ts';
import { findByLabel } from '../../license/label.ts';
import { compareLabel, type LineageNode, resolveLineage } from '../../license/lineage.ts';
import { findOpenObligations } from '../../license/obligation-findings.ts';
import type { JudgeContext, Judged, RawFinding } from './judged.ts';
import type { Knowledge } from './knowledge.ts';
import type { Subject } from './subjects.ts';

/**
 * A model the repository publishes: what binds its makers are the terms of its bases; their own label is what they grant, and may not be
 * weaker than those.
 */
export function judgeOwn(subject: Subject, card: ModelArtifact, context: JudgeContext): Judged {
  const { lookup, licenses } = context.knowledge;
  const labels = typeof card.license === 'string' ? [card.license] : (card.license ?? []);
  const declared = labels.map((label) => findByLabel(label, licenses));
  const made: LineageNode = { id: subject.id, publisher: '', licenses: declared, bases: card.bases };
  // As a copy of its bases the model brings exactly their terms.
  const bound: LineageNode = {
    ...made,
    licenses: [],
    bases: card.bases.map((base) => ({ ...base, relation: 'mirror' as const })),
  };
  const verdict = judgeNode(bound, lookup, licenses, subject.policy);
  const evidence = context.evidence(subject.policy);
  const obligations = labels.reduce(
    (duties, label) => proveByOwnLabel(duties, label, card.file, context.knowledge),
    proveByFiles(verdict.obligations, evidence),
  );
  const assessed = verdict.verdict === 'denied' ? verdict : { ...verdict, obligations };
  const open = verdict.verdict === 'denied' ? [] : findOpenObligations(obligations);
  return {
    verdict: { ...assessed, findings: [...verdict.findings, ...open] },
    findings: [...verdict.findings, ...open, ...labelFindings(made, context.knowledge)],
    bases: card.bases.map(({ id }) => id).sort(),
    declared: [...declared].sort(),
  };
}

/** The label a repository puts on its own model, where it grants more than the bases do. */
function labelFindings(made: LineageNode, { lookup, licenses }: Knowledge): readonly RawFinding[] {
  const { inherited } = resolveLineage(made, lookup, licenses);
  if (compareLabel(made, inherited, licenses) !== 'weaker') return [];
  const bases = [...new Set(inherited.map((carrier) => carrier.license))].sort().join(', ');
  const license = [...made.licenses].sort().join(', ');
  return [{ rule: 'LLA007', level: 'error', kind: 'own-weaker', license, args: { model: made.id, bases } }];
}

/** Duties that the repository's own label meets by itself: a derivative under the license its base asks for. */
function proveByOwnLabel(
  obligations: readonly Obligation[],
  label: string,
  file: string,
  knowledge: Knowledge,
): readonly Obligation[] {
  const own = knowledge.licenses.get(findByLabel(label, knowledge.licenses));
  return obligations.map((obligation) => {
    const wanted = /^(?:share-alike|copyleft):(.+)$/.exec(obligation.code)?.[1];
    const met = wanted !== undefined && own !== undefined && (own.spdx === wanted || own.id === wanted.toLowerCase());
    return met && obligation.state === 'open'
      ? { ...obligation, state: 'proven', proof: { kind: 'file', reference: file } }
      : obligation;
  });
}
