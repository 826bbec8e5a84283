/** One line of a `.gitignore`, ready to match. */
interface Rule {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  /** Matches the path below the folder of the ignore file, or the name alone. */
  readonly matches: (path: string, name: string) => boolean;
}

/** The rules of one ignore file. */
export interface IgnoreFile {
  /** Folder it stands in, with `/`; empty for the root. */
  readonly folder: string;
  readonly rules: readonly Rule[];
}

const MAX_RULES = 20_000;

/**
 * Reads a `.gitignore` as git does (gitignore(5)): comments, negation, anchors, folders, `*`, `?`, `[…]`, `**`, escapes.
 * Rules that git never matches are left out.
 */
export function readIgnore(text: string, folder = ''): IgnoreFile {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .slice(0, MAX_RULES)
    .flatMap((line) => readRule(line.replace(/\r$/, '')));
  return { folder, rules };
}

/** Whether a path (with `/`, below the root) is left out by itself; that of its folders is the caller's to ask first. Later rules win, deeper files over upper ones. */
export function isIgnored(path: string, isFolder: boolean, files: readonly IgnoreFile[]): boolean {
  const own = toBytes(path);
  const name = own.slice(own.lastIndexOf('/') + 1);
  for (let index = files.length - 1; index >= 0; index -= 1) {
    const file = files[index];
    if (file === undefined) continue;
    const below = file.folder === '' ? own : own.slice(toBytes(file.folder).length + 1);
    for (let at = file.rules.length - 1; at >= 0; at -= 1) {
      const rule = file.rules[at];
      if (rule !== undefined && (isFolder || !rule.foldersOnly) && rule.matches(below, name)) return !rule.negated;
    }
  }
  return false;
}

/** One character per byte of UTF-8: git's wildcards stand for bytes. */
function toBytes(text: string): string {
  return isAscii(text) ? text : String.fromCharCode(...new TextEncoder().encode(text));
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

function readRule(line: string): readonly Rule[] {
  let pattern = toBytes(trimEnd(line));
  if (pattern === '' || pattern.startsWith('#')) return [];
  const negated = pattern.startsWith('!');
  if (negated) pattern = pattern.slice(1);
  else if (/^\\[#!]/.test(pattern)) pattern = pattern.slice(1);
  const foldersOnly = pattern.endsWith('/');
  if (foldersOnly) pattern = pattern.slice(0, -1);
  const anchored = pattern.includes('/');
  if (pattern.startsWith('/')) pattern = pattern.slice(1);
  if (pattern === '') return [];
  if (!anchored) {
    const plain = !/[*?[\\]/.test(pattern);
    const suffix = /^\*[^*?[\\]+$/.test(pattern) ? pattern.slice(1) : undefined;
    const parts = compile(pattern);
    if (parts === undefined) return [];
    if (plain) return [{ negated, foldersOnly, matches: (_, name) => name === pattern }];
    if (suffix !== undefined) return [{ negated, foldersOnly, matches: (_, name) => name.endsWith(suffix) }];
    return [{ negated, foldersOnly, matches: (_, name) => matchGlob(parts, name) }];
  }
  const parts = compile(pattern);
  return parts === undefined ? [] : [{ negated, foldersOnly, matches: (path) => matchGlob(parts, path) }];
}

/** Trailing spaces do not count unless escaped. */
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') {
    let slashes = 0;
    while (end - 2 - slashes >= 0 && line[end - 2 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 1) break;
    end -= 1;
  }
  return line.slice(0, end);
}

type Part =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly has: (char: string) => boolean }
  /** Within one name. */
  | { readonly kind: 'star' }
  /** Over folders; `**​/` also matches nothing. */
  | { readonly kind: 'deep'; readonly slash: boolean };

/** Undefined for a pattern that matches nothing: an unclosed set, a backslash at the end. */
function compile(pattern: string): readonly Part[] | undefined {
  // Git compares what precedes the first wildcard by itself, so that `**` right behind it stands at a beginning.
  const plain = pattern.search(/[*?[\\]/);
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (char === '\\') {
      const next = pattern[at + 1];
      if (next === undefined) return undefined;
      parts.push({ kind: 'char', char: next });
      at += 1;
    } else if (char === '*') {
      let end = at;
      while (pattern[end] === '*') end += 1;
      const isDeep =
        end - at >= 2 &&
        (at === 0 || at === plain || pattern[at - 1] === '/') &&
        (end === pattern.length || pattern[end] === '/');
      if (isDeep) {
        const slash = pattern[end] === '/';
        parts.push({ kind: 'deep', slash });
        at = slash ? end : end - 1;
      } else {
        parts.push({ kind: 'star' });
        at = end - 1;
      }
    } else if (char === '?') parts.push({ kind: 'any' });
    else if (char === '[') {
      const set = readSet(pattern, at);
      if (set === undefined) return undefined;
      parts.push(set.part);
      at = set.end;
    } else parts.push({ kind: 'char', char });
  }
  return parts;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /\p{Cc}/u,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

function readSet(pattern: string, start: number): { readonly part: Part; readonly end: number } | undefined {
  let at = start + 1;
  const negated = pattern[at] === '!' || pattern[at] === '^';
  if (negated) at += 1;
  const tests: ((char: string) => boolean)[] = [];
  for (let first = true; at < pattern.length; first = false) {
    let char = pattern[at] ?? '';
    if (char === ']' && !first)
      return { part: { kind: 'set', negated, has: (one) => tests.some((test) => test(one)) }, end: at };
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at, at + 12));
    if (named !== null) {
      const known = CLASSES[named[1] ?? ''];
      if (known === undefined) return undefined;
      tests.push((one) => known.test(one));
      at += named[0].length;
      continue;
    }
    if (char === '\\') {
      at += 1;
      char = pattern[at] ?? '';
      if (char === '') return undefined;
    }
    if (pattern[at + 1] === '-' && pattern[at + 2] !== undefined && pattern[at + 2] !== ']') {
      let last = pattern[at + 2] ?? '';
      at += 3;
      if (last === '\\') {
        last = pattern[at] ?? '';
        at += 1;
      }
      const [low, high] = [char, last];
      tests.push((one) => one >= low && one <= high);
    } else {
      const own = char;
      tests.push((one) => one === own);
      at += 1;
    }
  }
  return undefined;
}

/** Table of reachable positions, one pattern part after the other: no backtracking, whatever the pattern. */
function matchGlob(parts: readonly Part[], text: string): boolean {
  let reachable = new Uint8Array(text.length + 1);
  reachable[0] = 1;
  for (const part of parts) {
    const next = new Uint8Array(text.length + 1);
    let open = false;
    for (let at = 0; at <= text.length; at += 1) {
      const here = reachable[at] === 1;
      const char = text[at] ?? '';
      if (part.kind === 'star') {
        if (here) open = true;
        if (open) next[at] = 1;
        if (char === '/') open = false;
      } else if (part.kind === 'deep') {
        if (here) open = true;
        // `**` before a slash ends where a name begins; at the end it takes all that is left, but something.
        if (part.slash ? here || (open && text[at - 1] === '/') : open && at === text.length) next[at] = 1;
      } else if (here && at < text.length && matchesOne(part, char)) next[at + 1] = 1;
    }
    reachable = next;
  }
  return reachable[text.length] === 1;
}

function matchesOne(part: Part & { readonly kind: 'char' | 'any' | 'set' }, char: string): boolean {
  if (part.kind === 'char') return part.char === char;
  if (char === '/') return false;
  return part.kind === 'any' || part.has(char) !== part.negated;
}
