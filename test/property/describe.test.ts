import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DeviceSpec } from '../../src/domain/hardware.ts';
import { ownCapacity } from '../../src/hardware/capacity.ts';
import { describeHardware } from '../../src/hardware/describe.ts';
import { toMachine } from '../../src/hardware/machine.ts';
import { parseGpuText } from '../../src/hardware/parse-gpu.ts';
import { resolveDevice } from '../../src/hardware/resolve-device.ts';
import { GIB, gib } from '../../src/units/quantities.ts';
import { catalogRows, devices } from '../unit/hardware/catalog-rows.ts';

const cards = devices.filter((spec) => !spec.unified && spec.memoryOptionsBytes.length > 0);
const row = fc.constantFrom(...devices);
const card = fc.constantFrom(...cards);
const named = row
  .filter((spec) => spec.aliases.length > 0)
  .chain((spec) => fc.record({ spec: fc.constant(spec), alias: fc.constantFrom(...spec.aliases) }));

/** Ways people write one name. */
const written = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(name, name.toUpperCase(), name.replace(/ /g, '-'), ` ${name} `, name.replace(/ /g, '  '));

it('every alias leads to its row, however it is written', () => {
  fc.assert(
    fc.property(
      named.chain(({ spec, alias }) => fc.record({ spec: fc.constant(spec), text: written(alias) })),
      ({ spec, text }) => {
        const witness = { model: text, cores: spec.cores ?? null, memoryTotalBytes: sizeFor(spec, text) };
        const match = resolveDevice(witness, devices);
        expect(match.kind === 'found' ? match.spec.id : match).toBe(spec.id);
      },
    ),
    { numRuns: 2000 },
  );
});

/** Where one name stands for several sizes the size is part of what is known. */
const sizeFor = (spec: DeviceSpec, text: string): number | null =>
  /\d ?-?gb/i.test(text) ? null : (spec.memoryOptionsBytes.at(-1) ?? null);

it('a count and a name read back as they were written', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 256 }),
      fc.constantFrom('x ', 'x', ' x ', '×', ' × ', '*', ' * '),
      row.map((spec) => spec.name),
      fc.option(fc.integer({ min: 1, max: 512 })),
      (count, times, name, size) => {
        const text = `${count}${times}${name}${size === null ? '' : `:${size}GiB`}`;
        expect(parseGpuText(text)).toEqual({
          kind: 'ok',
          count,
          name: name.normalize('NFKC'),
          memoryBytes: size === null ? null : gib(size),
        });
      },
    ),
  );
});

it('a name alone is never read as a count', () => {
  fc.assert(
    fc.property(
      row.chain((spec) => fc.constantFrom(spec.name, spec.id, ...spec.aliases)),
      (name) => {
        expect(parseGpuText(name)).toMatchObject({ kind: 'ok', count: 1, memoryBytes: null });
      },
    ),
    { numRuns: 1000 },
  );
});

function usable(gpus: readonly string[], ram: string): number {
  const result = describeHardware({ gpus, ram }, catalogRows);
  if (result.kind === 'error') throw new Error(result.message);
  const { devices: all, host } = toMachine(result.hardware, catalogRows);
  const own = all.reduce((sum, device) => sum + (device.unified ? 0 : device.usableBytes), 0);
  return own + host.usableBytes;
}

it('more devices and more RAM never make less memory usable', () => {
  fc.assert(
    fc.property(
      fc.array(card, { minLength: 1, maxLength: 4 }),
      card,
      fc.integer({ min: 1, max: 512 }),
      fc.integer({ min: 0, max: 512 }),
      (some, another, ram, more) => {
        const ids = some.map(idText);
        const before = usable(ids, `${ram}GiB`);
        expect(usable([...ids, idText(another)], `${ram}GiB`)).toBeGreaterThanOrEqual(before);
        expect(usable(ids, `${ram + more}GiB`)).toBeGreaterThanOrEqual(before);
      },
    ),
    { numRuns: 300 },
  );
});

const idText = (spec: DeviceSpec): string => `${spec.id}:${(spec.memoryOptionsBytes[0] ?? 0) / GIB}GiB`;

it('a device holds some of its nominal memory and never more than it', () => {
  fc.assert(
    fc.property(
      card.chain((spec) => fc.record({ spec: fc.constant(spec), size: fc.constantFrom(...spec.memoryOptionsBytes) })),
      ({ spec, size }) => {
        const capacity = ownCapacity(spec, size);
        expect(capacity).toBeLessThan(size);
        expect(capacity).toBeGreaterThan(0.7 * size);
      },
    ),
    { numRuns: 1000 },
  );
});

it('any text gives a machine or an error, and never throws', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'grapheme' }),
          row.map((spec) => spec.name),
        ),
        { maxLength: 3 },
      ),
      fc.option(fc.string(), { nil: undefined }),
      (gpus, ram) => {
        const result = describeHardware({ gpus, ...(ram === undefined ? {} : { ram }) }, catalogRows);
        if (result.kind === 'error') expect(result.message).not.toBe('');
        else {
          for (const device of result.hardware.devices) {
            expect(device.capacityBytes ?? -1).toBeGreaterThan(0);
            expect(device.capacityBytes ?? 0).toBeLessThanOrEqual(device.memoryTotalBytes ?? 0);
          }
        }
      },
    ),
    { numRuns: 1000 },
  );
});
