import type {
  LicenseFinding,
  LicenseRuleId,
  LicenseSpec,
  LicenseVerdict,
  LicenseVerdictKind,
  Obligation,
} from '../domain/license.ts';
import type { LicensePolicy } from '../domain/license-policy.ts';
import type { ModelSpec } from '../domain/model.ts';
import { isPlaceholder } from './categories.ts';
import { findConflicts } from './conflicts.ts';
import { toExpression } from './expression.ts';
import { judgeLineage } from './judge-lineage.ts';
import { judgeLists } from './judge-lists.ts';
import { judgeTerms, type TermsResult } from './judge-terms.ts';
import {
  type Carrier,
  compareLabel,
  type Lineage,
  type LineageNode,
  type NodeLookup,
  resolveLineage,
} from './lineage.ts';

export interface LicenseContext {
  readonly models: ReadonlyMap<string, ModelSpec>;
  readonly licenses: ReadonlyMap<string, LicenseSpec>;
}

/**
 * May this model be used under this policy? Own terms and those of every base count; missing facts ask, unread texts stay
 * unknown. Pure, and remembered per license and policy, so that a whole catalog is judged quickly.
 */
export function judgeLicense(model: ModelSpec, context: LicenseContext, policy: LicensePolicy): LicenseVerdict {
  const plain = plainVerdict(model, context, policy);
  if (plain !== undefined) return plain;
  const lookup: NodeLookup = (id) => {
    const found = context.models.get(id);
    return found === undefined ? undefined : toNode(found);
  };
  const extra: LicenseFinding[] = [];
  const args = { model: model.id };
  if (model.license.gated === 'yes') {
    extra.push({ rule: 'LLA015', level: 'note', kind: 'gated', license: model.license.id, args });
  }
  if (model.license.confidence === 'catalog') {
    extra.push({ rule: 'LLA002', level: 'note', kind: 'note', license: model.license.id, args });
  }
  const verdict = judgeNode(toNode(model), lookup, context.licenses, policy, extra);
  rememberPlain(model, context, policy, verdict);
  return verdict;
}

/** Verdicts that say nothing but yes, by what they depend on: most of a catalog stands under few licenses without bases or duties. */
const plainVerdicts = new WeakMap<LicensePolicy, WeakMap<LicenseContext['licenses'], Map<string, LicenseVerdict>>>();

/** What a plain verdict depends on; null when this model's may depend on more. */
function plainKey({ license, derivedFrom, modalities, family }: ModelSpec, policy: LicensePolicy): string | null {
  const chained = derivedFrom !== undefined && derivedFrom.length > 0;
  if (chained || license.cardTag !== undefined || license.gated === 'yes' || license.confidence === 'catalog')
    return null;
  if (policy.models.deny.length + policy.models.clarify.length > 0) return null;
  return `${license.id} ${family} ${modalities.length > 1}`;
}

function plainVerdict(
  model: ModelSpec,
  { licenses }: LicenseContext,
  policy: LicensePolicy,
): LicenseVerdict | undefined {
  const key = plainKey(model, policy);
  return key === null ? undefined : plainVerdicts.get(policy)?.get(licenses)?.get(key);
}

function rememberPlain(
  model: ModelSpec,
  { licenses }: LicenseContext,
  policy: LicensePolicy,
  verdict: LicenseVerdict,
): void {
  const key = plainKey(model, policy);
  if (key === null || verdict.verdict !== 'allowed' || verdict.findings.length + verdict.obligations.length > 0) return;
  const byLicenses =
    plainVerdicts.get(policy) ?? new WeakMap<LicenseContext['licenses'], Map<string, LicenseVerdict>>();
  plainVerdicts.set(policy, byLicenses);
  const byKey = byLicenses.get(licenses) ?? new Map<string, LicenseVerdict>();
  byLicenses.set(licenses, byKey);
  byKey.set(key, verdict);
}

/** A model of the catalog as a node of a license chain. */
export function toNode(model: ModelSpec): LineageNode {
  return {
    id: model.id,
    publisher: model.publisher,
    family: model.family,
    modality: model.modalities.some((modality) => modality !== 'text') ? 'multimodal' : 'text',
    licenses: model.license.id === 'none' ? [] : [model.license.id],
    bases: model.derivedFrom ?? [],
  };
}

