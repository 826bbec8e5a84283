import type { CheckedLicense, CheckedModel, CheckResult, Place } from '../../domain/check.ts';
import type { ReferenceScheme } from '../../domain/reference.ts';
import { printableJson } from '../../units/printable.ts';
import type { CheckFormatter } from './options.ts';

// CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/ (read 2026-11).
const SPEC = '1.6';
const PREFIX = 'llm-advisor:';

/** Schemes whose names are not names on a hub. */
const ELSEWHERE: ReadonlySet<ReferenceScheme> = new Set(['gguf-file', 'local', 'remote', 'preset', 'variable']);
const HUB_ID = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/;
const COMMIT = /^[0-9a-f]{40}$/;

const ref = (id: string): string => `model:${id}`;

/** `ORG/NAME` as group and name; anything else is a name alone. */
function nameOf(id: string): { readonly group?: string; readonly name: string } {
  const slash = HUB_ID.test(id) ? id.indexOf('/') : -1;
  return slash < 0 ? { name: id } : { group: id.slice(0, slash), name: id.slice(slash + 1) };
}

/** https://github.com/package-url/purl-spec/blob/main/types-doc/huggingface-definition.md */
function purlOf(id: string, commit: string | undefined): string {
  const path = id.split('/').map(encodeURIComponent).join('/');
  return `pkg:huggingface/${path}${commit === undefined ? '' : `@${commit}`}`;
}

/** Only listed SPDX ids may stand as `id`; others go by name. */
function licenseOf(id: string, licenses: ReadonlyMap<string, CheckedLicense>): object {
  const known = licenses.get(id);
  const url = known?.url ?? null;
  const named = known?.spdx === null || known === undefined ? { name: known?.name ?? id } : { id: known.spdx };
  return { license: { ...named, acknowledgement: 'concluded', ...(url === null ? {} : { url }) } };
}

function propertiesOf(models: readonly CheckedModel[]): readonly object[] {
  const [first] = models;
  if (first === undefined) return [];
  const { verdict } = first;
  const duties = verdict.obligations.filter(({ weight }) => weight === undefined);
  const values: readonly (readonly [string, string])[] = [
    ...models.map((model) => ['verdict', model.verdict.verdict] as const),
    ...models.map((model) => ['status', model.status] as const),
    ['expression', verdict.expression],
    ...duties.map(({ code, state }) => ['obligation', `${code} (${state})`] as const),
  ];
  const unique = new Map(values.map(([name, value]) => [`${name}\n${value}`, { name: `${PREFIX}${name}`, value }]));
  return [...unique.values()];
}

function occurrences(places: readonly Place[]): readonly object[] {
  return places.map(({ path, line }) => ({ location: path, line }));
}

function component(models: readonly CheckedModel[], licenses: ReadonlyMap<string, CheckedLicense>): object {
  const [first] = models;
  if (first === undefined) return {};
  const { id, bases, verdict } = first;
  const onHub = HUB_ID.test(id) && first.schemes.some((scheme) => !ELSEWHERE.has(scheme));
  const commits = models.flatMap(({ revisions }) => revisions).filter((revision) => COMMIT.test(revision));
  const commit = new Set(commits).size === 1 ? commits[0] : undefined;
  const places = models.flatMap((model) => model.places);
  return {
    type: 'machine-learning-model',
    'bom-ref': ref(id),
    ...nameOf(id),
    ...(commit === undefined ? {} : { version: commit }),
    ...(verdict.ids.length === 0 ? {} : { licenses: verdict.ids.map((license) => licenseOf(license, licenses)) }),
    ...(onHub ? { purl: purlOf(id, commit) } : {}),
    ...(bases.length === 0
      ? {}
      : { pedigree: { ancestors: bases.map((base) => ({ type: 'machine-learning-model', ...nameOf(base) })) } }),
    ...(places.length === 0 ? {} : { evidence: { occurrences: occurrences(places) } }),
    modelCard: {},
    properties: propertiesOf(models),
  };
}

/** An inventory of the models in use: CycloneDX 1.6 with one machine learning component a model. No time and no serial number. */
export const format: CheckFormatter = (result: CheckResult) => {
  const licenses = new Map(result.licenses.map((license) => [license.id, license]));
  const used = result.models.filter(({ kinds, resolution }) => kinds[0] !== 'mention' && resolution === 'model');
  const byId = new Map<string, CheckedModel[]>();
  for (const model of used) byId.set(model.id, [...(byId.get(model.id) ?? []), model]);
  const groups = [...byId.values()];
  const ids = new Set(byId.keys());
  const bom = {
    $schema: `http://cyclonedx.org/schema/bom-${SPEC}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: SPEC,
    version: 1,
    metadata: {
      tools: { components: [{ type: 'application', name: result.tool.name, version: result.tool.version }] },
      properties: [
        { name: `${PREFIX}catalog`, value: result.catalog.version },
        { name: `${PREFIX}policy`, value: result.policy.name },
        { name: `${PREFIX}passed`, value: String(result.passed) },
      ],
    },
    components: groups.map((models) => component(models, licenses)),
    dependencies: groups.flatMap(([first]) => {
      if (first === undefined) return [];
      const inside = first.bases.filter((base) => ids.has(base) && base !== first.id);
      return [{ ref: ref(first.id), ...(inside.length === 0 ? {} : { dependsOn: inside.map(ref) }) }];
    }),
  };
  return printableJson(bom);
};
