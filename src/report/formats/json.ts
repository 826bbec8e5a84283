import type { Finding, Hardware } from '../../domain/hardware.ts';
import type { LicenseFinding, LicenseVerdict, Obligation } from '../../domain/license.ts';
import type { Reason } from '../../domain/reason.ts';
import type {
  AnyResult,
  CatalogListResult,
  CatalogShowResult,
  CompareResult,
  Configuration,
  DetectResult,
  NotableRejection,
  PlanResult,
  Recommendation,
  RecommendResult,
  WhyResult,
} from '../../domain/result.ts';
import { createExplainer, type Explainer } from '../explain.ts';
import { explanations } from '../i18n/en/explanations.ts';
import { upperFirst } from '../i18n/en/upper-first.ts';
import { namesOf } from '../names.ts';
import type { Formatter } from '../options.ts';
import type { ResultOf } from '../result-of.ts';
import { AS_IS, project, type Shape } from './json-shape.ts';
import { shownModel } from './shown-model-shape.ts';

const model = {
  id: AS_IS,
  name: AS_IS,
  family: AS_IS,
  role: AS_IS,
  status: AS_IS,
  parameters: AS_IS,
  released: AS_IS,
} as const;
const envelope = { schemaVersion: AS_IS, tool: AS_IS, catalog: AS_IS, command: AS_IS } as const;

/** The shapes of all results, with English text beside every code. */
function shapesFor(explainer: Explainer) {
  const reason = (value: Reason): unknown => ({
    code: value.code,
    args: value.args,
    weight: value.weight,
    text: upperFirst(explainer.reason(value)),
  });
  const finding = (value: Finding): unknown => ({
    code: value.code,
    level: value.level,
    args: value.args,
    text: upperFirst(explainer.finding(value)),
  });
  const withText =
    <T extends object>(text: (value: T) => string) =>
    (value: T): unknown => ({ ...value, text: upperFirst(text(value)) });
  const license: Shape<LicenseVerdict> = {
    verdict: AS_IS,
    ids: AS_IS,
    expression: AS_IS,
    obligations: withText<Obligation>(explainer.obligation),
    findings: withText<LicenseFinding>(explainer.licenseFinding),
  };
  const hardware: Shape<Hardware> = {
    origin: AS_IS,
    system: AS_IS,
    cpu: AS_IS,
    memory: AS_IS,
    devices: AS_IS,
    pools: AS_IS,
    displayOnly: AS_IS,
    ignoredAdapters: AS_IS,
    findings: finding,
  };
  const configuration: Exclude<Shape<Configuration>, true | ((value: never) => unknown)> = {
    model,
    quantization: AS_IS,
    engine: AS_IS,
    contextTokens: AS_IS,
    settings: AS_IS,
    fit: AS_IS,
    placement: AS_IS,
    memory: AS_IS,
    speed: AS_IS,
    license,
    languages: AS_IS,
    quality: AS_IS,
    launch: AS_IS,
  };
  const { launch, ...measured } = configuration;
  const recommendation: Shape<Recommendation> = {
    rank: AS_IS,
    ...measured,
    score: AS_IS,
    criteria: { id: AS_IS, score: AS_IS, weight: AS_IS, value: AS_IS, unit: AS_IS, curve: AS_IS },
    reasons: reason,
    launch,
  };
  const rejection: Shape<NotableRejection> = { model: AS_IS, reasons: reason };
  const recommend: Shape<RecommendResult> = {
    ...envelope,
    request: AS_IS,
    hardware,
    recommendations: recommendation,
    rejections: { total: AS_IS, considered: AS_IS, unplaced: AS_IS, byCode: AS_IS, notable: rejection },
    unlocks: { change: AS_IS, model: AS_IS, quantization: AS_IS, engine: AS_IS, gain: AS_IS },
    runnerUp: { model: AS_IS, margin: AS_IS, reasons: reason },
  };
  const plan: Shape<PlanResult> = {
    ...envelope,
    request: AS_IS,
    hardware,
    plan: {
      model,
      quantization: AS_IS,
      engine: AS_IS,
      settings: AS_IS,
      fit: AS_IS,
      placement: AS_IS,
      memory: AS_IS,
      speed: AS_IS,
      license,
      quality: AS_IS,
      limits: AS_IS,
      launch: AS_IS,
      reasons: reason,
    },
  };
  const why: Shape<WhyResult> = {
    ...envelope,
    request: AS_IS,
    hardware,
    model,
    outcome: AS_IS,
    rank: AS_IS,
    best: recommendation,
    tried: { quantization: AS_IS, engine: AS_IS, score: AS_IS, reasons: reason },
    reasons: reason,
  };
  const compare: Shape<CompareResult> = {
    ...envelope,
    request: AS_IS,
    hardware,
    models: recommendation,
    rejected: rejection,
  };
  const detect: Shape<DetectResult> = { ...envelope, hardware, probes: AS_IS };
  const list: Shape<CatalogListResult> = {
    ...envelope,
    models: { ...model, series: AS_IS, license: AS_IS, contextTokens: AS_IS },
  };
  const show: Shape<CatalogShowResult> = { ...envelope, model: shownModel };
  return {
    recommend,
    plan,
    why,
    compare,
    detect,
    doctor: detect,
    'catalog list': list,
    'catalog show': show,
  } satisfies {
    readonly [C in AnyResult['command']]: Shape<ResultOf<C>>;
  };
}

/** A result, and for a batch the id its request carried. */
export type JsonResult = AnyResult & { readonly id?: unknown };

/**
 * A result as JSON: keys in a fixed order, raw numbers in base units, codes with arguments and English text. `indent` 0 writes one line.
 * Ends with a line feed.
 */
export function formatJson(result: JsonResult, indent = 2): string {
  const shapes = shapesFor(createExplainer(explanations, namesOf(result)));
  const ordered = project(result, shapes[result.command] as unknown as Shape<JsonResult>) as object;
  return `${JSON.stringify('id' in result ? { id: result.id, ...ordered } : ordered, null, indent)}\n`;
}

export const format: Formatter = (result) => formatJson(result);
