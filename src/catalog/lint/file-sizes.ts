import { layoutWeights } from '../../quantization/weights.ts';
import type { EntryRule, LintCatalog, LintReport } from './contract.ts';
import { modelFiles, sampleModel } from './model-sample.ts';
import { files } from './samples.ts';

/** Against files of 2024 and later the tensor rules are within this share; below it llama.cpp's rules have not changed. */
const TOLERANCE = 0.016;
/** A file also holds its tokenizer: 0.7 MB for 32 000 words, 8 MB for 128 000, 16 MB for 256 000. */
const BYTES_PER_WORD = 70;

const QUANTIZATIONS = {
  'quantizations.yaml': {
    tensorTypes: [
      { id: 'F16', blockSize: 1, blockBytes: 2, source: 'https://example.org/types' },
      { id: 'F32', blockSize: 1, blockBytes: 4, source: 'https://example.org/types' },
    ],
    quantizations: [
      {
        id: 'F16',
        format: 'gguf',
        kernel: 'gguf',
        rule: { kind: 'linear-bits', bits: 16, embeddings: 'quantized' },
        nominalBits: 16,
        divergence: { k: 0, basis: 'assumed', source: 'https://example.org/divergence' },
        speedClass: 'F16',
        offers: 'mix',
      },
    ],
  },
};
const sources = {
  architecture: 'https://example.org/config.json',
  context: 'https://example.org/config.json',
  languages: 'https://example.org/card',
  weights: 'https://example.org/files',
};
const offer = (size: number): object => ({ format: 'gguf', repo: 'acme/Small-1M-GGUF', files: { F16: size } });

export const fileSizes: EntryRule<'models'> = {
  id: 'file-sizes',
  level: 'error',
  scope: 'entry',
  section: 'models',
  description:
    'Published GGUF files are as large as the tensors of the architecture under that quantization: within 1.6 % beside the tokenizer.',
  examples: {
    good: { ...modelFiles([sampleModel({ weights: [offer(2_500_000)], sources })]), ...files(QUANTIZATIONS) },
    bad: { ...modelFiles([sampleModel({ weights: [offer(25_000_000)], sources })]), ...files(QUANTIZATIONS) },
  },
  check: function* ({ value: { model, authored } }, catalog): Iterable<LintReport> {
    const { quantizations, types } = tables(catalog);
    for (const [index, { format, files: sizes }] of (authored.weights ?? []).entries()) {
      if (format !== 'gguf') continue;
      for (const [id, size] of Object.entries(sizes ?? {})) {
        const quantization = quantizations.get(id);
        if (quantization === undefined) continue;
        const computed = layoutWeights(model.architecture, quantization, types).tensorBytes;
        const tokenizer = BYTES_PER_WORD * model.architecture.vocabSize;
        const least = computed * (1 - TOLERANCE);
        const most = computed * (1 + TOLERANCE) + tokenizer;
        if (size >= least && size <= most) continue;
        yield {
          at: ['weights', index, 'files', id],
          message: `${id} is ${size} bytes, the tensors make ${Math.round(computed)} (${((100 * (size - computed)) / computed).toFixed(1)} %)`,
          tip: 'check the size in bytes (not GiB), the quantization and the architecture',
        };
      }
    }
  },
};

interface Tables {
  readonly quantizations: ReadonlyMap<string, Parameters<typeof layoutWeights>[1]>;
  readonly types: Parameters<typeof layoutWeights>[2];
}

const memo = new WeakMap<LintCatalog, Tables>();

/** Quantizations and tensor types, here and below. One object for each, since layouts are remembered by it. */
function tables(catalog: LintCatalog): Tables {
  const known = memo.get(catalog);
  if (known !== undefined) return known;
  const quantizations = [
    ...(catalog.below?.quantizations ?? []),
    ...catalog.entries('quantizations').map((entry) => entry.value),
  ];
  const types = [...(catalog.below?.tensorTypes ?? []), ...catalog.entries('tensorTypes').map((entry) => entry.value)];
  const made = { quantizations: new Map(quantizations.map((one) => [one.id, one])), types };
  memo.set(catalog, made);
  return made;
}
