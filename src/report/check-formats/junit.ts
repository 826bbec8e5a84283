import type { CheckedModel, CheckFinding, CheckResult } from '../../domain/check.ts';
import { fails } from '../../license/levels.ts';
import { printable } from '../../units/printable.ts';
import { english } from './english.ts';
import type { CheckFormatter } from './options.ts';

interface TestCase {
  readonly path: string;
  readonly line: number | null;
  readonly name: string;
  readonly findings: readonly CheckFinding[];
}

/** Markup escaped, and nothing that XML 1.0 forbids. */
function escapeXml(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

/** One case a model and file, and one for what belongs to no file. */
function casesOf(result: CheckResult): readonly TestCase[] {
  const cases = result.models.flatMap((model): readonly TestCase[] =>
    pathsOf(model).map(({ path, line }) => ({
      path,
      line,
      name: model.id,
      findings: result.findings.filter((finding) => finding.model === model.id && (finding.place?.path ?? '') === path),
    })),
  );
  const rest = result.findings.filter(({ model }) => model === null || !result.models.some(({ id }) => id === model));
  const hosted = new Set(result.hosted.map(({ name }) => name));
  const loose = rest.filter(({ model }) => model === null || !hosted.has(model));
  return loose.length === 0
    ? cases
    : [...cases, { path: 'policy', line: null, name: result.policy.name, findings: loose }];
}

function pathsOf({ places }: CheckedModel): readonly { readonly path: string; readonly line: number | null }[] {
  const first = new Map<string, number>();
  for (const { path, line } of places) if (!first.has(path)) first.set(path, line);
  return first.size === 0 ? [{ path: '', line: null }] : [...first].map(([path, line]) => ({ path, line }));
}

function body(finding: CheckFinding): string {
  const remedy = english.remedy(finding);
  return `${finding.rule} ${english.message(finding)}${remedy === '' ? '' : ` (${remedy})`}`;
}

function toXml({ path, line, name, findings }: TestCase, result: CheckResult): string {
  const place = {
    classname: path === '' ? name : path,
    name,
    ...(path === '' ? {} : { file: path }),
    ...(line === null ? {} : { line }),
  };
  const failing = findings.filter(({ level }) => fails(level, result.request.failOn));
  const open = failing.filter(({ status }) => status === 'open');
  const [first] = open;
  const inside: string[] = [];
  if (first !== undefined) {
    const text = open.map((finding) => escapeXml(body(finding))).join('\n');
    inside.push(`      <failure${attributes({ type: first.rule, message: english.message(first) })}>${text}</failure>`);
  } else if (failing.length > 0) {
    const by = [
      ...new Set(failing.map(({ waivedBy }) => (waivedBy === undefined ? 'in the baseline' : `waived by ${waivedBy}`))),
    ];
    inside.push(`      <skipped${attributes({ message: by.join(', ') })}/>`);
  }
  const quiet = findings.filter(({ level }) => !fails(level, result.request.failOn));
  if (quiet.length > 0)
    inside.push(`      <system-out>${quiet.map((finding) => escapeXml(body(finding))).join('\n')}</system-out>`);
  const head = `    <testcase${attributes(place)}`;
  return inside.length === 0 ? `${head}/>` : `${head}>\n${inside.join('\n')}\n    </testcase>`;
}

/** JUnit XML, also when there is nothing to tell. */
export const format: CheckFormatter = (result) => {
  const cases = casesOf(result).map((item) => toXml(item, result));
  const failures = cases.filter((xml) => xml.includes('<failure ')).length;
  const skipped = cases.filter((xml) => xml.includes('<skipped ')).length;
  const counts = { tests: cases.length, failures, errors: 0, skipped };
  const suite = attributes({ name: `${result.tool.name} check`, ...counts, time: 0 });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: result.tool.name, ...counts })}>`,
    `  <testsuite${suite}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
};
