import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../src/domain/catalog.ts';
import { recogniseHardware } from '../../src/hardware/plain-snapshot.ts';
import { readSnapshot } from '../../src/hardware/snapshot.ts';
import { describeMachine, theCatalog } from '../fixtures/catalog.ts';
import { MACHINES } from '../fixtures/machines.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await theCatalog();
});

/** Every place in a JSON value, as a path. */
function paths(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, i) => paths(item, [...path, i]))];
  if (typeof value === 'object' && value !== null)
    return [path, ...Object.entries(value).flatMap(([key, item]) => paths(item, [...path, key]))];
  return [path];
}

function replaced(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === head ? replaced(item, rest, by) : item));
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([key, item]) => {
      if (key !== head) return [[key, item]];
      return by === undefined && rest.length === 0 ? [] : [[key, replaced(item, rest, by)]];
    }),
  );
}

describe('the quick reading of a machine', () => {
  it('recognises every machine this tool describes', () => {
    for (const machine of MACHINES)
      expect(recogniseHardware({ hardware: describeMachine(machine, catalog) }), machine.name).toBeDefined();
  });

  it('accepts and refuses just what the schema does', () => {
    const values = fc.constantFrom<unknown>(
      undefined,
      null,
      0,
      -1,
      1.5,
      1e300,
      '',
      'nvidia',
      'gpu',
      true,
      [],
      {},
      ['x'],
      'detected',
      2,
    );
    fc.assert(
      fc.property(fc.constantFrom(...MACHINES), fc.nat(), values, (machine, place, value) => {
        const whole = JSON.parse(JSON.stringify(describeMachine(machine, catalog)));
        const all = paths(whole);
        const damaged = replaced(whole, all[place % all.length] ?? [], value);
        const quick = recogniseHardware(damaged);
        const slow = readSnapshot(JSON.stringify(damaged) ?? '', 'machine.json');
        expect(quick !== undefined).toBe(slow.kind === 'ok');
        if (slow.kind === 'ok') expect(quick).toEqual(slow.hardware);
      }),
      { numRuns: 1500 },
    );
  });
});
