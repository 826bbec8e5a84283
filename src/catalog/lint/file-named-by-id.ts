import { SECTIONS } from '../schema/kinds.ts';
import type { FileRule, LintFile, LintReport } from './contract.ts';
import { files, sample } from './samples.ts';

export const fileNamedById: FileRule = {
  id: 'file-named-by-id',
  level: 'error',
  scope: 'file',
  style: true,
  description: 'A file that holds one entry is named by its id.',
  examples: {
    good: files({ 'policies/sample.yaml': sample('policies') }),
    bad: files({ 'policies/other.yaml': sample('policies') }),
  },
  check: compareName,
};

function* compareName({ kind, path, yaml }: LintFile): Iterable<LintReport> {
  if (kind.holds.form !== 'single') return;
  const { key } = SECTIONS[kind.holds.section];
  const id: unknown = (yaml.value as Readonly<Record<string, unknown>> | null)?.[key];
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/i, '');
  if (typeof id === 'string' && id !== stem)
    yield {
      at: [key],
      message: `the file is named "${stem}" but its ${key} is "${id}"`,
      tip: `rename it to ${id}.yaml`,
    };
}
