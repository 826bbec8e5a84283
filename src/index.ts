import { type CheckOutcome, check as checkIn } from './advisor/check/check.ts';
import type { CheckInput } from './advisor/check/input.ts';
import type { AdviceInput } from './advisor/context.ts';
import { plan as planIn } from './advisor/plan.ts';
import type { PlanOptions } from './advisor/plan-request.ts';
import { recommend as recommendIn } from './advisor/recommend.ts';
import type { RecommendOptions } from './advisor/request.ts';
import { compare as compareIn, why as whyIn } from './advisor/why.ts';
import { TOOL } from './cli/version.ts';
import type { Catalog } from './domain/catalog.ts';
import type { Hardware } from './domain/hardware.ts';
import { AdvisorError } from './domain/problem.ts';
import type { AnyResult, CompareResult, PlanResult, RecommendResult, WhyResult } from './domain/result.ts';
import { describeHardware as describeIn } from './hardware/describe.ts';
import { detectHardware as detectIn } from './hardware/detect.ts';
import { realHost } from './hardware/probe/real-host.ts';
import { formatResult as formatIn } from './report/format.ts';
import type { FormatOptions } from './report/options.ts';

export type { LicenseText } from './advisor/check/input.ts';
export { loadCatalog, loadLicenseDetails } from './catalog/load.ts';
export type * from './domain/architecture.ts';
export type * from './domain/catalog.ts';
export type * from './domain/check.ts';
export type * from './domain/engine.ts';
export type * from './domain/hardware.ts';
export type * from './domain/launch.ts';
export type {
  LicenseDetails,
  LicenseFinding,
  LicenseSpec,
  LicenseVerdict,
  LicenseVerdictKind,
  Obligation,
} from './domain/license.ts';
export type { LicensePolicy, PolicyOverride, Waiver } from './domain/license-policy.ts';
export type * from './domain/memory.ts';
export type * from './domain/model.ts';
export { AdvisorError, type Problem, type ProblemKind } from './domain/problem.ts';
export type * from './domain/quantization.ts';
export type { Reason, ReasonArgs, ReasonCode, ReasonWeight } from './domain/reason.ts';
export type * from './domain/reference.ts';
export type * from './domain/result.ts';
export type * from './domain/shown-model.ts';
export type * from './domain/speed.ts';
export type * from './domain/workload.ts';
export { licensesByModel, type ModelCard } from './license/label.ts';
export type { Recognition } from './license/recognise.ts';
export type { CheckFormatId, CheckFormatOptions, CheckFormatter } from './report/check-formats/options.ts';
export { loadCheckFormat } from './report/check-formats/registry.ts';
export type { CheckInput, CheckOutcome, PlanOptions, RecommendOptions };

/** What every question is answered from. */
export interface Sources {
  readonly catalog: Catalog;
  readonly hardware: Hardware;
}

/** A described machine, in the words of `--gpu`, `--ram` and `--cpu`. */
export interface MachineDescription {
  readonly gpus?: readonly string[];
  readonly ram?: string;
  readonly cpu?: string;
}

/** Which model, quantization, engine and settings. Pure and synchronous. Throws {@link AdvisorError} for options that name something unknown. */
export function recommend(options: RecommendOptions, sources: Sources): RecommendResult {
  return recommendIn(options, input(sources));
}

/** The exact memory ledger, placement, limits and launch command of one model. Pure and synchronous. Throws {@link AdvisorError}. */
export function plan(options: PlanOptions, sources: Sources): PlanResult {
  return planIn(options, input(sources));
}

/** Every criterion, gate and number for one model, chosen or not. Pure and synchronous. Throws {@link AdvisorError}. */
export function why(model: string, options: RecommendOptions, sources: Sources): WhyResult {
  return whyIn(model, options, input(sources));
}

/** Several models side by side. Pure and synchronous. Throws {@link AdvisorError}. */
export function compare(models: readonly string[], options: RecommendOptions, sources: Sources): CompareResult {
  return compareIn(models, options, input(sources));
}

/**
 * May these models be used under this policy: every reference gets a verdict with rule, clause and remedy, and the lock that would pin the
 * answer comes along. Reads nothing itself: references, cards, license texts and files that prove duties are given; `details` and
 * `licensesOf` come from {@link loadLicenseDetails} and {@link licensesByModel}. Pure and synchronous; never throws for what it finds.
 * `loadCheckFormat` turns `result` into a table, JSON, SARIF, JUnit, CycloneDX and more. Not legal advice.
 */
export function check(given: Omit<CheckInput, 'tool'>): CheckOutcome {
  return checkIn({ ...given, tool: TOOL });
}

/** This machine, read through probes that each have a time limit. Never uses the network. */
export async function detectHardware(catalog: Catalog): Promise<Hardware> {
  return (await detectIn(realHost(), { devices: catalog.devices, hosts: catalog.hosts })).hardware;
}

/** A machine that is not here. Throws {@link AdvisorError} with suggestions for names the catalog does not know. */
export function describeHardware(description: MachineDescription, catalog: Catalog): Hardware {
  const { gpus = [], ram, cpu } = description;
  const described = describeIn(
    { gpus, ...(ram === undefined ? {} : { ram }), ...(cpu === undefined ? {} : { cpu }) },
    catalog,
  );
  if (described.kind === 'ok') return described.hardware;
  const remedy =
    described.suggestions.length > 0 ? { remedy: `did you mean ${described.suggestions.join(' or ')}?` } : {};
  throw new AdvisorError('usage', [{ code: 'bad-machine', message: described.message, ...remedy }]);
}

/** Any result as text: `table`, `json`, `markdown` or `csv`, in English or Chinese. Pure; ends with a line feed. */
export function formatResult(result: AnyResult, options: Partial<FormatOptions> = {}): string {
  return formatIn(result, { format: 'table', locale: 'en', width: 80, color: 0, ascii: false, ...options });
}

function input(sources: Sources): AdviceInput {
  return { ...sources, tool: TOOL };
}
