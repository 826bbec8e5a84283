import { suggest } from '../catalog/did-you-mean.ts';
import type { QueryNode } from '../catalog/query/ast.ts';
import { parseQuery } from '../catalog/query/parse.ts';
import { queryVocabulary } from '../catalog/query/vocabulary.ts';
import type { Catalog } from '../domain/catalog.ts';
import type { EngineId } from '../domain/engine.ts';
import type { LicensePolicy } from '../domain/license.ts';
import { AdvisorError, type Problem } from '../domain/problem.ts';
import type { Profile } from '../domain/profile.ts';
import type { RecommendRequest } from '../domain/result.ts';
import { findQuantization } from '../quantization/find.ts';
import { seconds, tokens, tokensPerSecond } from '../units/quantities.ts';

/** What a caller may ask of `recommend`; everything has a default. Token counts, seconds and tokens per second as plain numbers. */
export interface RecommendOptions {
  readonly useCase?: string;
  readonly languages?: readonly string[];
  readonly contextTokens?: number;
  readonly users?: number;
  readonly promptTokens?: number;
  readonly outputTokens?: number;
  readonly minTokensPerSecond?: number;
  readonly maxTimeToFirstTokenSeconds?: number;
  /** Name of a built-in policy, or a policy read from a file. */
  readonly license?: string | LicensePolicy;
  readonly engines?: readonly string[];
  readonly quantizations?: readonly string[];
  readonly families?: readonly string[];
  readonly where?: string;
  readonly limit?: number;
}

export interface ResolvedRequest {
  readonly request: RecommendRequest;
  readonly policy: LicensePolicy;
  readonly profile: Profile;
  readonly query: QueryNode | null;
}

/** Used when nothing is said of licenses: commercial use is what most people who ask may need. */
const DEFAULT_POLICY = 'commercial';
const DEFAULT_USE_CASE = 'chat';
const DEFAULT_LIMIT = 5;

/** Fills in defaults and checks every name against the catalog. All problems come in one {@link AdvisorError} of kind `usage`. */
export function resolveRequest(options: RecommendOptions, catalog: Catalog): ResolvedRequest {
  const problems: Problem[] = [];
  const known = <T>(what: string, name: string, rows: readonly (readonly [string, T])[]): T | undefined => {
    const wanted = name.toLowerCase();
    const row = rows.find(([id]) => id.toLowerCase() === wanted);
    // Of two spellings of one thing only the first is offered.
    const offered = rows
      .filter(([, value], i) => rows.findIndex(([, other]) => other === value) === i)
      .map(([id]) => id);
    if (row === undefined) problems.push(unknownName(what, name, offered));
    return row?.[1];
  };
  const profile = known(
    'use case',
    options.useCase ?? DEFAULT_USE_CASE,
    catalog.profiles.map((row) => [row.id, row]),
  );
  const policy =
    typeof options.license === 'object'
      ? options.license
      : known(
          'license policy',
          options.license ?? DEFAULT_POLICY,
          catalog.policies.map((row) => [row.name, row]),
        );
  const engines = (options.engines ?? []).map((name) =>
    known(
      'engine',
      name,
      catalog.engines.flatMap(
        (row) =>
          [
            [row.id, row.id],
            [row.name, row.id],
          ] as const,
      ),
    ),
  );
  const families = (options.families ?? []).map((name) =>
    known(
      'family',
      name,
      familiesOf(catalog).map((id) => [id, id]),
    ),
  );
  const languages = (options.languages ?? []).map((code) =>
    known(
      'language',
      code,
      languagesOf(catalog).map((id) => [id, id]),
    ),
  );
  const quantizations = (options.quantizations ?? []).flatMap((name) => {
    const found = findQuantization(catalog.quantizations, name);
    if (found.length === 0)
      problems.push(
        unknownName(
          'quantization',
          name,
          catalog.quantizations.map((row) => row.id),
        ),
      );
    return found.map((row) => row.id);
  });
  const query = parseWhere(options.where, catalog, problems);
  checkCounts(options, problems);
  if (problems.length > 0 || profile === undefined || policy === undefined) throw new AdvisorError('usage', problems);
  const promptTokens = options.promptTokens ?? profile.defaults.promptTokens;
  const outputTokens = options.outputTokens ?? profile.defaults.outputTokens;
  const contextTokens = options.contextTokens ?? Math.max(profile.defaults.contextTokens, promptTokens + outputTokens);
  if (promptTokens + outputTokens > contextTokens && (options.promptTokens ?? options.outputTokens) !== undefined) {
    throw new AdvisorError('usage', [
      {
        code: 'context-below-prompt',
        message: `prompt (${promptTokens}) and output (${outputTokens}) do not fit a context of ${contextTokens} tokens`,
        remedy: `use --context ${promptTokens + outputTokens} or less prompt and output`,
      },
    ]);
  }
  const request: RecommendRequest = {
    useCase: profile.id,
    languages: defined(languages),
    contextTokens: tokens(contextTokens),
    users: options.users ?? 1,
    promptTokens: tokens(Math.min(promptTokens, contextTokens)),
    outputTokens: tokens(Math.min(outputTokens, contextTokens)),
    minTokensPerSecond: options.minTokensPerSecond === undefined ? null : tokensPerSecond(options.minTokensPerSecond),
    maxTimeToFirstTokenSeconds:
      options.maxTimeToFirstTokenSeconds === undefined ? null : seconds(options.maxTimeToFirstTokenSeconds),
    license: policy.name,
    engines: defined<EngineId>(engines),
    quantizations,
    families: defined(families),
    where: options.where ?? null,
    limit: options.limit ?? DEFAULT_LIMIT,
  };
  return { request, policy, profile, query };
}

