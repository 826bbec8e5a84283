import type { DeviceSpec } from '../domain/hardware.ts';
import type { Sourced } from '../units/range.ts';

/** What the catalog rows a device may be say together. */
export interface KnownFigures {
  readonly bandwidth: Sourced<number> | null;
  readonly fp16: Sourced<number> | null;
  readonly int8: Sourced<number> | null;
  readonly fp8: Sourced<number> | null;
  readonly generation: string | null;
  readonly computeCapability: string | null;
  readonly gfx: string | null;
  readonly interconnect: NonNullable<DeviceSpec['interconnect']> | null;
  readonly tdpWatts: number | null;
}

/** One row's figures as published; of several rows what all of them say, and the lowest of a number they differ in, as `assumed`. */
export function knownFigures(rows: readonly DeviceSpec[]): KnownFigures {
  return {
    bandwidth:
      lowest(rows, (row) => row.bandwidthBytesPerSecond) ??
      lowest(rows, (row) => row.measuredBandwidthBytesPerSecond, 'measured'),
    fp16: lowest(rows, (row) => row.fp16OperationsPerSecond),
    int8: lowest(rows, (row) => row.int8OperationsPerSecond),
    fp8: lowest(rows, (row) => row.fp8OperationsPerSecond),
    generation: agreed(rows, (row) => row.generation),
    computeCapability: agreed(rows, (row) => row.computeCapability),
    gfx: agreed(rows, (row) => row.gfx),
    interconnect: agreed(rows, (row) => row.interconnect),
    tdpWatts: agreed(rows, (row) => row.tdpWatts),
  };
}

function agreed<T extends string | number>(
  rows: readonly DeviceSpec[],
  read: (row: DeviceSpec) => T | undefined,
): T | null {
  const [first, ...rest] = rows.map(read);
  return first !== undefined && rest.every((value) => value === first) ? first : null;
}

/** Null unless every row has the figure: what one of them does not tell could be lower still. */
function lowest(
  rows: readonly DeviceSpec[],
  read: (row: DeviceSpec) => number | undefined,
  basis: 'published' | 'measured' = 'published',
): Sourced<number> | null {
  const values = rows.map(read);
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || known.length < values.length) return null;
  const value = Math.min(...known);
  const same = known.every((other) => other === value);
  return { value, basis: same ? basis : 'assumed', source: `catalog/devices: ${rows.map((row) => row.id).join(', ')}` };
}
