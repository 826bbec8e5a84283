import type { Catalog, CatalogDetails } from '../domain/catalog.ts';
import type { ModelSpec } from '../domain/model.ts';
import { estimateAbilities } from './ability.ts';
import type { Collected, Collection, SourceText } from './collect.ts';
import { collect } from './collect.ts';
import { didYouMean } from './did-you-mean.ts';
import { expandModel, type ModelDetails, type UnratedModel } from './expand-model.ts';
import type { CatalogFinding } from './finding.ts';
import { type EntryProblem, type InheritingEntry, inheritEntry } from './inherit-model.ts';
import type { LintEntry } from './lint/contract.ts';
import { type AuthoredModel, modelSchema } from './schema/model.ts';
import { checkSchema } from './schema-findings.ts';

export interface ModelStageOptions {
  readonly base?: Catalog;
  readonly baseDetails?: CatalogDetails;
  readonly inheritable?: readonly SourceText[];
}

export interface ExpandedModels {
  readonly models: readonly LintEntry<'models'>[];
  readonly findings: readonly CatalogFinding[];
}

type ModelEntry = Extract<Collected, { readonly section: 'models' }>;

interface Expanded {
  readonly entry: ModelEntry;
  readonly model: UnratedModel;
  readonly details: ModelDetails;
}

/** Resolves `inherits`, asks for what is still missing, expands the shorthand and rates all models together. */
export function expandModels(
  collected: Pick<Collection, 'entries' | 'broken'>,
  options: ModelStageOptions,
): ExpandedModels {
  const entries = collected.entries.filter(isModel);
  const broken = new Set(collected.broken);
  const authored = new Map<string, InheritingEntry>();
  for (const { value } of collect(options.inheritable ?? [], true).entries.filter(isModel))
    authored.set(value.id, value);
  for (const { value } of entries) authored.set(value.id, value);
  const findings: CatalogFinding[] = [];
  const expanded: Expanded[] = [];
  const failed: { readonly entry: ModelEntry; readonly findings: readonly CatalogFinding[] }[] = [];
  for (const entry of entries) {
    const made = expandEntry(entry, authored, options.base);
    if ('model' in made) expanded.push(made);
    else failed.push({ entry, findings: made.findings });
  }
  for (const { entry } of failed) broken.add(entry.value.id);
  for (const { entry, findings: own } of failed) {
    // What a broken ancestor causes is reported where the ancestor stands; a circle has no such place.
    const ancestors = ancestorsOf(entry.value, authored);
    if (ancestors.includes(entry.value.id)) {
      const chain = [entry.value.id, ...ancestors].join(' → ');
      findings.push(toFinding(entry, { path: ['inherits'], message: `inherits in a circle: ${chain}` }, []));
    } else if (!ancestors.some((id) => broken.has(id))) findings.push(...own);
  }
  const own = new Set(expanded.map(({ model }) => model.id));
  const below = (options.base?.models ?? [])
    .filter((model) => !own.has(model.id))
    .map((model) => withScores(model, options.baseDetails));
  const abilities = estimateAbilities([...expanded.map(({ model }) => model), ...below]);
  const models = expanded.flatMap(({ entry, model, details }): LintEntry<'models'>[] => {
    const ability = abilities.get(model.id);
    if (ability === undefined) return [];
    const value = { authored: entry.value, model: { ...model, ability }, details };
    return [{ section: 'models', id: model.id, value, file: entry.file, at: entry.at }];
  });
  return { models, findings };
}

function ancestorsOf(entry: InheritingEntry, authored: ReadonlyMap<string, InheritingEntry>): readonly string[] {
  const chain: string[] = [];
  let next = entry.inherits;
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = authored.get(next)?.inherits;
  }
  return chain;
}

const isModel = (entry: Collected): entry is ModelEntry => entry.section === 'models';

function expandEntry(
  entry: ModelEntry,
  authored: ReadonlyMap<string, InheritingEntry>,
  base: Catalog | undefined,
): Expanded | { readonly findings: readonly CatalogFinding[] } {
  const inherited = inheritEntry(entry.value, (id) => authored.get(id));
  if (inherited.kind === 'error')
    return { findings: inherited.problems.map((problem) => toFinding(entry, problem, [...authored.keys()])) };
  const checked = checkSchema<AuthoredModel>(modelSchema, inherited.merged, entry.file.yaml, entry.at);
  if ('findings' in checked)
    return {
      findings: checked.findings.map((finding) => ({ ...finding, message: `${entry.value.id}: ${finding.message}` })),
    };
  const family = entry.header.family ?? base?.models.find((model) => model.id === entry.value.inherits)?.family;
  if (typeof family !== 'string') {
    return {
      findings: [
        {
          file: entry.file.yaml.path,
          line: 1,
          column: 1,
          level: 'error',
          rule: 'missing-key',
          message: 'missing key "family"',
        },
      ],
    };
  }
  const made = expandModel(checked.value, family);
  if (made.kind === 'error') return { findings: made.problems.map((problem) => toFinding(entry, problem, [])) };
  return { entry, model: made.model, details: made.details };
}

function toFinding(entry: ModelEntry, problem: EntryProblem, ids: readonly string[]): CatalogFinding {
  const tip =
    problem.path[0] === 'inherits' && entry.value.inherits !== undefined
      ? didYouMean(entry.value.inherits, ids)
      : undefined;
  return {
    file: entry.file.yaml.path,
    ...entry.file.yaml.locate([...entry.at, ...problem.path]),
    level: 'error',
    rule: 'expansion',
    message: `${entry.value.id}: ${problem.message}`,
    ...(tip === undefined || ids.includes(entry.value.inherits ?? '') ? {} : { tip }),
  };
}

function withScores(model: ModelSpec, details: CatalogDetails | undefined): UnratedModel {
  return { ...model, scores: model.scores ?? details?.entries.models?.[model.id]?.scores ?? [] };
}
