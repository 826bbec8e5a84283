import type { HostSpec } from '../domain/hardware.ts';

/** One spelling of a CPU name: lower case, words parted by one blank, no trademark signs, no clock. */
function cpuWords(model: string): string {
  const text = model
    .replace(/[™®©]|\((?:tm|r|c)\)/gi, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\+/g, ' plus ')
    .replace(/@.*$/, ' ')
    .replace(/\bcpu\b/g, ' ');
  return ` ${text
    .split(/[^a-z0-9.]+/)
    .filter((word) => word !== '')
    .join(' ')} `;
}

const PATTERNS = new WeakMap<HostSpec, readonly RegExp[]>();

function patternsOf(host: HostSpec): readonly RegExp[] {
  const known = PATTERNS.get(host);
  if (known !== undefined) return known;
  const patterns = host.match.map((fragment) => {
    const body = fragment
      .trim()
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\?/g, '[a-z0-9]')
      .replace(/\*/g, '[a-z0-9]*')
      .replace(/\s+/g, ' ');
    return new RegExp(` ${body} `);
  });
  PATTERNS.set(host, patterns);
  return patterns;
}

/** Finds the platform of a CPU model string. Whole words only; of several hits the longest one; null when none or two are as long. */
export function resolveHost(model: string | null, hosts: readonly HostSpec[]): HostSpec | null {
  if (model === null) return null;
  const words = cpuWords(model);
  let best: { readonly host: HostSpec; readonly length: number } | null = null;
  let tied = false;
  for (const host of hosts) {
    const length = Math.max(0, ...patternsOf(host).map((pattern) => pattern.exec(words)?.[0].length ?? 0));
    if (length === 0 || (best !== null && length < best.length)) continue;
    tied = best !== null && length === best.length;
    best = { host, length };
  }
  return tied ? null : (best?.host ?? null);
}

export type HostClass = HostSpec['class'] | 'unknown';

/** Brand words that give the class of a CPU away when its platform is not known. */
const CLASSES: readonly (readonly [RegExp, HostClass])[] = [
  [/ (epyc|xeon|neoverse|graviton|kunpeng|altra|ampereone|grace|opteron|power\d+) /, 'server'],
  [/ (raspberry|rk3588s?|cortex) /, 'board'],
  [/ apple m\d+ /, 'soc'],
  [/ (ryzen|core|athlon|pentium|celeron) .*[0-9](u|h|hs|hx|hk|p|v|y|g\d) /, 'laptop'],
  [/ (ryzen|core|athlon|pentium|celeron|threadripper) /, 'desktop'],
];

export function hostClass(model: string | null): HostClass {
  if (model === null) return 'unknown';
  const words = cpuWords(model);
  return CLASSES.find(([pattern]) => pattern.test(words))?.[1] ?? 'unknown';
}
