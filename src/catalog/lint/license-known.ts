import { LICENSE_GROUPS } from '../../license/categories.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { NodePath } from '../yaml-file.ts';
import type { CatalogLintReport, CatalogRule, LintCatalog, LintEntry } from './contract.ts';
import { files, sample } from './samples.ts';

export const licenseKnown: CatalogRule = {
  id: 'license-known',
  level: 'error',
  scope: 'catalog',
  description:
    'Licenses that models, policies and other licenses name have a file of their own; groups of a policy exist.',
  examples: {
    good: files({
      'licenses/sample-1.0.yaml': sample('licenses'),
      'policies/sample.yaml': sample('policies', { licenses: { allow: ['sample-1.0', '@permissive'] } }),
    }),
    bad: files({
      'licenses/sample-1.0.yaml': sample('licenses'),
      'policies/sample.yaml': sample('policies', { licenses: { allow: ['sample-2.0', '@permisive'] } }),
    }),
  },
  check: findUnknown,
};

interface Mention {
  readonly entry: LintEntry;
  readonly name: string;
  readonly at: NodePath;
}

function* findUnknown(catalog: LintCatalog): Iterable<CatalogLintReport> {
  const aliases = catalog.entries('licenses').flatMap((entry) => entry.value.aliases);
  const below = (catalog.below?.licenses ?? []).flatMap((license) => license.aliases);
  const names = new Set([...catalog.ids('licenses'), ...aliases, ...below]);
  for (const { entry, name, at } of mentions(catalog)) {
    const known = name.startsWith('@') ? LICENSE_GROUPS.includes(name) : names.has(name);
    if (known) continue;
    const tip = didYouMean(name, name.startsWith('@') ? LICENSE_GROUPS : names);
    yield { entry, at, message: `there is no license "${name}"`, ...(tip === undefined ? {} : { tip }) };
  }
}

/** A model without a known license says so: `unknown`. */
function* mentions(catalog: LintCatalog): Iterable<Mention> {
  for (const entry of catalog.entries('models')) {
    const { id } = entry.value.model.license;
    if (id !== 'unknown') yield { entry, name: id, at: ['license', 'id'] };
  }
  for (const entry of catalog.entries('licenses')) {
    for (const [index, name] of entry.value.includes.entries()) yield { entry, name, at: ['includes', index] };
  }
  for (const entry of catalog.entries('policies')) {
    const { allow, conditional, deny } = entry.value.licenses;
    for (const [key, list] of Object.entries({ allow, conditional, deny })) {
      for (const [index, name] of list.entries()) yield { entry, name, at: ['licenses', key, index] };
    }
    for (const [index, name] of entry.value.acknowledge.entries()) yield { entry, name, at: ['acknowledge', index] };
    for (const [index, permission] of entry.value.permissions.entries()) {
      yield { entry, name: permission.license, at: ['permissions', index, 'license'] };
    }
  }
}
