import { describe, expect, it } from 'vitest';
import { asciiJson, packCatalog, unpackCatalog } from '../../../src/catalog/pack.ts';
import type { Catalog } from '../../../src/domain/catalog.ts';
import { MOE, model } from './models.ts';

const CATALOG: Catalog = {
  schemaVersion: '1.0',
  version: '2025.1.1',
  sha256: 'abc',
  models: [model(), model({ id: 'owner/other' }), model({ id: 'owner/moe', architecture: MOE })],
  devices: [],
  hosts: [],
  tensorTypes: [],
  quantizations: [],
  engines: [],
  licenses: [],
  policies: [],
  profiles: [],
  calibration: {},
};

describe('packCatalog', () => {
  it('comes back as it was, through JSON', () => {
    expect(unpackCatalog(JSON.parse(JSON.stringify(packCatalog(CATALOG))))).toEqual(CATALOG);
  });

  it('gives models of one shape one architecture', () => {
    const [first, second, third] = unpackCatalog(packCatalog(CATALOG)).models;
    expect(second?.architecture).toBe(first?.architecture);
    expect(third?.architecture).not.toBe(first?.architecture);
  });

  it('refuses an architecture that is not there', () => {
    expect(() => unpackCatalog({ ...packCatalog(CATALOG), architectures: [] })).toThrow(RangeError);
  });
});

describe('asciiJson', () => {
  it.each([['§ 2(c)'], ['通义千问'], ['a😀b'], ['"\\\n']])('%s survives in ASCII', (text) => {
    const json = asciiJson({ text });
    expect(json).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(json)).toEqual({ text });
  });
});
