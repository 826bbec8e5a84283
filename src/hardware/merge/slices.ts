import type { MigSlice } from '../../domain/hardware.ts';
import type { MigFacts } from '../facts.ts';
import { asBytes } from './as-bytes.ts';

/** MIG devices of one card: what several witnesses say of one index becomes one slice. */
export function mergeSlices(all: readonly MigFacts[]): readonly MigSlice[] {
  const byKey = new Map<string, MigFacts>();
  for (const slice of all) {
    const key = slice.index === null ? `gi ${slice.giId} ${slice.ciId} ${slice.uuid}` : `index ${slice.index}`;
    const before = byKey.get(key);
    byKey.set(
      key,
      before === undefined
        ? slice
        : (Object.fromEntries(
            Object.entries(before).map(([k, v]) => [k, v ?? slice[k as keyof MigFacts]]),
          ) as MigFacts),
    );
  }
  return [...byKey.values()]
    .sort((a, b) => (a.index ?? 0) - (b.index ?? 0))
    .map((slice) => ({
      ...slice,
      memoryTotalBytes: asBytes(slice.memoryTotalBytes),
      memoryReservedBytes: asBytes(slice.memoryReservedBytes),
      memoryUsedBytes: asBytes(slice.memoryUsedBytes),
      memoryFreeBytes: asBytes(slice.memoryFreeBytes),
      capacityBytes: asBytes(
        slice.memoryTotalBytes === null ? null : slice.memoryTotalBytes - (slice.memoryReservedBytes ?? 0),
      ),
    }));
}
