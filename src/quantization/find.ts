import type { Quantization } from '../domain/quantization.ts';

/** Quantizations a user's name stands for, the one with that id first: `BF16` names both the publisher's weights and the GGUF file type. Empty: unknown. */
export function findQuantization(quantizations: readonly Quantization[], name: string): readonly Quantization[] {
  const wanted = fold(name);
  const exact = quantizations.filter((row) => fold(row.id) === wanted);
  const aliased = quantizations.filter(
    (row) => !exact.includes(row) && row.aliases.some((alias) => fold(alias) === wanted),
  );
  return [...exact, ...aliased];
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}