/** The same for any node: a catalog model, a model card, a file on disk. */
export function judgeNode(
  node: LineageNode,
  lookup: NodeLookup,
  licenses: ReadonlyMap<string, LicenseSpec>,
  policy: LicensePolicy,
  extra: readonly LicenseFinding[] = [],
): LicenseVerdict {
  const { lineage, specs, parts, obligations, findings } = gather(node, lookup, licenses, policy, extra);
  const verdict = conclude(findings, obligations);
  const due = verdict === 'denied' ? mergeObligations(parts.flatMap((part) => part.remedies)) : obligations;
  const known = isComplete(lineage, licenses) ? specs : [];
  return {
    verdict,
    ids: known.map((license) => license.id).sort(),
    expression: toExpression(known),
    obligations: due,
    findings: verdict === 'denied' ? findings.filter((finding) => !isOpen(finding)) : findings,
  };
}

/** What a denial leaves unsaid: duties and questions that count again for those who do not let the denial count. */
export function judgeBeneath(
  node: LineageNode,
  lookup: NodeLookup,
  licenses: ReadonlyMap<string, LicenseSpec>,
  policy: LicensePolicy,
): Pick<LicenseVerdict, 'obligations' | 'findings'> {
  const { obligations, findings } = gather(node, lookup, licenses, policy, []);
  return { obligations, findings: findings.filter(isOpen) };
}

interface Gathered {
  readonly lineage: Lineage;
  readonly specs: readonly LicenseSpec[];
  readonly parts: readonly TermsResult[];
  readonly obligations: readonly Obligation[];
  readonly findings: readonly LicenseFinding[];
}

/** Everything that terms, lists and lineage say of a model, before it is weighed. */
function gather(
  node: LineageNode,
  lookup: NodeLookup,
  licenses: ReadonlyMap<string, LicenseSpec>,
  policy: LicensePolicy,
  extra: readonly LicenseFinding[],
): Gathered {
  const lineage = resolveLineage(node, lookup, licenses);
  const specs = uniqueSpecs(node, lineage.carriers, licenses);
  const parts = judgeCarriers(lineage.carriers, licenses, policy);
  const obligations = mergeObligations(parts.flatMap((part) => part.obligations));
  const findings = dedupe([
    ...extra,
    ...parts.flatMap((part) => part.findings),
    ...judgeLists(node, specs, policy),
    ...judgeLineage(node, lineage, licenses, policy, compareLabel(node, lineage.inherited, licenses)),
    ...findConflicts(obligations),
    ...(lineage.carriers.length === 0 ? [unread(node.id, policy)] : []),
  ]);
  return { lineage, specs, parts, obligations, findings };
}

/** A set with an unread member asserts nothing as a whole. */
function isComplete(lineage: Lineage, licenses: ReadonlyMap<string, LicenseSpec>): boolean {
  const read = lineage.carriers.every((carrier) => {
    const license = licenses.get(carrier.license);
    return license !== undefined && !isPlaceholder(license);
  });
  return read && lineage.problems.every((problem) => problem.kind !== 'unresolved-base');
}

/** Questions and assumptions are moot once the answer is no. */
function isOpen(finding: LicenseFinding): boolean {
  return finding.kind === 'question' || finding.kind === 'assumption';
}

function judgeCarriers(
  carriers: readonly Carrier[],
  licenses: ReadonlyMap<string, LicenseSpec>,
  policy: LicensePolicy,
): readonly TermsResult[] {
  return carriers.map(({ license: id, node }) => {
    const license = licenses.get(id);
    if (license === undefined) return { findings: [unread(id, policy)], obligations: [], remedies: [] };
    return remembered(license, node, policy);
  });
}

const memory = new WeakMap<LicensePolicy, WeakMap<LicenseSpec, Map<string, TermsResult>>>();

