import type { GateRow } from '../../domain/engine.ts';
import type { EntryRule, LintEntry, LintReport } from './contract.ts';
import { files, sample } from './samples.ts';

const ROW = { kernels: ['gptq'], backends: ['cuda'], source: 'https://example.org/gates' };

export const gatesReachable: EntryRule<'engines'> = {
  id: 'gates-reachable',
  level: 'error',
  scope: 'entry',
  section: 'engines',
  description:
    'Of the gate rows of an engine the first that matches wins, so each must match something that no row above it does.',
  examples: {
    good: files({
      'engines/vllm.yaml': sample('engines', {
        gates: [
          { ...ROW, below: '7.5', outcome: 'refused' },
          { ...ROW, outcome: 'native' },
        ],
      }),
    }),
    bad: files({
      'engines/vllm.yaml': sample('engines', {
        gates: [
          { ...ROW, outcome: 'native' },
          { ...ROW, below: '7.5', outcome: 'refused' },
        ],
      }),
    }),
  },
  check: findHidden,
};

function* findHidden({ value }: LintEntry<'engines'>): Iterable<LintReport> {
  for (const [index, row] of value.gates.entries()) {
    if (row.from !== undefined && row.below !== undefined && capability(row.from) >= capability(row.below)) {
      yield { at: ['gates', index], message: `from ${row.from} below ${row.below} matches nothing` };
    } else if (!isReachable(row, value.gates.slice(0, index))) {
      yield {
        at: ['gates', index],
        message: 'rows above match everything that this one does',
        tip: 'move it up, or remove it',
      };
    }
  }
}

function isReachable(row: GateRow, above: readonly GateRow[]): boolean {
  return row.kernels.some((kernel) =>
    row.backends.some((backend) => {
      const rivals = above.filter((other) => other.kernels.includes(kernel) && other.backends.includes(backend));
      return (row.gfx ?? ['']).some((gfx) => !isCovered(row, gfx, rivals));
    }),
  );
}

/** Do the rivals together take every compute capability and gfx name that the row asks for? */
function isCovered(row: GateRow, gfx: string, rivals: readonly GateRow[]): boolean {
  const spans = rivals
    .filter((other) => other.gfx === undefined || (gfx !== '' && other.gfx.some((prefix) => gfx.startsWith(prefix))))
    .map((other) => ({
      from: capability(other.from ?? '0.0'),
      below: other.below === undefined ? Number.POSITIVE_INFINITY : capability(other.below),
    }))
    .sort((a, b) => a.from - b.from);
  let reached = capability(row.from ?? '0.0');
  for (const span of spans) if (span.from <= reached) reached = Math.max(reached, span.below);
  return reached >= (row.below === undefined ? Number.POSITIVE_INFINITY : capability(row.below));
}

/** `8.9` → 809: comparable, and 12.0 lies after 9.0. */
function capability(text: string): number {
  const [major = '0', minor = '0'] = text.split('.');
  return Number(major) * 100 + Number(minor);
}
