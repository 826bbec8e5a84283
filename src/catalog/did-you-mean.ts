/**
 * Names close to a mistyped one, best first: same letters, then prefix, shared words, small edit distance
 * (Damerau-Levenshtein, optimal string alignment). Deterministic: ties go by distance, then by code units.
 */
export function suggest(word: string, candidates: Iterable<string>, max = 3): readonly string[] {
  const wanted = formsOf(word);
  const ranked: { readonly name: string; readonly rank: number }[] = [];
  for (const name of new Set(candidates)) {
    const rank = rankOf(wanted, formsOf(name));
    if (rank !== undefined) ranked.push({ name, rank });
  }
  ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return ranked.slice(0, max).map((entry) => entry.name);
}

/** ` (did you mean "a" or "b"?)`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const names = suggest(word, candidates).map((name) => `"${name}"`);
  if (names.length === 0) return undefined;
  const last = names.at(-1) ?? '';
  return `did you mean ${names.length === 1 ? last : `${names.slice(0, -1).join(', ')} or ${last}`}?`;
}

interface Forms {
  readonly plain: string;
  /** Lower case without separators, so that `RTX-4090` and `rtx4090` are the same. */
  readonly squeezed: string;
  /** The same of what follows the last `/`: hub ids are asked for without their owner. */
  readonly tail: string;
  readonly words: readonly string[];
}

function formsOf(name: string): Forms {
  const plain = name.toLowerCase().normalize('NFKC').trim();
  return {
    plain,
    squeezed: squeeze(plain),
    tail: squeeze(plain.slice(plain.lastIndexOf('/') + 1)),
    words: plain.match(/[\p{L}\p{N}.]+/gu) ?? [],
  };
}

const squeeze = (name: string): string => name.replace(/[\s._/:-]+/g, '');

/** Smaller is closer; undefined: not close enough to be worth saying. */
function rankOf(wanted: Forms, offered: Forms): number | undefined {
  if (wanted.squeezed === '') return undefined;
  if (wanted.squeezed === offered.squeezed) return 0;
  if (wanted.tail === offered.tail || wanted.squeezed === offered.tail) return 1;
  const [shorter, longer] =
    wanted.squeezed.length <= offered.tail.length ? [wanted.squeezed, offered.tail] : [offered.tail, wanted.squeezed];
  if (shorter.length >= 2 && longer.startsWith(shorter)) return 2 + (longer.length - shorter.length) / 100;
  const limit = Math.floor(Math.max(wanted.squeezed.length, 3) / 3);
  const distance = Math.min(
    editDistance(wanted.squeezed, offered.squeezed, limit),
    editDistance(wanted.tail, offered.tail, Math.min(limit, Math.floor(Math.max(wanted.tail.length, 3) / 3))),
  );
  if (distance <= limit) return 3 + distance / 10;
  const shared = wanted.words.filter((word) => word.length > 1 && offered.words.includes(word)).length;
  if (shared > 0 && shared * 2 >= wanted.words.length)
    return 6 + 1 / shared + Math.abs(offered.words.length - shared) / 100;
  return undefined;
}

/** Edits (insert, delete, replace, swap of neighbours) from `a` to `b`; anything above `limit` is reported as `limit + 1`. */
export function editDistance(a: string, b: string, limit: number = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(before, j - 2) + 1);
      row.push(cost);
      best = Math.min(best, cost);
    }
    // A swap may still reach two rows back, so one bad row alone does not end the search.
    if (best > limit + 1) return limit + 1;
    before = previous;
    previous = row;
  }
  return Math.min(at(previous, b.length), limit + 1);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
