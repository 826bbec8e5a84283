import { beforeAll, describe, expect, it } from 'vitest';
import { makeLane } from '../../src/advisor/options.ts';
import type { Catalog } from '../../src/domain/catalog.ts';
import { type EngineId, type EngineSpec, GATE_NOTES, type GateRow } from '../../src/domain/engine.ts';
import type { Launch } from '../../src/domain/launch.ts';
import type { Machine } from '../../src/domain/memory.ts';
import type { ModelSpec } from '../../src/domain/model.ts';
import type { Quantization } from '../../src/domain/quantization.ts';
import { type GateTarget, gate } from '../../src/engine/gates.ts';
import { ENGINES } from '../../src/engine/registry.ts';
import { findPlacement } from '../../src/estimate/placement.ts';
import { toMachine } from '../../src/hardware/machine.ts';
import { en } from '../../src/report/i18n/en/messages.ts';
import { zhCN } from '../../src/report/i18n/zh-CN/messages.ts';
import { tokens } from '../../src/units/quantities.ts';
import { machineNamed, theCatalog } from '../fixtures/catalog.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await theCatalog();
});

const IDS = Object.keys(ENGINES) as readonly EngineId[];
/** Roomy machines of several kinds: an engine is tried on those it has a backend for. */
const MACHINES: readonly string[] = ['8 x H200', '2 x RTX 3090', 'T4', 'MI300X', 'M3 Ultra 512 GB', 'CPU, 512 GiB'];

function specOf(id: EngineId): EngineSpec {
  const spec = catalog.engines.find((engine) => engine.id === id);
  if (spec === undefined) throw new Error(`the catalog has no entry for ${id}`);
  return spec;
}

const machineOf = (name: string): Machine => toMachine(machineNamed(name, catalog), catalog);

it('engines of the code and of the catalog are the same', () => {
  expect(catalog.engines.map(({ id }) => id).sort()).toEqual([...IDS].sort());
  for (const id of IDS) expect(ENGINES[id].id).toBe(id);
});

describe.each(IDS)('%s', (id) => {
  const { defaults, artifact, launch } = ENGINES[id];

  it.each(MACHINES)('settles every setting on %s', (name) => {
    const engine = specOf(id);
    const asked = { engine, machine: machineOf(name), contextTokens: tokens(12_345), users: 7, vision: true };
    const settings = defaults(asked);
    for (const [key, value] of Object.entries(settings)) expect(value, key).not.toBeUndefined();
    expect(settings).toMatchObject({ contextTokens: 12_345, vision: true });
    expect(Math.max(settings.parallelSequences, settings.maxNumSeqs)).toBeGreaterThanOrEqual(7);
    expect(settings.gpuMemoryUtilization).toBeGreaterThan(0);
    expect(settings.gpuMemoryUtilization).toBeLessThanOrEqual(1);
    for (const type of engine.kvCacheTypes) {
      const typed = defaults({ ...asked, kvCacheType: type as never });
      expect([typed.kvCacheTypeK, typed.kvCacheTypeV]).toEqual([type, type]);
    }
  });

  it('is tried with quantizations that exist and that it loads', () => {
    const engine = specOf(id);
    expect(engine.ladder.length).toBeGreaterThan(0);
    for (const name of engine.ladder) {
      const quantization = catalog.quantizations.find((row) => row.id === name);
      expect(quantization, name).toBeDefined();
    }
    for (const successor of engine.successors) expect(IDS).toContain(successor);
  });

  it('writes a complete command for every model it loads', () => {
    const engine = specOf(id);
    let written = 0;
    for (const machine of MACHINES.map(machineOf)) {
      for (const model of catalog.models.filter((candidate) => candidate.engines[id] !== undefined)) {
        const run = firstRun(engine, model, machine);
        if (run === null) continue;
        written++;
        const { quantization, lane, found } = run;
        const settings = defaults({ engine, machine: lane, contextTokens: tokens(4096), users: 2, vision: false });
        const { placement } = findPlacement({
          model,
          quantization,
          engine,
          machine: lane,
          settings,
          tensorTypes: catalog.tensorTypes,
        });
        checkLaunch(launch({ engine, model, quantization, machine, placement, settings, artifact: found }), {
          engine,
          model,
          ref: found.ref,
        });
      }
    }
    expect(written).toBeGreaterThan(50);
  });

  /** The first quantization of the ladder that is published for the model and runs on the machine. */
  function firstRun(engine: EngineSpec, model: ModelSpec, machine: Machine) {
    for (const name of engine.ladder) {
      const quantization = catalog.quantizations.find((row) => row.id === name) as Quantization;
      const lane = makeLane(engine, quantization.kernel, machine);
      const found = lane.gate.outcome === 'refused' ? null : artifact(model, quantization);
      if (found !== null) return { quantization, lane: lane.machine, found };
    }
    return null;
  }
});

