import type { LicenseFinding, LicenseSpec } from '../domain/license.ts';
import type { LicensePolicy } from '../domain/license-policy.ts';
import { foldName } from './conflicts.ts';
import { isTrainedOn, type LabelComparison, type Lineage, type LineageNode, samePublisher } from './lineage.ts';
import { parseObligation } from './obligation-kinds.ts';

/** What the chain itself tells: bases nobody knows, labels weaker than their bases, names without their prefix. */
export function judgeLineage(
  node: LineageNode,
  lineage: Lineage,
  licenses: ReadonlyMap<string, LicenseSpec>,
  policy: LicensePolicy,
  label: LabelComparison,
): readonly LicenseFinding[] {
  const problems = lineage.problems.map((problem): LicenseFinding => {
    if (problem.kind === 'truncated') {
      return {
        rule: 'LLA002',
        level: 'warning',
        kind: 'lineage',
        license: problem.model,
        args: { cause: problem.kind },
      };
    }
    if (problem.kind === 'ambiguous-label') {
      return {
        rule: 'LLA019',
        level: 'warning',
        kind: 'review',
        license: problem.label,
        args: { cause: problem.kind, model: problem.model },
      };
    }
    const base = problem.kind === 'unresolved-base' ? problem.base : problem.model;
    return {
      rule: 'LLA002',
      level: policy.settings.onUnknown,
      kind: 'unknown',
      license: base,
      args: { cause: problem.kind, model: problem.model },
    };
  });
  return [...problems, ...judgeLabel(node, lineage, label), ...judgeName(node, lineage, licenses)];
}

function judgeLabel(node: LineageNode, lineage: Lineage, label: LabelComparison): readonly LicenseFinding[] {
  if (label === 'none' || label === 'same') return [];
  const brought = [...new Set(lineage.inherited.map((carrier) => carrier.license))].sort().join(', ');
  return [
    {
      rule: 'LLA007',
      level: label === 'weaker' ? 'warning' : 'note',
      kind: 'mismatch',
      license: [...node.licenses].sort().join(', '),
      args: { model: node.id, bases: brought, comparison: label },
    },
  ];
}

/** A defect of whoever named the model; it does not bind its users. */
function judgeName(
  node: LineageNode,
  lineage: Lineage,
  licenses: ReadonlyMap<string, LicenseSpec>,
): readonly LicenseFinding[] {
  if (!isTrainedOn(node)) return [];
  const name = foldName(node.id.slice(node.id.indexOf('/') + 1));
  return lineage.inherited.flatMap((carrier) => {
    if (samePublisher(carrier.node, node)) return [];
    return (licenses.get(carrier.license)?.rules ?? []).flatMap((rule): readonly LicenseFinding[] => {
      const duty = rule.code === undefined ? undefined : parseObligation(rule.code);
      if (duty?.kind !== 'name-prefix' || name.startsWith(foldName(duty.argument))) return [];
      return [
        {
          rule: 'LLA008',
          level: 'note',
          kind: 'name',
          license: carrier.license,
          ...(rule.clause === undefined ? {} : { clause: rule.clause }),
          args: { model: node.id, prefix: duty.argument },
        },
      ];
    });
  });
}
