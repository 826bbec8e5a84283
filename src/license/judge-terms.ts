import type { LicenseFinding, LicenseRule, LicenseSpec, Obligation, ObligationProof } from '../domain/license.ts';
import type { LicensePolicy } from '../domain/license-policy.ts';
import { type Atom, evaluate, type ModelFacts, type Truth } from './evaluate.ts';
import { obligationClass, parseObligation } from './obligation-kinds.ts';
import { matchesPattern } from './pattern.ts';

/** What the terms of one license say for one model under the facts of a policy. */
export interface TermsResult {
  readonly findings: readonly LicenseFinding[];
  readonly obligations: readonly Obligation[];
  /** Agreements that would lift a denial. */
  readonly remedies: readonly Obligation[];
}

type Mutable = { findings: LicenseFinding[]; obligations: Obligation[]; remedies: Obligation[] };

/** Runs the rules of one license. `modelId` picks display texts that differ by release. */
export function judgeTerms(
  license: LicenseSpec,
  modelId: string,
  model: ModelFacts,
  policy: LicensePolicy,
): TermsResult {
  const result: Mutable = { findings: [], obligations: [], remedies: [] };
  const assumed = { ...policy.assume, ...policy.profile };
  for (const rule of license.rules) {
    const stated = evaluate(rule.when, policy.profile, model);
    const truth = stated.value === 'unknown' ? evaluate(rule.when, assumed, model) : stated;
    const code = rule.code === undefined ? undefined : codeFor(license, rule.code, modelId);
    if (truth.value === 'unknown') ask(result, license, rule, code, truth.missing);
    else if (truth.value) apply(result, license, rule, code, policy);
    else if (stated.value === 'unknown') assume(result, license, rule, code, stated, policy);
  }
  return { ...result, findings: result.findings.filter((finding) => !isCovered(finding, result.findings)) };
}

/** Whether a duty asks for a fact that a denial of the same license asks for anyway. */
function isCovered(finding: LicenseFinding, all: readonly LicenseFinding[]): boolean {
  return (
    finding.kind === 'question' &&
    finding.args.effect === 'require' &&
    all.some((other) => other.kind === 'question' && other.fact === finding.fact && other.args.effect === 'deny')
  );
}

function apply(
  into: Mutable,
  license: LicenseSpec,
  rule: LicenseRule,
  code: string | undefined,
  policy: LicensePolicy,
): void {
  if (rule.effect === 'deny') {
    deny(into, license, rule, policy);
    return;
  }
  if (rule.effect === 'require' && code !== undefined) {
    into.obligations.push(owe(license, rule, code, policy));
    return;
  }
  into.findings.push({
    rule: rule.rule,
    level: rule.effect === 'unknown' ? policy.settings.onUnknown : 'note',
    kind: rule.effect === 'unknown' ? 'unknown' : 'note',
    license: license.id,
    ...pointer(rule),
    args: code === undefined ? {} : { code },
  });
}

function deny(into: Mutable, license: LicenseSpec, rule: LicenseRule, policy: LicensePolicy): void {
  if (rule.liftedBy !== undefined) {
    const lifted = owe(license, rule, rule.liftedBy, policy);
    if (lifted.state === 'proven') {
      into.obligations.push(lifted);
      return;
    }
    if (rule.code === rule.liftedBy) into.remedies.push(lifted);
  }
  into.findings.push({
    rule: rule.rule,
    level: 'error',
    kind: 'denied',
    license: license.id,
    ...pointer(rule),
    args: rule.liftedBy === undefined ? {} : { liftedBy: rule.liftedBy },
  });
}

/** A rule that hangs on facts nobody stated becomes one question per fact. */
function ask(
  into: Mutable,
  license: LicenseSpec,
  rule: LicenseRule,
  code: string | undefined,
  missing: readonly Atom[],
): void {
  if (rule.effect === 'note' || rule.weight === 'standard-notice') return;
  for (const atom of missing) {
    into.findings.push({
      rule: rule.rule,
      level: 'warning',
      kind: 'question',
      license: license.id,
      ...pointer(rule),
      fact: atom.fact,
      args: limitOf(atom, rule, code),
    });
  }
}

/** A rule that only the policy's assumptions keep quiet is told as a condition. */
function assume(
  into: Mutable,
  license: LicenseSpec,
  rule: LicenseRule,
  code: string | undefined,
  stated: Extract<Truth, { value: 'unknown' }>,
  policy: LicensePolicy,
): void {
  if (rule.effect === 'note' || rule.weight === 'standard-notice') return;
  for (const atom of stated.missing) {
    const assumption = policy.assume[atom.fact];
    if (assumption === undefined) continue;
    into.findings.push({
      rule: rule.rule,
      level: 'note',
      kind: 'assumption',
      license: license.id,
      ...pointer(rule),
      fact: atom.fact,
      args: { ...limitOf(atom, rule, code), assumed: String(assumption) },
    });
  }
}

function limitOf(atom: Atom, rule: LicenseRule, code: string | undefined): Readonly<Record<string, string | number>> {
  return {
    op: atom.op,
    value: typeof atom.value === 'number' ? atom.value : String(atom.value),
    effect: rule.effect,
    ...(code === undefined ? {} : { code }),
  };
}

function owe(license: LicenseSpec, rule: LicenseRule, code: string, policy: LicensePolicy): Obligation {
  const proof = proofOf(license, code, policy);
  return {
    code,
    license: license.id,
    ...pointer(rule),
    state: proof === undefined ? 'open' : 'proven',
    ...(proof === undefined ? {} : { proof }),
    ...(rule.weight === undefined ? {} : { weight: rule.weight }),
  };
}

/** What the policy itself proves: conduct by acknowledgement, permissions by record. Deliverables are looked up in files. */
function proofOf(license: LicenseSpec, code: string, policy: LicensePolicy): ObligationProof | undefined {
  const kind = obligationClass(code);
  if (kind === 'conduct' && policy.acknowledge.includes(license.id)) {
    return { kind: 'acknowledged', reference: license.id };
  }
  const permission = policy.permissions.find(
    (row) => row.license === license.id && row.kind === parseObligation(code).kind,
  );
  return kind === 'permission' && permission !== undefined
    ? { kind: 'permission', reference: permission.reference }
    : undefined;
}

function codeFor(license: LicenseSpec, code: string, modelId: string): string {
  if (license.displayText === undefined || !code.startsWith('display:')) return code;
  const text = Object.entries(license.displayText).find(([pattern]) => matchesPattern(pattern, modelId))?.[1];
  return text === undefined ? code : `display:${text}`;
}

function pointer(rule: LicenseRule): { readonly clause?: string } {
  return rule.clause === undefined ? {} : { clause: rule.clause };
}
