import type { EngineSpec, GateOutcome, GateRow } from '../domain/engine.ts';
import type { Backend } from '../domain/hardware.ts';
import type { KernelFamily } from '../domain/quantization.ts';

/** What a gate needs to know of a device; a CPU is `{ backend: 'cpu' }`. */
export interface GateTarget {
  readonly backend: Backend;
  readonly computeCapability?: string | null;
  readonly gfx?: string | null;
}

/** `no-row`: the engine's table has nothing for this backend. `unknown-capability`: a row exists, but the device did not say its capability. */
export interface Gate {
  readonly outcome: GateOutcome;
  readonly note: string | null;
  readonly source: string | null;
}

const NO_BACKEND: Gate = { outcome: 'refused', note: 'no-row', source: null };
const UNKNOWN_CAPABILITY: Gate = { outcome: 'refused', note: 'unknown-capability', source: null };

/** May `engine` run `kernel` on `target`? First matching row of the engine's table; the same answer serves pick, text and launch. */
export function gate(engine: EngineSpec, kernel: KernelFamily, target: GateTarget): Gate {
  let skipped = false;
  for (const row of engine.gates) {
    if (!row.kernels.includes(kernel) || !row.backends.includes(target.backend)) continue;
    const match = matches(row, target);
    if (match === 'unknown') skipped = true;
    if (match === 'yes') return { outcome: row.outcome, note: row.note ?? null, source: row.source };
  }
  return skipped ? UNKNOWN_CAPABILITY : NO_BACKEND;
}

/** Does the engine load this format on any hardware? */
export function loadsFormat(engine: EngineSpec, kernel: KernelFamily): 'yes' | 'no' {
  return engine.gates.some((row) => row.outcome !== 'refused' && row.kernels.includes(kernel)) ? 'yes' : 'no';
}

function matches(row: GateRow, target: GateTarget): 'yes' | 'no' | 'unknown' {
  if (row.gfx !== undefined && target.backend === 'rocm') {
    const name = target.gfx;
    if (name === null || name === undefined) return 'unknown';
    return row.gfx.some((prefix) => name.startsWith(prefix)) ? 'yes' : 'no';
  }
  if ((row.from === undefined && row.below === undefined) || target.backend !== 'cuda') return 'yes';
  if (target.computeCapability === null || target.computeCapability === undefined) return 'unknown';
  const have = capabilityNumber(target.computeCapability);
  if (row.from !== undefined && have < capabilityNumber(row.from)) return 'no';
  if (row.below !== undefined && have >= capabilityNumber(row.below)) return 'no';
  return 'yes';
}

/** "8.9" → 809, "10.0" → 1000: numeric order of compute capabilities. */
export function capabilityNumber(text: string): number {
  const [major = '0', minor = '0'] = text.split('.');
  return Number(major) * 100 + Number(minor);
}
