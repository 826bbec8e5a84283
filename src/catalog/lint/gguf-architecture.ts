import type { EntryRule, LintReport } from './contract.ts';
import { modelFiles, SAMPLE_ARCHITECTURE, sampleModel } from './model-sample.ts';

const { gguf: _gguf, ...withoutGguf } = SAMPLE_ARCHITECTURE;
const sources = {
  architecture: 'https://example.org/config.json',
  context: 'https://example.org/config.json',
  languages: 'https://example.org/card',
  engines: 'https://example.org/engines',
};

export const ggufArchitecture: EntryRule<'models'> = {
  id: 'gguf-architecture',
  level: 'error',
  scope: 'entry',
  section: 'models',
  description:
    'What llama.cpp or Ollama loads has a name in llama.cpp: without it there are neither tensor names nor mixes.',
  examples: {
    good: modelFiles([sampleModel({ engines: { 'llama.cpp': {} }, sources })]),
    bad: modelFiles([sampleModel({ architecture: withoutGguf, engines: { 'llama.cpp': {} }, sources })]),
  },
  check: function* ({ value: { model } }): Iterable<LintReport> {
    if (model.architecture.gguf !== undefined) return;
    for (const engine of ['llama.cpp', 'ollama'] as const) {
      if (model.engines[engine] === undefined) continue;
      yield {
        at: ['engines', engine],
        message: `${engine} is said to load it, but architecture.gguf is not given`,
        tip: "add llama.cpp's general.architecture, or drop the engine",
      };
    }
  },
};
