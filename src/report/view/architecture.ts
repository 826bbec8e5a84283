import type { FeedForward, Mixer } from '../../domain/architecture.ts';
import type { ShownArchitecture, ShownLayers } from '../../domain/shown-model.ts';
import { type Block, paragraph } from '../blocks.ts';
import type { TableData } from '../layout/table.ts';
import type { Words } from './words.ts';

/** How a model is built: its size, its kinds of layer, and the order they come in. */
export function architectureBlocks(architecture: ShownArchitecture, words: Words): readonly Block[] {
  const { show, sentences } = words;
  const { className, gguf, hiddenSize, vocabSize, embeddings, layers, kinds, order } = architecture;
  const several = kinds.length > 1;
  return [
    ...paragraph(
      show.architecture,
      sentences.sentence([
        [className, show.gguf(gguf)].join(sentences.comma),
        show.shape({ layers, hidden: hiddenSize, vocabulary: vocabSize, tied: embeddings === 'tied' }),
      ]),
    ),
    layerTable(kinds, words),
    ...(several ? paragraph(show.pattern, drawPattern(order)) : []),
  ];
}

/** A, B, C … name the kinds where there are several. */
const letter = (kind: number): string => String.fromCharCode('A'.charCodeAt(0) + kind);

function layerTable(kinds: readonly ShownLayers[], words: Words): Block {
  const { show } = words;
  const named = kinds.length > 1;
  const table: TableData = {
    columns: [
      ...(named ? [{ header: '' }] : []),
      { header: show.layers, align: 'right' },
      { header: show.mixer, shrinkTo: 12 },
      { header: show.heads, shrinkTo: 8 },
      { header: show.feedForward, shrinkTo: 12 },
    ],
    rows: kinds.map(({ count, name, mixer, feedForward }, kind) => [
      ...(named ? [{ text: letter(kind) }] : []),
      { text: String(count) },
      { text: mixerText(mixer, words.figures.term('mixer', name), words) },
      { text: headsText(mixer, words) },
      { text: feedForwardText(feedForward, words) },
    ]),
  };
  return { kind: 'table', titles: named ? 1 : 0, layouts: [table] };
}

function mixerText(mixer: Mixer, name: string, { show, figures, sentences }: Words): string {
  if (mixer.kind === 'compressed')
    return [name, show.windowed(figures.term('span', 'sliding'), figures.tokens(mixer.window))].join(sentences.comma);
  if (mixer.kind !== 'attention' || mixer.span.kind === 'full') return name;
  const { span } = mixer;
  const reach = figures.term('span', span.kind);
  if (span.kind === 'cross') return [name, reach].join(sentences.comma);
  const tokens = span.kind === 'sliding' ? span.window : span.chunk;
  return [name, show.windowed(reach, figures.tokens(tokens))].join(sentences.comma);
}

function headsText(mixer: Mixer, words: Words): string {
  const { show } = words;
  switch (mixer.kind) {
    case 'attention':
      return show.headsOf(mixer.heads, mixer.kvHeads, mixer.headDim);
    case 'mla':
      return show.latent(mixer.heads, mixer.kvRank + mixer.ropeDim);
    case 'linear':
      return show.linearHeads(mixer.valueHeads, mixer.keyHeads, mixer.valueDim);
    case 'mamba2':
    case 'compressed':
      return show.headsOf(mixer.heads, null, mixer.headDim);
    case 'parallel':
      return headsText(mixer.attention, words);
    default:
      return '';
  }
}

function feedForwardText(feedForward: FeedForward, { show, figures }: Words): string {
  if (feedForward.kind === 'dense') return show.dense(feedForward.width);
  if (feedForward.kind === 'none') return figures.term('mixer', 'none');
  return show.experts({
    active: feedForward.expertsPerToken,
    all: feedForward.experts,
    width: feedForward.expertWidth,
    shared: feedForward.sharedWidth + (feedForward.denseWidth ?? 0),
  });
}

interface Run {
  readonly text: string;
  readonly count: number;
}

/** `A B×3`, and what repeats in brackets: `(A B×3)×12`. */
function drawPattern(order: readonly number[]): string {
  const letters = order.map(letter);
  const runs = runsOf(letters);
  const best = longestRepeat(runs);
  if (best === null) return runs.map(write).join(' ');
  const { start, period, times } = best;
  return [
    ...runs.slice(0, start).map(write),
    `(${runs
      .slice(start, start + period)
      .map(write)
      .join(' ')})×${times}`,
    ...runs.slice(start + period * times).map(write),
  ].join(' ');
}

const write = ({ text, count }: Run): string => (count === 1 ? text : `${text}×${count}`);

function runsOf(letters: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  for (const text of letters) {
    const last = runs.at(-1);
    if (last?.text === text) runs[runs.length - 1] = { text, count: last.count + 1 };
    else runs.push({ text, count: 1 });
  }
  return runs;
}

/** The stretch of runs that covers most when written as one repeated group; null when nothing repeats. */
function longestRepeat(
  runs: readonly Run[],
): { readonly start: number; readonly period: number; readonly times: number } | null {
  const same = (a: number, b: number): boolean => {
    const [one, other] = [runs[a], runs[b]];
    return one !== undefined && other !== undefined && write(one) === write(other);
  };
  let best: { start: number; period: number; times: number } | null = null;
  for (let period = 2; period * 2 <= runs.length; period++) {
    for (let start = 0; start + period * 2 <= runs.length; start++) {
      let end = start + period;
      while (same(end, end - period)) end++;
      const times = Math.floor((end - start) / period);
      if (times > 1 && (best === null || times * period > best.times * best.period)) best = { start, period, times };
    }
  }
  return best;
}
