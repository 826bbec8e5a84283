import { didYouMean } from '../did-you-mean.ts';
import type { CatalogLintReport, CatalogRule, LintCatalog } from './contract.ts';
import { files, sample } from './samples.ts';

const QUANTIZATIONS = { tensorTypes: [sample('tensorTypes')], quantizations: [sample('quantizations')] };

export const ladderGated: CatalogRule = {
  id: 'ladder-gated',
  level: 'error',
  scope: 'catalog',
  description:
    'An engine tries only quantizations that exist, and says for the kernels they need on which hardware it has them.',
  examples: {
    good: files({ 'engines/vllm.yaml': sample('engines'), 'quantizations.yaml': QUANTIZATIONS }),
    bad: files({
      'engines/vllm.yaml': sample('engines', {
        ladder: ['INT8', 'INT9'],
        gates: [{ kernels: ['awq'], backends: ['cuda'], outcome: 'native', source: 'https://example.org/gates' }],
      }),
      'quantizations.yaml': QUANTIZATIONS,
    }),
  },
  check: findUngated,
};

function* findUngated(catalog: LintCatalog): Iterable<CatalogLintReport> {
  const kernels = new Map(
    (catalog.below?.quantizations ?? []).map((quantization) => [quantization.id, quantization.kernel]),
  );
  for (const { id, value } of catalog.entries('quantizations')) kernels.set(id, value.kernel);
  for (const entry of catalog.entries('engines')) {
    for (const [index, id] of entry.value.ladder.entries()) {
      const at = ['ladder', index];
      const kernel = kernels.get(id);
      if (kernel === undefined) {
        const tip = didYouMean(id, kernels.keys());
        yield { entry, at, message: `there is no quantization "${id}"`, ...(tip === undefined ? {} : { tip }) };
      } else if (!entry.value.gates.some((row) => row.kernels.includes(kernel))) {
        yield {
          entry,
          at,
          message: `"${id}" needs the kernel "${kernel}", of which no gate row speaks`,
          tip: 'add a gate row, or take it off the ladder',
        };
      }
    }
  }
}
