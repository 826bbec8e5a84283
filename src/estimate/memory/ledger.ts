import type { DeviceLedger, MemoryParts } from '../../domain/memory.ts';
import type { Bytes } from '../../units/quantities.ts';

/** Parts before they are rounded; what is absent is 0. */
export interface RawParts {
  readonly weights?: number;
  readonly kvCache?: number;
  readonly recurrentState?: number;
  readonly compute?: number;
  readonly output?: number;
  readonly engine?: number;
  readonly vision?: number;
  readonly reserve?: number;
}

const whole = (value: number | undefined): Bytes => Math.ceil(value ?? 0) as Bytes;

/**
 * Makes the ledger of one pool. `less` and `more` bound how far the engine may stay below or go above the typical total;
 * the parts add up to `totalBytes.typical`.
 */
export function poolLedger(
  pool: { readonly id: string; readonly capacityBytes: Bytes; readonly usableBytes: Bytes },
  raw: RawParts,
  less: number,
  more: number,
): DeviceLedger {
  const parts: MemoryParts = {
    weightsBytes: whole(raw.weights),
    kvCacheBytes: whole(raw.kvCache),
    recurrentStateBytes: whole(raw.recurrentState),
    computeBytes: whole(raw.compute),
    outputBytes: whole(raw.output),
    engineBytes: whole(raw.engine),
    visionBytes: whole(raw.vision),
    reserveBytes: whole(raw.reserve),
  };
  const typical =
    parts.weightsBytes +
    parts.kvCacheBytes +
    parts.recurrentStateBytes +
    parts.computeBytes +
    parts.outputBytes +
    parts.engineBytes +
    parts.visionBytes +
    parts.reserveBytes;
  return {
    id: pool.id,
    capacityBytes: pool.capacityBytes,
    usableBytes: pool.usableBytes,
    parts,
    totalBytes: {
      low: Math.max(0, typical - Math.floor(less)) as Bytes,
      typical: typical as Bytes,
      high: (typical + Math.ceil(more)) as Bytes,
    },
  };
}
