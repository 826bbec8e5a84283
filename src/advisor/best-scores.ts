/** The highest `size` scores seen so far, and the least of them: what a newcomer has to reach. */
export interface BestScores {
  readonly add: (score: number) => void;
  /** Below this a score is not among the best; -Infinity until there are `size` of them. */
  readonly least: () => number;
}

export function bestScores(size: number): BestScores {
  const scores: number[] = [];
  return {
    add: (score) => {
      let at = scores.length;
      while (at > 0 && (scores[at - 1] ?? 0) < score) at--;
      scores.splice(at, 0, score);
      if (scores.length > size) scores.length = size;
    },
    least: () => (scores.length < size ? Number.NEGATIVE_INFINITY : (scores[size - 1] ?? Number.NEGATIVE_INFINITY)),
  };
}
