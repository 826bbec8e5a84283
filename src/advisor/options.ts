import type { EngineSpec, GateCause } from '../domain/engine.ts';
import type { Machine, RunSettings } from '../domain/memory.ts';
import type { KernelFamily, Quantization } from '../domain/quantization.ts';
import { type Reason, reason } from '../domain/reason.ts';
import { type Gate, gate, loadsFormat } from '../engine/gates.ts';
import { engineModule } from '../engine/registry.ts';
import { coefficientsOf, weightEfficiency } from '../estimate/speed/tables.ts';
import { memoryFor } from './bounds.ts';
import type { AdviceContext } from './context.ts';

/** The part of the machine an engine can use for a kernel family, and how. */
export interface Lane {
  readonly machine: Machine;
  readonly gate: Gate;
}

/** An engine and whether the device has its kernel. `fallback`: it runs the format without. */
export interface EngineChoice {
  readonly engine: EngineSpec;
  readonly kernel: 'native' | 'fallback';
}

/** One engine with one quantization on this machine: what is the same for every model. */
export interface RunOption extends EngineChoice {
  readonly quantization: Quantization;
  readonly lane: Lane;
  readonly settings: RunSettings;
  /** All memory this engine could put weights in. */
  readonly memoryBytes: number;
  /** Fastest that all memory of the lane together, and its RAM alone, can be read; infinite when any part of it, or its calibration, is unknown. */
  readonly readable: {
    readonly allBytesPerSecond: number;
    readonly hostBytesPerSecond: number;
    /** The low end of a speed over its typical figure, at most. */
    readonly lowShare: number;
  };
  /** Why no model can be run this way here; null when it can. */
  readonly refusal: Reason | null;
}

/** Every engine with every quantization it is tried with: the asked ones, else its ladder. Made once for a request. */
export function listOptions(context: AdviceContext): readonly RunOption[] {
  const asked = context.request.quantizations;
  return context.engines.flatMap((engine) => {
    const lanes = new Map<KernelFamily, Lane>();
    return (asked.length > 0 ? asked : engine.ladder).flatMap((id) => {
      const quantization = context.quantizations.get(id);
      if (quantization === undefined) return [];
      const lane = lanes.get(quantization.kernel) ?? makeLane(engine, quantization.kernel, context.machine);
      lanes.set(quantization.kernel, lane);
      return [makeOption(engine, quantization, lane, context)];
    });
  });
}

function makeOption(engine: EngineSpec, quantization: Quantization, lane: Lane, context: AdviceContext): RunOption {
  const { request, profile, kvCacheType } = context;
  const vision = profile.needs.vision === 'yes';
  const wanted = { engine, machine: lane.machine, contextTokens: request.contextTokens, users: request.users, vision };
  const settings = engineModule(engine.id).defaults(kvCacheType === undefined ? wanted : { ...wanted, kvCacheType });
  return {
    engine,
    quantization,
    kernel: lane.gate.outcome === 'fallback' ? 'fallback' : 'native',
    lane,
    settings,
    memoryBytes: memoryFor(engine.id, lane.machine),
    readable: readableOf(engine, quantization, lane.machine, context),
    refusal: refusalOf(engine, quantization, lane, context.machine),
  };
}

/**
 * Bandwidth as the speed estimate uses it: its own efficiency for these weights on each device, the whole of it for RAM. A speed that is not known
 * cannot be bounded: the criterion would not apply, and count for nothing instead of little.
 */
function readableOf(
  engine: EngineSpec,
  quantization: Quantization,
  { devices, host }: Machine,
  context: AdviceContext,
): RunOption['readable'] {
  const hostBytesPerSecond = host.bandwidth?.value ?? Number.POSITIVE_INFINITY;
  let allBytesPerSecond = hostBytesPerSecond;
  let lowShare = 0;
  for (const device of devices) {
    const coefficients = coefficientsOf(context.catalog.calibration, engine.id, device);
    if (coefficients === null || coefficients.bandwidth === null) return UNREADABLE;
    allBytesPerSecond += coefficients.bandwidth * weightEfficiency(coefficients, quantization);
    lowShare = Math.max(lowShare, coefficients.table.decode.band.low);
  }
  return {
    allBytesPerSecond,
    hostBytesPerSecond,
    lowShare: devices.length === 0 || context.request.users > 1 ? 1 : lowShare,
  };
}

const UNREADABLE: RunOption['readable'] = {
  allBytesPerSecond: Number.POSITIVE_INFINITY,
  hostBytesPerSecond: Number.POSITIVE_INFINITY,
  lowShare: 1,
};

/** Devices that may run this kernel on this engine; the CPU alone when none may and the engine has a CPU path. */
export function makeLane(engine: EngineSpec, kernel: KernelFamily, machine: Machine): Lane {
  const gates = machine.devices.map((device) => gate(engine, kernel, device));
  const devices = machine.devices.filter((_, i) => gates[i]?.outcome !== 'refused');
  if (devices.length > 0) {
    const worst = gates.find((item) => item.outcome === 'fallback') ?? gates.find((item) => item.outcome === 'native');
    if (worst !== undefined) return { machine: { ...machine, devices }, gate: worst };
  }
  const cpu = gate(engine, kernel, { backend: 'cpu' });
  const refusal = gates.find((item) => item.note !== 'no-row');
  return {
    machine: { ...machine, devices: [] },
    gate: cpu.outcome === 'refused' && refusal !== undefined ? refusal : cpu,
  };
}

/** Why an engine cannot run a quantization on a machine, whatever the model; null when it can. */
export function refusalOf(engine: EngineSpec, quantization: Quantization, lane: Lane, machine: Machine): Reason | null {
  const device = machine.devices[0]?.name ?? 'CPU';
  const { note } = lane.gate;
  const refused = (cause: GateCause | null): Reason =>
    reason('engine-refuses-format', 'blocks', {
      engine: engine.name,
      format: quantization.id,
      device,
      ...(cause === null ? {} : { note: cause }),
    });
  if (loadsFormat(engine, quantization.kernel) === 'no')
    return refused(note === null || note === 'no-row' ? 'unloadable-format' : note);
  if (lane.gate.outcome !== 'refused') return null;
  return note === 'no-row' ? reason('engine-no-backend', 'blocks', { engine: engine.name, device }) : refused(note);
}
