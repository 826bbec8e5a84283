import { expect, it } from 'vitest';
import { computeDevice } from '../../src/build/calibrate/devices.ts';
import { errorsOf, formatErrors } from '../../src/build/calibrate/statistics.ts';
import type { Backend } from '../../src/domain/hardware.ts';
import type { SpeedEstimate } from '../../src/domain/speed.ts';
import { estimateSpeed } from '../../src/estimate/speed.ts';
import type { Estimate } from '../../src/units/range.ts';
import { HOST, ledger, placement, SETTINGS } from '../unit/estimate/speed-fixtures.ts';
import { describeShared } from './shared.ts';
import {
  BACKENDS,
  type Csv,
  compiledCatalog,
  deviceFinder,
  modelFinder,
  quantizationId,
  readCsv,
} from './speed-rows.ts';

const LLAMA_BENCH = 'truth/speed/llamacpp_bench.csv';
const COMMUNITY = 'truth/speed/community.csv';
/** Rows that say themselves that something else than the device was measured. */
const UNUSABLE = /weak host|cloud VM|early Vulkan|inferred|anomalous/;

interface Replay {
  readonly group: string;
  readonly table: string;
  readonly residual: number;
  readonly inside: boolean;
  readonly experts: boolean;
}

function replayOf(estimate: Estimate | null, measured: number, fields: Omit<Replay, 'residual' | 'inside'>): Replay[] {
  if (estimate === null) return [];
  const inside = measured >= estimate.low && measured <= estimate.high;
  return [{ ...fields, residual: Math.log(estimate.typical / measured), inside }];
}

function print(label: string, replays: readonly Replay[]): void {
  if (replays.length === 0) return;
  const errors = errorsOf(
    replays.map((entry) => entry.residual),
    replays.map((entry) => entry.group),
  );
  const covered = replays.filter((entry) => entry.inside).length / replays.length;
  process.stdout.write(`${label}: ${formatErrors(errors)}, ${(covered * 100).toFixed(0)} % in range\n`);
}

describeShared('speed against published measurements', [LLAMA_BENCH, COMMUNITY], () => {
  const catalog = compiledCatalog();
  const findDevice = deviceFinder(catalog);
  const findModel = modelFinder(catalog);
  const engine = catalog.engines.find((entry) => entry.id === 'llama.cpp');
  if (!engine) throw new Error('the catalog has no llama.cpp');

  function predict(row: Csv, name: string, backend: Backend, quant: string, prompt: number, output: number) {
    const model = findModel(row.model ?? '', row.params_b ?? row.model_params_b ?? '');
    const spec = findDevice(name);
    const quantization = model && catalog.quantizations.find((entry) => entry.id === quantizationId(quant, model));
    if (!engine || !model || !spec || !quantization) return null;
    const device = computeDevice(spec, backend);
    const layers = model.architecture.order.length;
    const estimate: SpeedEstimate = estimateSpeed({
      model,
      quantization,
      engine,
      machine: { devices: [device], host: HOST },
      placement: placement([device.id], layers),
      settings: { ...SETTINGS, ubatchTokens: Number(row.ubatch || 512) },
      tensorTypes: catalog.tensorTypes,
      ledger: ledger(),
      calibration: catalog.calibration,
      promptTokens: prompt,
      outputTokens: output,
      users: 1,
    });
    const table = backend === 'vulkan' ? `vulkan-${spec.vendor}` : backend;
    return {
      estimate,
      fields: { group: `${spec.id} ${backend}`, table, experts: model.parameters.active < model.parameters.total },
    };
  }

  function report(title: string, replays: readonly Replay[]): ReturnType<typeof errorsOf> {
    print(title, replays);
    for (const table of new Set(replays.map((entry) => entry.table))) {
      print(
        `  ${table}`,
        replays.filter((entry) => entry.table === table),
      );
    }
    return errorsOf(
      replays.map((entry) => entry.residual),
      replays.map((entry) => entry.group),
    );
  }

  const rows = readCsv(LLAMA_BENCH).filter(
    (row) =>
      row.n_devices === '1' && row.offload === '' && !UNUSABLE.test(row.notes ?? '') && row.engine !== 'ik_llama.cpp',
  );

  it('decodes as llama-bench does', () => {
    const replays = rows.flatMap((row) => {
      const backend = BACKENDS[row.backend ?? ''];
      if (!backend || !row.test?.startsWith('tg')) return [];
      const output = Number(/\d+/.exec(row.test)?.[0] ?? 128);
      const prediction = predict(row, row.device ?? '', backend, row.quant ?? '', Number(row.depth || 0), output);
      return prediction
        ? replayOf(prediction.estimate.decodeTokensPerSecond, Number(row.tokens_per_s), prediction.fields)
        : [];
    });
    const errors = report('decode, llama-bench', replays);
    print(
      '  mixtures of experts',
      replays.filter((entry) => entry.experts),
    );
    expect(replays.length).toBeGreaterThan(900);
    expect(errors.groupMedian).toBeLessThan(0.15);
    expect(errors.groupP90).toBeLessThan(0.45);
  });

  it('takes prompts in as llama-bench does', () => {
    const replays = rows.flatMap((row) => {
      const backend = BACKENDS[row.backend ?? ''];
      if (!backend || !row.test?.startsWith('pp') || Number(row.depth || 0) > 0) return [];
      const prompt = Number(/\d+/.exec(row.test)?.[0] ?? 512);
      const prediction = predict(row, row.device ?? '', backend, row.quant ?? '', prompt, 1);
      return prediction
        ? replayOf(prediction.estimate.prefillTokensPerSecond, Number(row.tokens_per_s), prediction.fields)
        : [];
    });
    const errors = report('prefill, llama-bench', replays);
    expect(replays.length).toBeGreaterThan(500);
    expect(errors.groupMedian).toBeLessThan(0.2);
    expect(errors.groupP90).toBeLessThan(0.83);
  });

  it('agrees with results users submitted', () => {
    const replays = readCsv(COMMUNITY).flatMap((row) => {
      const local = ['llama.cpp', 'llamacpp', 'ollama'].includes(row.engine ?? '');
      const whole = Number(row.gpu_count || 1) === 1 && /^(99|999|-1|100|all)?$/.test(row.gpu_layers ?? '');
      if (!local || !whole || row.spec_decoding !== '' || /mtp/i.test(row.model ?? '')) return [];
      const vendor = /Apple/.test(row.hardware ?? '') ? 'metal' : /Radeon/.test(row.hardware ?? '') ? 'vulkan' : 'cuda';
      const label = row.quant || /[-.]((UD-)?I?Q\d\w*?)(-fp16)?\.gguf$/i.exec(row.model ?? '')?.[1] || 'Q4_K_M';
      const prompt = Number(row.prompt_tokens || 100);
      const prediction = predict(row, row.hardware ?? '', vendor, label, prompt, Number(row.output_tokens || 128));
      return prediction
        ? replayOf(prediction.estimate.decodeTokensPerSecond, Number(row.tok_s), prediction.fields)
        : [];
    });
    const errors = report('decode, submitted', replays);
    expect(replays.length).toBeGreaterThan(100);
    expect(errors.median).toBeLessThan(0.2);
    expect(errors.p90).toBeLessThan(0.5);
  });
});
