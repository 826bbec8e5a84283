import type { FileRule, LintFile, LintReport } from './contract.ts';
import { files, sample } from './samples.ts';

const POLICY = `${JSON.stringify(sample('policies'))}\n`;

/** Editors complete and check from this line. */
export const schemaLine: FileRule = {
  id: 'schema-line',
  level: 'error',
  scope: 'file',
  style: true,
  description: 'The first line names the JSON Schema of the file, so that editors complete and check it.',
  examples: {
    good: { 'policies/sample.yaml': `# yaml-language-server: $schema=../schema/policy.schema.json\n${POLICY}` },
    bad: files({ 'policies/sample.yaml': sample('policies') }),
  },
  check: compareFirstLine,
  fix: (file) => `${expectedLine(file)}\n${file.yaml.text.replace(/^(\uFEFF?#\s*yaml-language-server:.*\r?\n)?/, '')}`,
};

function expectedLine(file: LintFile): string {
  const up = '../'.repeat(file.path.split('/').length - 1);
  return `# yaml-language-server: $schema=${up === '' ? './' : up}schema/${file.kind.id}.schema.json`;
}

function* compareFirstLine(file: LintFile): Iterable<LintReport> {
  const expected = expectedLine(file);
  if (file.yaml.text.split(/\r?\n/, 1)[0] !== expected)
    yield { onStart: true, message: `the first line must be "${expected}"`, tip: 'run npm run catalog:lint -- --fix' };
}
