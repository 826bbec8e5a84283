import type { FeedForward, Mixer } from '../../domain/architecture.ts';
import type { EntryRule, LintReport } from './contract.ts';
import { modelFiles, SAMPLE_ARCHITECTURE, sampleModel } from './model-sample.ts';

const withMixer = (mixer: object): object => ({
  ...SAMPLE_ARCHITECTURE,
  kinds: { layer: { mixer, feedForward: { kind: 'dense', width: 384 } } },
});

export const modelDimensions: EntryRule<'models'> = {
  id: 'model-dimensions',
  level: 'error',
  scope: 'entry',
  section: 'models',
  description:
    'Figures that must fit together do: heads divide, no more experts are used than there are, active is not above total, an extended context is longer than the native one, a tower belongs to a model that sees or hears.',
  examples: {
    good: modelFiles([
      sampleModel({ architecture: withMixer({ kind: 'attention', heads: 4, kvHeads: 2, headDim: 64 }) }),
    ]),
    bad: modelFiles([sampleModel({ context: { native: 4096, extended: { tokens: 2048, by: 'yarn' } } })]),
  },
  check: function* ({ value: { model } }): Iterable<LintReport> {
    const { context, parameters } = model;
    for (const [index, { mixer, feedForward }] of model.architecture.kinds.entries()) {
      for (const message of [...checkMixer(mixer), ...checkFeedForward(feedForward)]) {
        yield { at: ['architecture', 'kinds'], message: `kind ${index + 1}: ${message}` };
      }
    }
    if (parameters.active > parameters.total) {
      yield { at: ['parameters', 'active'], message: `active ${parameters.active} is above total ${parameters.total}` };
    }
    if (context.extended !== undefined && context.extended.tokens <= context.native) {
      yield {
        at: ['context', 'extended'],
        message: `extended to ${context.extended.tokens}, which is not beyond the native ${context.native}`,
      };
    }
    if (model.vision !== undefined && !model.modalities.some((modality) => modality !== 'text')) {
      yield { at: ['vision'], message: 'has a tower, but its modalities are text only' };
    }
  },
};

function* checkMixer(mixer: Mixer): Iterable<string> {
  if (mixer.kind === 'attention' && mixer.heads % mixer.kvHeads !== 0) {
    yield `${mixer.heads} heads cannot share ${mixer.kvHeads} key and value heads`;
  }
  if (mixer.kind === 'linear' && mixer.valueHeads % mixer.keyHeads !== 0) {
    yield `${mixer.valueHeads} value heads cannot share ${mixer.keyHeads} key heads`;
  }
  if (mixer.kind === 'mamba2' && mixer.heads % mixer.groups !== 0) {
    yield `${mixer.heads} heads cannot share ${mixer.groups} groups`;
  }
  if (mixer.kind === 'parallel') {
    yield* checkMixer(mixer.attention);
    yield* checkMixer(mixer.state);
  }
}

function* checkFeedForward(block: FeedForward): Iterable<string> {
  if (block.kind === 'moe' && block.expertsPerToken > block.experts) {
    yield `a token uses ${block.expertsPerToken} of ${block.experts} experts`;
  }
}
