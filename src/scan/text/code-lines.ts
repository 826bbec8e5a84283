import type { SourceFile } from './source-file.ts';

/** First characters of a comment line, by what the ending says. */
const HASH = new Set(
  'sh bash zsh fish ps1 py pyi rb pl r yaml yml toml ini cfg conf tf tfvars hcl env mk cmake nix jl ex exs dockerfile properties nomad'.split(
    ' ',
  ),
);
const SLASH = new Set(
  'js mjs cjs jsx ts mts cts tsx go rs java kt kts scala c h cc cpp hpp cs swift dart php proto groovy gradle zig jsonc json5 vue svelte'.split(
    ' ',
  ),
);

export interface CodeLine {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** Lines without those that are comments, and without what trails behind a comment mark; columns stay. */
export function* codeLines(file: SourceFile, withComments: boolean): Generator<CodeLine> {
  const hash =
    HASH.has(file.extension) || /^(?:dockerfile|makefile|containerfile|modelfile|\.env|justfile)/i.test(file.name);
  const slash = SLASH.has(file.extension);
  let inBlock = false;
  for (const [index, line] of file.lines.entries()) {
    if (withComments) {
      yield { text: line, line: index + 1 };
      continue;
    }
    const trimmed = line.trimStart();
    if (inBlock) {
      if (line.includes('*/') || line.includes('-->')) inBlock = false;
      continue;
    }
    if (trimmed.startsWith('/*') || trimmed.startsWith('<!--')) {
      inBlock = !(trimmed.includes('*/') || trimmed.includes('-->'));
      continue;
    }
    if (
      /^(?:#(?!\w)|\/\/|--\s|\*\s|;|%\s)/.test(trimmed) ||
      (hash && trimmed.startsWith('#')) ||
      /^(?:REM\s|::)/i.test(trimmed)
    )
      continue;
    const cut = hash ? commentAt(line, '#') : slash ? commentAt(line, '//') : -1;
    yield { text: cut < 0 ? line : line.slice(0, cut), line: index + 1 };
  }
}

/** Where a comment begins behind code: its mark after white space and outside quotes; -1 without. */
function commentAt(line: string, mark: string): number {
  if (!line.includes(mark)) return -1;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (quote !== '') {
      if (char === '\\') at += 1;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'" || char === '`') quote = char;
    else if (at > 0 && line.startsWith(mark, at) && /\s/.test(line[at - 1] ?? '')) return at;
  }
  return -1;
}