function checkLaunch(
  launch: Launch,
  { engine, model, ref }: { readonly engine: EngineSpec; readonly model: ModelSpec; readonly ref: string },
): void {
  const commands = [launch, ...launch.prepare, ...launch.after];
  const words = commands.flatMap(({ command, args }) => [command, ...args]);
  const files = launch.files.map(({ content }) => content);
  const everything = [...words, ...Object.values(launch.env), ...files].join(' ');
  const where = `${engine.id} ${model.id}: ${everything}`;
  for (const word of words) expect(typeof word === 'string' && word !== '', where).toBe(true);
  expect(everything, where).not.toMatch(/undefined|null|NaN|\[object/);
  // The whole artifact, by a name that can be fetched.
  expect(ref, where).toMatch(/^[\w.-]+(\/[\w.-]+)?(:[\w.-]+)?$/);
  expect(everything, where).toContain(ref);
  // Loopback only, on the port that the base URL names.
  expect(everything, where).toMatch(/127\.0\.0\.1/);
  expect(everything, where).not.toMatch(/0\.0\.0\.0|::0?\b/);
  expect(launch.baseUrl, where).toBe(`http://127.0.0.1:${engine.port}/v1`);
  expect(everything, where).toContain(String(engine.port));
  // A secret is asked for, never made up, and only where the publisher asks for it.
  const placeholders = Object.entries(launch.env).filter(([, value]) => value.startsWith('<'));
  for (const [name] of placeholders) expect([name, model.license.gated], where).toEqual(['HF_TOKEN', 'yes']);
}

/** A device a row is for: at its own lower bound, or below its upper one. */
function targetsOf(row: GateRow): readonly GateTarget[] {
  return row.backends.map((backend) => ({
    backend,
    computeCapability: backend === 'cuda' ? (row.from ?? (row.below === undefined ? '9.0' : '3.5')) : null,
    gfx: backend === 'rocm' ? (row.gfx?.[0] ?? 'gfx942') : null,
  }));
}

/** Of every NVIDIA generation since Kepler (developer.nvidia.com/cuda-gpus). */
const CAPABILITIES = [
  '3.5',
  '5.0',
  '5.2',
  '6.0',
  '6.1',
  '7.0',
  '7.5',
  '8.0',
  '8.6',
  '8.9',
  '9.0',
  '10.0',
  '10.3',
  '12.0',
  '12.1',
];
const order = (capability: string): number => {
  const [major, minor] = capability.split('.').map(Number);
  return (major ?? 0) * 10 + (minor ?? 0);
};

const readRows = async () =>
  (await theCatalog()).engines.flatMap((engine) => engine.gates.map((row, i) => ({ engine, row, i })));
const rows = await readRows();

describe('rows of the capability tables', () => {
  it.each(
    rows.map(
      ({ engine, row, i }) =>
        [`${engine.id} ${i}: ${row.kernels.join('/')} on ${row.backends.join('/')}`, engine, row] as const,
    ),
  )('%s decides for the devices it names', (_name, engine, row) => {
    const decided = row.kernels.flatMap((kernel) => targetsOf(row).map((target) => gate(engine, kernel, target)));
    const own = { outcome: row.outcome, note: row.note ?? null, source: row.source };
    expect(decided).toContainEqual(own);
    // Whatever is not native says why.
    if (row.outcome === 'native') expect(row.note).toBeUndefined();
    else expect(GATE_NOTES).toContain(row.note);
  });

  it.each(CAPABILITIES)(
    'answers compute capability %s with the first row whose bounds hold it',
    (computeCapability) => {
      for (const engine of catalog.engines) {
        for (const kernel of new Set(engine.gates.flatMap((row) => row.kernels))) {
          const row = engine.gates.find(
            ({ kernels, backends, from, below }) =>
              kernels.includes(kernel) &&
              backends.includes('cuda') &&
              (from === undefined || order(computeCapability) >= order(from)) &&
              (below === undefined || order(computeCapability) < order(below)),
          );
          const found = gate(engine, kernel, { backend: 'cuda', computeCapability });
          const where = `${engine.id} ${kernel}`;
          if (row === undefined) expect(found.outcome, where).toBe('refused');
          else expect(found, where).toEqual({ outcome: row.outcome, note: row.note ?? null, source: row.source });
        }
      }
    },
  );

  it('lets no device through a bounded row without knowing its capability', () => {
    for (const { engine, row } of rows) {
      for (const kernel of row.kernels) {
        const found = gate(engine, kernel, { backend: 'cuda', computeCapability: null });
        const free = engine.gates.some(
          ({ kernels, backends, from, below }) =>
            kernels.includes(kernel) && backends.includes('cuda') && from === undefined && below === undefined,
        );
        if (!free) expect(found.outcome, `${engine.id} ${kernel}`).toBe('refused');
      }
    }
  });

  it('refuses what no row covers, and says which of the reasons it is', () => {
    for (const engine of catalog.engines) {
      for (const kernel of new Set(catalog.quantizations.map((row) => row.kernel))) {
        for (const backend of ['cuda', 'rocm', 'metal', 'vulkan', 'sycl', 'cann', 'cpu'] as const) {
          const named = engine.gates.some((row) => row.kernels.includes(kernel) && row.backends.includes(backend));
          const found = gate(engine, kernel, { backend, computeCapability: '1.0', gfx: 'gfx000' });
          if (!named) expect(found).toEqual({ outcome: 'refused', note: 'no-row', source: null });
          else if (found.outcome === 'refused') expect(found.note).not.toBe('no-row');
        }
      }
    }
  });

  it('gives every cause words in both languages', () => {
    expect(Object.keys(en.terms.gateCause).sort()).toEqual(Object.keys(zhCN.terms.gateCause).sort());
    for (const note of GATE_NOTES) expect(en.terms.gateCause[note].length).toBeGreaterThan(10);
  });
});
