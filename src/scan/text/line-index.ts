import type { TextPosition } from '../../domain/reference.ts';

/** Offsets of a text as lines and columns; `base` is where the text begins in its file. */
export type Place = (offset: number) => TextPosition;

/** Made once per text; each look-up is a binary search. */
export function placeIn(text: string, base: TextPosition = { line: 1, column: 1 }): Place {
  const starts: number[] = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const column = offset - (starts[low] ?? 0) + 1;
    return { line: base.line + low, column: low === 0 ? base.column + column - 1 : column };
  };
}