export function unknownName(what: string, name: string, candidates: readonly string[]): Problem {
  const near = suggest(name, candidates);
  const remedy =
    near.length > 0
      ? `did you mean ${near.join(' or ')}?`
      : `one of: ${[...new Set(candidates)].slice(0, 20).join(', ')}`;
  return { code: `unknown-${what.replace(/ /g, '-')}`, message: `unknown ${what} "${name}"`, remedy };
}

export function parseWhere(where: string | undefined, catalog: Catalog, problems: Problem[]): QueryNode | null {
  if (where === undefined) return null;
  const parsed = parseQuery(where, queryVocabulary(catalog));
  if (parsed.kind === 'ok') return parsed.ast;
  const near = parsed.suggestions.length > 0 ? `did you mean ${parsed.suggestions.join(' or ')}?` : undefined;
  problems.push({
    code: 'bad-query',
    message: `--where: ${parsed.message} at character ${parsed.offset + 1}`,
    column: parsed.offset + 1,
    ...(near === undefined ? {} : { remedy: near }),
  });
  return null;
}

/** Bounds of the numeric options: below are errors, above nothing real is asked. */
const COUNTS: readonly {
  readonly option: keyof RecommendOptions;
  readonly flag: string;
  readonly least: number;
  readonly most: number;
  readonly whole: 'yes' | 'no';
}[] = [
  { option: 'contextTokens', flag: '--context', least: 1, most: 100_000_000, whole: 'yes' },
  { option: 'users', flag: '--users', least: 1, most: 100_000, whole: 'yes' },
  { option: 'promptTokens', flag: '--prompt-tokens', least: 0, most: 100_000_000, whole: 'yes' },
  { option: 'outputTokens', flag: '--output-tokens', least: 1, most: 100_000_000, whole: 'yes' },
  { option: 'limit', flag: '--limit', least: 1, most: 10_000, whole: 'yes' },
  { option: 'minTokensPerSecond', flag: '--min-speed', least: 0, most: 1_000_000, whole: 'no' },
  { option: 'maxTimeToFirstTokenSeconds', flag: '--max-ttft', least: 0, most: 1_000_000, whole: 'no' },
];

function checkCounts(options: RecommendOptions, problems: Problem[]): void {
  for (const { option, flag, least, most, whole } of COUNTS) {
    const value = options[option];
    if (value === undefined) continue;
    const ok =
      typeof value === 'number' && value >= least && value <= most && (whole === 'no' || Number.isInteger(value));
    if (!ok)
      problems.push({
        code: 'bad-number',
        message: `${flag} must be a ${whole === 'yes' ? 'whole ' : ''}number from ${least} to ${most}, got ${String(value)}`,
      });
  }
}

function familiesOf(catalog: Catalog): readonly string[] {
  return [...new Set(catalog.models.map((model) => model.family))].sort();
}

function languagesOf(catalog: Catalog): readonly string[] {
  return [...new Set(catalog.models.flatMap((model) => Object.keys(model.languages)))].sort();
}

function defined<T>(items: readonly (T | undefined)[]): readonly T[] {
  return items.filter((item): item is T & {} => item !== undefined && item !== null);
}
