/** A device name taken apart: what identifies the product, and what only narrows it down. */
export interface NormalizedName {
  /** Identifying words, in order: `['rtx', '4090', 'laptop']`. */
  readonly words: readonly string[];
  /** Memory the name itself gives, in GiB as sold: `H100 80GB` → 80. */
  readonly memoryGib: number | null;
  /** `M4 Max 40-core GPU` → 40. */
  readonly cores: number | null;
  /** Words that tell versions of one product apart: `pcie`, `sxm4`, `gddr6x`. */
  readonly variant: readonly string[];
}

/** Words that appear in driver strings and listings and identify nothing. `quadro`, `pro`, `ada`, `sff` and the like do identify. */
const NOISE = new Set(
  (
    'nvidia geforce tesla amd ati advanced micro devices radeon instinct intel arc apple huawei ascend moore threads cambricon hygon iluvatar ' +
    'corex metax kunlunxin biren corporation corp inc co ltd technologies gpu graphics card adapter accelerator series generation edition ' +
    'blackwell lhr shared with w family'
  ).split(' '),
);

const VARIANT = /^(pcie|sxm\d?|oam|gddr\d[x]?|hbm\d?e?|workstation)$/;

/** Products of a maker's computers: they name the case, not the chip. */
const COMPUTERS = /\b(macbook (pro|air)|mac (studio|mini|pro)|imac( pro)?)\b/g;

/** Spellings of one thing. Laptop parts are other chips than the desktop parts of the same number, so their mark stays. */
const REWRITES: readonly (readonly [RegExp, string])[] = [
  [/\((tm|r|c)\)|[™®©]/g, ' '],
  [/\blite hash rate\b/g, ' '],
  [/[/](pcie)[/]sse2\b.*$/g, ' '],
  [/\bmig\b.*$/g, ' '],
  [/\b(notebook|laptop|mobile)( gpu)?\b/g, ' laptop '],
  [/\bmax[- ]?q\b/g, ' maxq '],
  [/\+/g, ' plus '],
  [COMPUTERS, ' '],
];

const MEMORY = /(?<![\w.])(\d+(?:\.\d+)?)[- ]?(?:gib|gb|g)(?![a-z0-9])/g;
const CORES = /(?<![\w.])(\d+)[- ]?cores?\b(?: gpu)?/g;

/** Lower case, one spelling, no trademark signs. Full-width characters count as plain ones. */
function plain(name: string): string {
  // Signs first: NFKC would turn ™ into the letters "tm".
  let text = name.replace(/[™®©]/g, ' ').normalize('NFKC').toLowerCase();
  for (const [pattern, by] of REWRITES) text = text.replace(pattern, by);
  return text;
}

function lastNumber(text: string, pattern: RegExp): number | null {
  const found = [...text.matchAll(pattern)].at(-1)?.[1];
  return found === undefined ? null : Number(found);
}

/**
 * A name in one spelling, sizes included, without vendor words: the form in which an alias is compared as a whole. A name of
 * nothing but such words keeps them.
 */
export function squeezeName(name: string): string {
  const words = plain(name)
    .replace(MEMORY, ' $1gb ')
    .replace(CORES, ' $1core ')
    .split(/[^a-z0-9.]+/);
  const telling = words.filter((word) => !NOISE.has(word)).join('');
  return telling === '' ? words.join('') : telling;
}

/** Takes a driver string, a listing or a typed name apart. */
export function normalizeName(name: string): NormalizedName {
  const text = plain(name);
  const words = text
    .replace(MEMORY, ' ')
    .replace(CORES, ' ')
    .split(/[^a-z0-9.]+/)
    .filter((word) => word !== '' && word !== '.' && !NOISE.has(word));
  return {
    words: words.filter((word) => !VARIANT.test(word)),
    memoryGib: lastNumber(text, MEMORY),
    cores: lastNumber(text, CORES),
    variant: words.filter((word) => VARIANT.test(word)),
  };
}

/**
 * The texts in which a product name may stand, best first: listings write `chip [product]`, `codename (product)` or
 * `product (details)`, and put several products of one chip between slashes.
 */
export function nameReadings(name: string): readonly (readonly string[])[] {
  const text = name.replace(/\((?:tm|r|c)\)/gi, ' ');
  const bracket = /\[([^\]]+)\]/.exec(text)?.[1];
  const inside = [...text.matchAll(/\(([^)]{3,})\)/g)].map((match) => match[1] ?? '');
  const outside = text.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ');
  const lists = (bracket === undefined ? [outside, ...inside] : [bracket, outside, ...inside]).map(splitList);
  return [[text], ...lists].filter((list) => list.length > 0);
}

/** `Radeon RX 6800/6800 XT / 6900 XT` → three names; `w/ Radeon` and `RTX 4090/PCIe/SSE2` are no lists. */
function splitList(text: string): readonly string[] {
  const parts = text
    .replace(/\bw\//gi, 'with ')
    .replace(/\/pcie\/sse2.*$/i, '')
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts;
}

/** What people type: `NVIDIA GeForce RTX 3060 12 GB` → `RTX 3060`, `Apple M4 Max (40-core GPU)` → `M4 Max`. */
export function shortDeviceName(name: string): string {
  return name
    .replace(
      /^(NVIDIA|AMD|Intel|Apple|Huawei|Moore Threads|Cambricon|Hygon|Kunlunxin|MetaX|Iluvatar|Biren|T-Head) /,
      '',
    )
    .replace(/^(GeForce|Tesla|Instinct) /, '')
    .replace(/\s*\([^)]*\)/g, '')
    .replace(/\s*\d+ ?GB\b/, '');
}
