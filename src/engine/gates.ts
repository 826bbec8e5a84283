import type { EngineSpec, GateCause, GateOutcome, GateRow } from '../domain/engine.ts';
import type { Backend } from '../domain/hardware.ts';
import type { KernelFamily } from '../domain/quantization.ts';

/** What a gate needs to know of a device; a CPU is `{ backend: 'cpu' }`. */
export interface GateTarget {
  readonly backend: Backend;
  readonly computeCapability?: string | null;
  readonly gfx?: string | null;
}

/** The outcome with its cause. `no-row`: the engine's table has nothing for this format on this backend. */
export interface Gate {
  readonly outcome: GateOutcome;
  readonly note: GateCause | 'no-row' | null;
  readonly source: string | null;
}

type Match = 'yes' | 'no' | 'unknown';

const refused = (note: Gate['note']): Gate => ({ outcome: 'refused', note, source: null });

/** May `engine` run `kernel` on `target`? First matching row of the engine's table; the same answer serves pick, text and launch. */
export function gate(engine: EngineSpec, kernel: KernelFamily, target: GateTarget): Gate {
  const missed: Match[] = [];
  for (const row of engine.gates) {
    if (!row.kernels.includes(kernel) || !row.backends.includes(target.backend)) continue;
    const match = matches(row, target);
    if (match === 'yes') return { outcome: row.outcome, note: row.note ?? null, source: row.source };
    missed.push(match);
  }
  // Rows exist, but none for a device like this one.
  if (missed.includes('unknown')) return refused('unknown-capability');
  if (missed.length === 0) return refused('no-row');
  return refused(target.backend === 'rocm' ? 'unlisted-architecture' : 'compute-capability');
}

/** Does the engine load this format on any hardware? */
export function loadsFormat(engine: EngineSpec, kernel: KernelFamily): 'yes' | 'no' {
  return engine.gates.some((row) => row.outcome !== 'refused' && row.kernels.includes(kernel)) ? 'yes' : 'no';
}

function matches(row: GateRow, target: GateTarget): Match {
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
function capabilityNumber(text: string): number {
  const [major = '0', minor = '0'] = text.split('.');
  return Number(major) * 100 + Number(minor);
}
