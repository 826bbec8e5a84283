import { addPair, type Entry, rootScope, type Scope } from './entry.ts';
import { readFlow } from './flow-entries.ts';
import { placeIn } from './line-index.ts';

interface Level {
  /** Column of its keys, 0-based. */
  readonly indent: number;
  readonly scope: Scope;
  /** The last key, and the number of the list under it. */
  key: string;
  list: number;
}

const KEY = /^(?:"([^"]{1,200})"|'([^']{1,200})'|([\w.$@/<*-][^\s:"'{}[\],]{0,200}))\s{0,8}:(?:[ \t]+|$)/;
const MAX_FLOW_LINES = 200;

export interface YamlScan {
  readonly entries: readonly Entry[];
  readonly tooDeep: boolean;
}

/**
 * Keys, items and lines of YAML by indentation alone: fragments, block scalars with YAML or a script in them, tabs and templates
 * are read like everything else, aliases are never followed. Comments are left out.
 */
export function readYamlEntries(lines: readonly string[], withComments = false): YamlScan {
  const entries: Entry[] = [];
  const root: Level = { indent: -1, scope: rootScope(), key: '', list: 0 };
  let levels: Level[] = [root];
  // Negative, so that they never meet the numbers of flow lists.
  let lists = 0;
  let tooDeep = false;
  const top = (): Level => levels.at(-1) ?? root;
  const popAbove = (indent: number): void => {
    while (levels.length > 1 && top().indent > indent) levels.pop();
  };
  const add = (entry: Entry): void => {
    entries.push(entry);
    if (entry.form === 'pair') addPair(entry);
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = withComments ? uncomment(lines[index] ?? '') : stripComment(lines[index] ?? '');
    let at = indentOf(line);
    if (at >= line.length) continue;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
      levels = [{ ...root, scope: rootScope(), key: '' }];
      continue;
    }
    let dashed = false;
    while (line[at] === '-' && (line[at + 1] === ' ' || line[at + 1] === '\t' || at + 1 === line.length)) {
      popAbove(at);
      const owner = top();
      if (owner.list === 0) {
        lists -= 1;
        owner.list = lists;
      }
      const next = at + 1 + indentOf(line.slice(at + 1));
      const scope: Scope = { parent: owner.scope, key: owner.key, pairs: new Map() };
      levels.push({ indent: next, scope, key: owner.key, list: 0 });
      at = next;
      dashed = true;
    }
    if (at >= line.length) continue;
    const rest = line.slice(at);
    const key = KEY.exec(rest);
    if (key === null) {
      if (/^[[{]/.test(rest) && !rest.startsWith('{{')) {
        const flow = flowFrom(lines, index, at);
        index += flow.extra;
        const scan = readFlow(
          flow.text,
          placeIn(flow.text, { line: index - flow.extra + 1, column: at + 1 }),
          top().scope,
          top().key,
        );
        tooDeep ||= scan.tooDeep;
        for (const entry of scan.entries) entries.push(numbered(entry, index));
        continue;
      }
      const holder = dashed ? levels.at(-2) : undefined;
      const { value, skipped } = plainScalar(rest);
      const where = { line: index + 1, column: at + skipped + 1, value };
      if (holder !== undefined)
        add({ ...where, key: holder.key, form: 'item', scope: holder.scope, list: holder.list });
      else add({ ...where, key: top().key, form: 'text', scope: top().scope });
      continue;
    }
    const name = key[1] ?? key[2] ?? key[3] ?? '';
    popAbove(at);
    let level = top();
    if (level.indent !== at) {
      const scope: Scope = { parent: level.scope, key: level.key, pairs: new Map() };
      level = { indent: at, scope: level === root && level.key === '' ? level.scope : scope, key: '', list: 0 };
      levels.push(level);
    }
    level.key = name;
    level.list = 0;
    const valueAt = at + key[0].length;
    const valueText = line.slice(valueAt);
    if (/^[[{]/.test(valueText) && !valueText.startsWith('{{')) {
      const flow = flowFrom(lines, index, valueAt);
      const place = placeIn(flow.text, { line: index + 1, column: valueAt + 1 });
      const scan = readFlow(flow.text, place, level.scope, name);
      tooDeep ||= scan.tooDeep;
      for (const entry of scan.entries) entries.push(numbered(entry, index));
      index += flow.extra;
      continue;
    }
    const { value, skipped } = plainScalar(valueText);
    add({ line: index + 1, column: valueAt + skipped + 1, key: name, form: 'pair', value, scope: level.scope });
  }
  return { entries, tooDeep };
}

/** Lists of one flow collection are told apart from those of all others. */
const numbered = (entry: Entry, line: number): Entry =>
  entry.list === undefined ? entry : { ...entry, list: entry.list + line * 10_000 };

function indentOf(line: string): number {
  let at = 0;
  while (line[at] === ' ' || line[at] === '\t') at += 1;
  return at;
}

/** Without a comment: `#` at the beginning or behind white space, outside quotes. */
function stripComment(line: string): string {
  if (!line.includes('#')) return line.trimEnd();
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if ((char === '"' || char === "'") && /[\s[{:,(=-]/.test(line[at - 1] ?? ' ')) quote = char;
    else if (char === '#' && (at === 0 || /\s/.test(line[at - 1] ?? ''))) return line.slice(0, at).trimEnd();
  }
  return line.trimEnd();
}

/** A line that is a comment, without its mark and in place. */
const uncomment = (line: string): string => line.replace(/^(\s*)#\s?/, '$1').trimEnd();

/** A scalar without anchors, tags and quotes, and how many characters lie before it. */
function plainScalar(text: string): { readonly value: string; readonly skipped: number } {
  const lead = /^(?:[&!][^\s]{0,100}\s+)*/.exec(text)?.[0].length ?? 0;
  const body = text.slice(lead);
  const quote = body[0];
  if (quote === '"' || quote === "'") {
    const end = body.lastIndexOf(quote);
    if (end === body.length - 1 && end > 0) return { value: body.slice(1, end), skipped: lead + 1 };
  }
  return { value: body, skipped: lead };
}

/** A flow collection from where it opens to where it closes, over several lines if need be. */
function flowFrom(
  lines: readonly string[],
  index: number,
  at: number,
): { readonly text: string; readonly extra: number } {
  const parts = [stripComment(lines[index] ?? '').slice(at)];
  let open = balance(parts[0] ?? '');
  while (open > 0 && parts.length <= MAX_FLOW_LINES && index + parts.length < lines.length) {
    const next = lines[index + parts.length] ?? '';
    if (indentOf(next) === 0 && KEY.test(next)) break;
    const part = stripComment(next);
    parts.push(part);
    open += balance(part);
  }
  return { text: parts.join('\n'), extra: parts.length - 1 };
}

function balance(text: string): number {
  let open = 0;
  for (const char of text) {
    if (char === '[' || char === '{') open += 1;
    else if (char === ']' || char === '}') open -= 1;
  }
  return open;
}
