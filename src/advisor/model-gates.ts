import type { LicenseVerdict } from '../domain/license.ts';
import type { ModelSpec } from '../domain/model.ts';
import { type Reason, reason } from '../domain/reason.ts';
import { judgeLicense } from '../license/judge.ts';
import type { EligibleModel } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { contextLimit, servesLanguage, weakestLanguage } from './needs.ts';

export type ModelGate =
  | { readonly kind: 'passes'; readonly eligible: EligibleModel }
  | { readonly kind: 'rejected'; readonly reasons: readonly Reason[] };

/** Decides what does not depend on quantization, engine or hardware. Every failed gate is named, cheapest first; the first is the one that counts. */
export function gateModel(model: ModelSpec, context: AdviceContext): ModelGate {
  const weakest = weakestLanguage(model, context.request.languages);
  const license = judgeLicense(model, context, context.policy);
  const reasons = [
    ...roleReasons(model, context),
    ...capabilityReasons(model, context),
    ...(weakest !== null && servesLanguage(weakest.grade) === 'no' ? [reason('language-weak', 'blocks', weakest)] : []),
    ...contextReasons(model, context),
    ...licenseReasons(license, context),
  ];
  if (reasons.length > 0) return { kind: 'rejected', reasons };
  return { kind: 'passes', eligible: { model, license, language: weakest?.grade ?? null } };
}

function roleReasons(model: ModelSpec, { profile }: AdviceContext): readonly Reason[] {
  if (model.status === 'withdrawn') return [reason('withdrawn', 'blocks', {})];
  return profile.roles.includes(model.role)
    ? []
    : [reason('role-mismatch', 'blocks', { role: model.role, useCase: profile.id })];
}

function capabilityReasons(model: ModelSpec, { profile }: AdviceContext): readonly Reason[] {
  const missing: string[] = [];
  // Unknown is not a capability: agents need a model whose tool use is documented.
  if (profile.needs.tools === 'yes' && model.capabilities.tools !== 'yes') missing.push('tools');
  if (profile.needs.vision === 'yes' && !model.modalities.includes('vision')) missing.push('vision');
  if (profile.needs.fim === 'yes' && model.capabilities.fim !== 'yes') missing.push('fim');
  return missing.map((capability) => reason('capability-missing', 'blocks', { capability, useCase: profile.id }));
}

function contextReasons(model: ModelSpec, { request }: AdviceContext): readonly Reason[] {
  const have = contextLimit(model);
  return have >= request.contextTokens
    ? []
    : [reason('context-too-short', 'blocks', { needTokens: request.contextTokens, haveTokens: have })];
}

function licenseReasons(license: LicenseVerdict, { policy }: AdviceContext): readonly Reason[] {
  if (policy.accept.includes(license.verdict)) return [];
  const finding = license.findings.find((item) => item.level === 'error') ?? license.findings[0];
  const id = finding?.license ?? license.ids.join(' AND ');
  if (license.verdict === 'unknown') return [reason('license-unknown', 'blocks', { license: id, policy: policy.name })];
  return [
    reason('license-denied', 'blocks', {
      license: id,
      rule: finding?.rule ?? '',
      clause: finding?.clause ?? '',
      policy: policy.name,
    }),
  ];
}
