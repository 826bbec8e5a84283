import { matchesQuery } from '../catalog/query/match.ts';
import type { Catalog } from '../domain/catalog.ts';
import { AdvisorError, type Problem } from '../domain/problem.ts';
import type { CatalogListResult, Envelope } from '../domain/result.ts';
import { SCHEMA_VERSION } from '../domain/schema-version.ts';
import { summarise } from './assemble.ts';
import { compareText } from './rank.ts';
import { parseWhere, unknownName } from './request.ts';

export interface ListRequest {
  readonly families: readonly string[];
  readonly statuses: readonly string[];
  readonly where: string | null;
}

const STATUSES: readonly string[] = ['current', 'superseded', 'legacy', 'withdrawn'];

/** Models that match all filters, by id. Throws {@link AdvisorError} (`usage`) with every unknown name. */
export function listCatalog(
  request: ListRequest,
  { catalog, tool }: { readonly catalog: Catalog; readonly tool: Envelope['tool'] },
): CatalogListResult {
  const problems: Problem[] = [];
  const families = [...new Set(catalog.models.map((model) => model.family))];
  for (const family of request.families)
    if (!families.includes(family.toLowerCase())) problems.push(unknownName('family', family, families));
  for (const status of request.statuses)
    if (!STATUSES.includes(status.toLowerCase())) problems.push(unknownName('status', status, STATUSES));
  const query = parseWhere(request.where ?? undefined, catalog, problems);
  if (problems.length > 0) throw new AdvisorError('usage', problems);
  const wanted = { families: request.families.map(lower), statuses: request.statuses.map(lower) };
  const licenses = new Map(catalog.licenses.map((license) => [license.id, license]));
  const models = catalog.models
    .filter((model) => wanted.families.length === 0 || wanted.families.includes(model.family))
    .filter((model) => wanted.statuses.length === 0 || wanted.statuses.includes(model.status))
    .filter((model) => query === null || matchesQuery(query, model, { licenses }))
    .map((model) => ({
      ...summarise(model),
      series: model.series,
      license: model.license.id,
      contextTokens: model.context.native,
    }))
    .sort((a, b) => compareText(a.id, b.id));
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    catalog: { version: catalog.version, sha256: catalog.sha256 },
    command: 'catalog list',
    models,
  };
}

function lower(text: string): string {
  return text.toLowerCase();
}
