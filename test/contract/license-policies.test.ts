import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Catalog } from '../../src/domain/catalog.ts';
import { judgeLicense } from '../../src/license/judge.ts';
import { findPolicy, passesPolicy } from '../../src/license/policy.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await loadCatalog();
});

function passing(name: string): ReadonlySet<string> {
  const policy = findPolicy(catalog, name);
  if (policy === undefined) throw new Error(`no policy ${name}`);
  const context = {
    models: new Map(catalog.models.map((model) => [model.id, model])),
    licenses: new Map(catalog.licenses.map((license) => [license.id, license])),
  };
  const passed = catalog.models.filter((model) => passesPolicy(judgeLicense(model, context, policy), policy));
  return new Set(passed.map((model) => model.id));
}

describe('built-in policies over the whole catalog', () => {
  it.each([
    ['permissive', 'commercial'],
    ['commercial', 'research'],
    ['research', 'any'],
  ])('%s lets through nothing that %s stops', (strict, loose) => {
    const wide = passing(loose);
    expect([...passing(strict)].filter((id) => !wide.has(id))).toEqual([]);
    expect(wide.size).toBeGreaterThan(passing(strict).size);
  });

  it('any lets every model through', () => {
    expect(passing('any').size).toBe(catalog.models.length);
  });
});
