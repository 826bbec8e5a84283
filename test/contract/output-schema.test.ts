import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { renderSchema } from '../../src/build/emit-schema.ts';
import { OUTPUT_SCHEMAS } from '../../src/catalog/schema/output.ts';
import type { AnyResult } from '../../src/domain/result.ts';
import { formatJson } from '../../src/report/formats/json.ts';
import { ALL_RESULTS, planResult } from '../fixtures/results.ts';

type Schema = Record<string, unknown>;

function published(name: string): Schema {
  const found = OUTPUT_SCHEMAS.find((schema) => schema.name === name);
  if (found === undefined) throw new Error(`no schema named ${name}`);
  return JSON.parse(renderSchema({ ...found, io: 'output' })) as Schema;
}

/** The same schema, refusing every field it does not name: what is printed and what is documented must not drift apart. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema ? { ...copy, additionalProperties: false } : copy;
}

const ajv = new Ajv({ strict: false, allErrors: true });
const SCHEMA_OF: Readonly<Record<AnyResult['command'], string>> = {
  recommend: 'recommend',
  plan: 'plan',
  why: 'why',
  compare: 'compare',
  detect: 'detect',
  doctor: 'detect',
  'catalog list': 'catalog-list',
  'catalog show': 'catalog-show',
};

describe.each(Object.entries(ALL_RESULTS))('JSON of %s', (_name, result: AnyResult) => {
  it.each([
    ['published', (schema: Schema) => schema],
    ['closed', closed],
  ] as const)('is valid against the %s schema', (_kind, change) => {
    const validate = ajv.compile(change(published(SCHEMA_OF[result.command])) as Schema);
    validate(JSON.parse(formatJson(result)));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('a batch line', () => {
  const validate = ajv.compile(published('batch'));

  it.each([
    ['a plan with the id of its request', JSON.parse(formatJson({ id: 'a-1', ...planResult() }, 0)), true],
    [
      'an error',
      {
        id: 'a-3',
        schemaVersion: '1.0',
        line: 3,
        error: {
          code: 'unknown-model',
          message: 'unknown',
          details: [{ code: 'unknown-model', message: 'unknown', line: 3 }],
        },
      },
      true,
    ],
    ['anything else', { schemaVersion: '1.0' }, false],
  ])('%s', (_name, line, valid) => expect(validate(line)).toBe(valid));

  it('is one line and starts with the id', () => {
    const text = formatJson({ id: 7, ...planResult() }, 0);
    expect(text.trimEnd()).not.toContain('\n');
    expect(text.startsWith('{"id":7,"schemaVersion":"1.0"')).toBe(true);
  });
});

it('refuses a result that breaks the schema', () => {
  const validate = ajv.compile(published('plan'));
  expect(validate({ ...planResult(), plan: { ...planResult().plan, fit: { kind: 'perhaps' } } })).toBe(false);
});

it.each(OUTPUT_SCHEMAS.map(({ name }) => name))('catalog/schema/%s.schema.json is what the code says', (name) => {
  const committed = readFileSync(new URL(`../../catalog/schema/${name}.schema.json`, import.meta.url), 'utf8');
  expect(JSON.parse(committed)).toEqual(published(name));
});
