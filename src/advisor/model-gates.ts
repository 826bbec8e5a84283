import type { ModelSpec } from '../domain/model.ts';
import { type Reason, reason } from '../domain/reason.ts';
import { judgeLicense } from '../license/judge.ts';
import type { EligibleModel } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { matchesFilters } from './filters.ts';
import { contextLimit, servesLanguage, weakestLanguage } from './needs.ts';

export type ModelGate =
  | { readonly kind: 'passes'; readonly eligible: EligibleModel }
  | { readonly kind: 'rejected'; readonly code: Reason['code']; readonly reasons: () => readonly Reason[] };

/** Decides what does not depend on quantization, engine or hardware, cheapest first. The first failed gate counts; `reasons` names all of them. */
export function gateModel(model: ModelSpec, context: AdviceContext): ModelGate {
  for (const gate of GATES) {
    const [first] = gate(model, context);
    if (first !== undefined) return { kind: 'rejected', code: first.code, reasons: () => allReasons(model, context) };
  }
  return {
    kind: 'passes',
    eligible: {
      model,
      license: judgeLicense(model, context, context.policy),
      language: weakestLanguage(model, context.request.languages)?.grade ?? null,
    },
  };
}

type Gate = (model: ModelSpec, context: AdviceContext) => readonly Reason[];

const GATES: readonly Gate[] = [
  filterReasons,
  roleReasons,
  capabilityReasons,
  languageReasons,
  contextReasons,
  licenseReasons,
];

function allReasons(model: ModelSpec, context: AdviceContext): readonly Reason[] {
  return GATES.flatMap((gate) => gate(model, context));
}

function filterReasons(model: ModelSpec, context: AdviceContext): readonly Reason[] {
  const filtered = matchesFilters(model, context);
  return filtered === null ? [] : [filtered];
}

function languageReasons(model: ModelSpec, { request }: AdviceContext): readonly Reason[] {
  const weakest = weakestLanguage(model, request.languages);
  return weakest === null || servesLanguage(weakest.grade) === 'yes'
    ? []
    : [reason('language-weak', 'blocks', weakest)];
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

function licenseReasons(model: ModelSpec, context: AdviceContext): readonly Reason[] {
  const { policy } = context;
  const license = judgeLicense(model, context, policy);
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
