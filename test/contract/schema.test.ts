import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCatalogFiles } from '../../src/build/catalog-files.ts';
import { PUBLISHED_SCHEMAS, renderSchema } from '../../src/build/emit-schema.ts';
import { fileKindOf } from '../../src/catalog/schema/kinds.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = `${ROOT}catalog/schema`;

describe('published schemas', () => {
  it.each(PUBLISHED_SCHEMAS.map((published) => [published.name, published] as const))(
    '%s is committed as the code has it',
    (name, published) => {
      expect(readFileSync(`${FOLDER}/${name}.schema.json`, 'utf8')).toBe(renderSchema(published));
    },
  );

  it('has no file that the code does not know', () => {
    const names = PUBLISHED_SCHEMAS.map(({ name }) => `${name}.schema.json`);
    expect(readdirSync(FOLDER).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('accepts every authored file, as an editor would', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const checks = new Map(
      PUBLISHED_SCHEMAS.map(({ name }) => [
        name,
        ajv.compile(JSON.parse(readFileSync(`${FOLDER}/${name}.schema.json`, 'utf8'))),
      ]),
    );
    const files = readCatalogFiles(`${ROOT}catalog`);
    expect(files.length).toBeGreaterThan(100);
    const refused = files.flatMap(({ place = '', text }) => {
      const check = checks.get(fileKindOf(place)?.id ?? '');
      if (check === undefined) return [`${place}: no schema`];
      return check(parse(text, { schema: 'core' })) ? [] : [`${place}: ${ajv.errorsText(check.errors)}`];
    });
    expect(refused).toEqual([]);
  });
});
