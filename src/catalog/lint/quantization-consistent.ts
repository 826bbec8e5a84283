import type { CatalogLintReport, CatalogRule, LintCatalog, LintEntry } from './contract.ts';
import { files, sample } from './samples.ts';

/** Fewer bits than ternary weights hold, and more than a double does, is a slip of the pen. */
const BITS = { least: 1, most: 64 };

export const quantizationConsistent: CatalogRule = {
  id: 'quantization-consistent',
  level: 'error',
  scope: 'catalog',
  description:
    'Bits follow from blocks and rules: a tensor type has 1 to 64 bits a weight, and nominal bits are those of the rule.',
  examples: {
    good: files({
      'quantizations.yaml': { tensorTypes: [sample('tensorTypes')], quantizations: [sample('quantizations')] },
    }),
    bad: files({
      'quantizations.yaml': {
        tensorTypes: [sample('tensorTypes', { blockBytes: 3400 })],
        quantizations: [sample('quantizations', { nominalBits: 4 })],
      },
    }),
  },
  check: findInconsistent,
};

function* findInconsistent(catalog: LintCatalog): Iterable<CatalogLintReport> {
  for (const entry of catalog.entries('tensorTypes')) {
    const bits = (entry.value.blockBytes * 8) / entry.value.blockSize;
    if (bits < BITS.least || bits > BITS.most)
      yield { entry, at: ['blockBytes'], message: `${bits} bits a weight are not plausible` };
  }
  for (const entry of catalog.entries('quantizations')) yield* checkBits(entry);
}

function* checkBits(entry: LintEntry<'quantizations'>): Iterable<CatalogLintReport> {
  const { rule, nominalBits } = entry.value;
  if (rule.kind === 'linear-bits' && rule.experts === undefined && Math.abs(rule.bits - nominalBits) > 0.5) {
    yield { entry, at: ['nominalBits'], message: `${nominalBits} nominal bits, but the rule gives ${rule.bits}` };
  }
}