function remembered(license: LicenseSpec, node: LineageNode, policy: LicensePolicy): TermsResult {
  const byLicense = memory.get(policy) ?? new WeakMap<LicenseSpec, Map<string, TermsResult>>();
  memory.set(policy, byLicense);
  const byFacts = byLicense.get(license) ?? new Map<string, TermsResult>();
  byLicense.set(license, byFacts);
  const key = JSON.stringify([node.modality, node.family, license.displayText === undefined ? '' : node.id]);
  const known = byFacts.get(key);
  if (known !== undefined) return known;
  const judged = judgeTerms(license, node.id, node, policy);
  const capped = { ...judged, findings: [...judged.findings, ...capByEvidence(license, judged, policy)] };
  byFacts.set(key, capped);
  return capped;
}

/** Only texts that were read may end in `allowed`. */
function capByEvidence(license: LicenseSpec, judged: TermsResult, policy: LicensePolicy): readonly LicenseFinding[] {
  const grade = license.evidenceGrade;
  if (grade === 'secondary') {
    return [{ rule: 'LLA002', level: 'note', kind: 'review', license: license.id, args: { grade } }];
  }
  const unreadGrade = grade === 'hub-identifier' || grade === 'unverified';
  const said = judged.findings.some((finding) => finding.kind === 'unknown');
  return unreadGrade && !said ? [unread(license.id, policy)] : [];
}

function unread(license: string, policy: LicensePolicy): LicenseFinding {
  return { rule: 'LLA002', level: policy.settings.onUnknown, kind: 'unknown', license, args: {} };
}

/** Own licenses in the order they are declared, then those of the bases. */
function uniqueSpecs(
  node: LineageNode,
  carriers: readonly Carrier[],
  licenses: ReadonlyMap<string, LicenseSpec>,
): readonly LicenseSpec[] {
  const own = new Set(carriers.filter((carrier) => carrier.node === node).map((carrier) => carrier.license));
  const inherited = carriers.map((carrier) => carrier.license).filter((id) => !own.has(id));
  return [...own, ...[...new Set(inherited)].sort()].flatMap((id) => licenses.get(id) ?? []);
}

/** The same duty asked twice by one license is one duty. */
function mergeObligations(obligations: readonly Obligation[]): readonly Obligation[] {
  const merged = new Map<string, Obligation>();
  for (const obligation of obligations) {
    const key = `${obligation.license}\n${obligation.code}`;
    const earlier = merged.get(key);
    if (earlier === undefined || (earlier.weight !== undefined && obligation.weight === undefined)) {
      merged.set(key, obligation);
    }
  }
  return [...merged.keys()].sort().flatMap((key) => merged.get(key) ?? []);
}

const LEVELS = { error: 0, warning: 1, note: 2 } as const;

function dedupe(findings: readonly LicenseFinding[]): readonly LicenseFinding[] {
  const unique = new Map<string, LicenseFinding>();
  for (const finding of findings) {
    const key = JSON.stringify([
      LEVELS[finding.level],
      finding.rule,
      finding.license,
      finding.kind,
      finding.fact,
      finding.args,
    ]);
    unique.set(key, unique.get(key) ?? finding);
  }
  return [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []);
}

/** Notes that a label may be out of date: enough to look again, not enough to refuse. */
const LOOK_AGAIN: ReadonlySet<LicenseRuleId> = new Set<LicenseRuleId>(['LLA019']);

function conclude(findings: readonly LicenseFinding[], obligations: readonly Obligation[]): LicenseVerdictKind {
  const has = (...kinds: readonly LicenseFinding['kind'][]) => findings.some((finding) => kinds.includes(finding.kind));
  if (has('denied', 'conflict') || findings.some((finding) => finding.kind === 'listed' && finding.level === 'error')) {
    return 'denied';
  }
  if (has('unknown')) return 'unknown';
  const bound = obligations.some((obligation) => obligation.weight !== 'standard-notice');
  const review = findings.some(
    (finding) => finding.kind === 'review' || (finding.kind === 'note' && LOOK_AGAIN.has(finding.rule)),
  );
  return bound || review || has('question', 'assumption', 'listed', 'lineage') ? 'conditional' : 'allowed';
}
