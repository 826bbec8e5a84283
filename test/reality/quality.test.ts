import { expect, it } from 'vitest';
import type { Quantization } from '../../src/domain/quantization.ts';
import { qualityKept } from '../../src/estimate/quality.ts';
import { parameters } from '../../src/units/quantities.ts';
import { describeShared, readShared } from './shared.ts';
import { compiledCatalog } from './speed-rows.ts';

const RETENTION = 'truth/quant/retention.jsonl';

interface Measured {
  readonly model: string;
  readonly params_b: number;
  readonly quant: string;
  readonly method: string;
  readonly kind: 'easy' | 'mmlu' | 'hard' | 'mixed' | 'chinese' | 'hard-vs-Q4_K_S';
  readonly retention: number;
}

/**
 * What a measured format is offered as. Left out: formats nobody is offered (2 and 3 bits of GPTQ, 4-bit activations), plain
 * rounding, AutoRound's own tuning, and 2 bits without the importance matrix that publishers use there.
 */
function offeredAs(row: Measured): string | null {
  if (/^AutoRound/.test(row.method) || (row.quant === 'Q2_K_S' && /no imatrix/.test(row.method))) return null;
  if (row.quant === 'W4-g128') return row.method === 'RTN' ? null : 'GPTQ-INT4';
  const names: Readonly<Record<string, string>> = {
    'GPTQ-Int8': 'GPTQ-INT8',
    'GPTQ-Int4': 'GPTQ-INT4',
    AWQ: 'AWQ-INT4',
    FP8: 'FP8',
  };
  return names[row.quant] ?? (/^Q\d_K/.test(row.quant) ? row.quant : null);
}

/** Active parameters of the mixtures among the rows. */
const ACTIVE: Readonly<Record<string, number>> = { 'Qwen3-30B-A3B-Instruct-2507': 3.35, 'Mixtral-8x7B-v0.1': 12.9 };

describeShared('quality kept against measured accuracies', [RETENTION], () => {
  it('is within a point on average of what is on offer', () => {
    const catalog = compiledCatalog();
    const rows = readShared(RETENTION)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Measured);
    const errors = rows.flatMap((row) => {
      const id = offeredAs(row);
      const quantization: Quantization | undefined = catalog.quantizations.find((entry) => entry.id === id);
      if (!quantization || row.kind === 'hard-vs-Q4_K_S') return [];
      const billions = (value: number) => parameters(Math.round(value * 1e9));
      const model = {
        parameters: { total: billions(row.params_b), active: billions(ACTIVE[row.model] ?? row.params_b) },
        nativePrecision: 'bf16' as const,
      };
      const kept = qualityKept(quantization, model);
      const expected =
        row.kind === 'hard'
          ? kept.reasoning
          : row.kind === 'mixed'
            ? (kept.knowledge + kept.reasoning) / 2
            : kept.knowledge;
      return [{ row, error: (expected - row.retention) * 100 }];
    });
    const mean = errors.reduce((sum, { error }) => sum + Math.abs(error), 0) / errors.length;
    const within = errors.filter(({ error }) => Math.abs(error) <= 2).length / errors.length;
    process.stdout.write(
      `quality kept: ${errors.length} accuracies, mean error ${mean.toFixed(2)} points, ${(within * 100).toFixed(0)} % within 2\n`,
    );
    for (const { row, error } of [...errors].sort((a, b) => Math.abs(b.error) - Math.abs(a.error)).slice(0, 6)) {
      process.stdout.write(`  ${error.toFixed(1)} ${row.model} ${row.quant} ${row.method} ${row.kind}\n`);
    }
    expect(errors.length).toBeGreaterThan(70);
    expect(mean).toBeLessThan(1.1);
  });
});
