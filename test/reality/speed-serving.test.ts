import { expect, it } from 'vitest';
import { computeDevice } from '../../src/build/calibrate/devices.ts';
import { errorsOf, formatErrors } from '../../src/build/calibrate/statistics.ts';
import { estimateSpeed } from '../../src/estimate/speed.ts';
import type { Estimate } from '../../src/units/range.ts';
import { HOST, ledger, placement, SETTINGS } from '../unit/estimate/speed-fixtures.ts';
import { describeShared } from './shared.ts';
import { type Csv, compiledCatalog, deviceFinder, modelFinder, readCsv } from './speed-rows.ts';

const SERVING = 'truth/speed/serving_bench.csv';

const PRECISIONS: Readonly<Record<string, string>> = {
  bf16: 'BF16',
  'bf16 (not stated)': 'BF16',
  'fp16/bf16': 'BF16',
  fp8: 'FP8',
  'fp8-dynamic': 'FP8',
  fp4: 'NVFP4',
  nvfp4: 'NVFP4',
  'awq-int4': 'AWQ-INT4',
  mxfp4: 'MXFP4',
};

interface Outcome {
  readonly model: string;
  readonly residual: number;
  readonly inside: boolean;
}

function outcome(model: string, estimate: Estimate | null, measured: number, invert: boolean): Outcome[] {
  if (estimate === null || !(measured > 0)) return [];
  const value = invert ? 1 / measured : measured;
  return [
    { model, residual: Math.log(estimate.typical / value), inside: value >= estimate.low && value <= estimate.high },
  ];
}

/** One replica over all its devices, tensor parallel, closed loop, without speculative decoding: what the model speaks of. */
function isPlain(row: Csv): boolean {
  const text = `${row.parallelism} ${row.notes} ${row.workload} ${row.source}`;
  if (/inst[2-9]|attn_dp([2-9]|1\d)|DEP|pp[2-9]|open loop|burst|static|ShareGPT|gpustack|mlcommons/.test(text))
    return false;
  if (/spec_decode=(?!None)|bf16-spec|depth=[1-9]/.test(text)) return false;
  const ranks = /tp(\d+)/i.exec(row.parallelism ?? '')?.[1];
  return ranks === undefined ? row.n_gpus === '1' : ranks === row.n_gpus;
}

describeShared('serving against published measurements', [SERVING], () => {
  const catalog = compiledCatalog();
  const findDevice = deviceFinder(catalog);
  const findModel = modelFinder(catalog);

  it('gives the speed between tokens, the throughput and the first token', () => {
    const tokens: Outcome[] = [];
    const datacenter: Outcome[] = [];
    const first: Outcome[] = [];
    const throughput: Outcome[] = [];
    for (const row of readCsv(SERVING)) {
      const engine = catalog.engines.find((entry) => entry.id === row.engine?.toLowerCase());
      const model = findModel(row.model ?? '', '');
      const spec = findDevice(row.gpu ?? '');
      const native = model?.nativePrecision === 'mxfp4';
      const id = native ? 'MXFP4' : PRECISIONS[row.precision?.toLowerCase() ?? ''];
      const quantization = catalog.quantizations.find((entry) => entry.id === id);
      const users = Number(row.concurrency);
      const fields = users >= 1 && row.n_gpus !== '' && Number(row.input_len) > 0 && Number(row.output_len) > 1;
      if (!fields || !engine || !model || !spec || !quantization || spec.vendor !== 'nvidia') continue;
      if ((engine.id !== 'vllm' && engine.id !== 'sglang') || !isPlain(row)) continue;
      const ranks = Number(row.n_gpus);
      const layers = model.architecture.order.length;
      const estimate = estimateSpeed({
        model,
        quantization,
        engine,
        machine: { devices: [computeDevice(spec, 'cuda')], host: HOST },
        placement: placement(['gpu0'], layers, {
          kind: ranks > 1 ? 'tensor-parallel' : 'single',
          tensorParallel: ranks,
        }),
        settings: { ...SETTINGS, maxNumSeqs: 4096, maxBatchedTokens: 8192 },
        tensorTypes: catalog.tensorTypes,
        ledger: ledger(),
        calibration: catalog.calibration,
        promptTokens: Math.round(Number(row.input_len)),
        outputTokens: Math.round(Number(row.output_len)),
        users,
      });
      const token = outcome(model.id, estimate.perUserTokensPerSecond, Number(row.tpot_ms || row.itl_ms) / 1000, true);
      tokens.push(...token);
      if (spec.form === 'datacenter') datacenter.push(...token);
      first.push(...outcome(model.id, estimate.timeToFirstTokenSeconds, Number(row.ttft_ms) / 1000, false));
      throughput.push(...outcome(model.id, estimate.throughputTokensPerSecond, Number(row.throughput_tok_s), false));
    }
    const report = (label: string, outcomes: readonly Outcome[]) => {
      const errors = errorsOf(
        outcomes.map((entry) => entry.residual),
        outcomes.map((entry) => entry.model),
      );
      const covered = outcomes.filter((entry) => entry.inside).length / outcomes.length;
      const double = outcomes.filter((entry) => Math.abs(entry.residual) <= Math.LN2).length / outcomes.length;
      const share = (value: number): string => `${(value * 100).toFixed(0)} %`;
      process.stdout.write(
        `${label}: ${formatErrors(errors)}, ${share(covered)} in range, ${share(double)} within 2x\n`,
      );
      return errors;
    };
    const perToken = report('between tokens', tokens);
    report('between tokens, data centre', datacenter);
    report('throughput', throughput);
    report('first token', first);
    expect(tokens.length).toBeGreaterThan(400);
    expect(perToken.median).toBeLessThan(0.25);
    expect(perToken.p90).toBeLessThan(0.6);
  });
});
