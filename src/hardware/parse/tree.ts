import { lines } from './quantity.ts';

/** A nested record of a log or document: keys are lower case with `_` between words. */
export interface TreeNode {
  readonly key: string;
  /** Text as printed; empty for a section. */
  readonly value: string;
  readonly children: readonly TreeNode[];
}

interface OpenNode {
  key: string;
  value: string;
  children: OpenNode[];
}

const DEEPEST = 40;

function keyOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/**
 * Reads `Key : Value` lines nested by indentation. A line without a separator is a section; `isHeading` marks lines that are
 * sections although they contain colons (a bus id).
 */
export function parseIndented(text: string, isHeading: (line: string) => boolean = () => false): readonly TreeNode[] {
  const root: OpenNode = { key: '', value: '', children: [] };
  const open: { readonly indent: number; readonly node: OpenNode }[] = [{ indent: -1, node: root }];
  for (const line of lines(text, 4000)) {
    if (line.trim() === '') continue;
    const indent = line.replace(/\t/g, '    ').search(/\S/);
    const separator = isHeading(line.trim()) ? null : /\s*:(?:\s+|$)/.exec(line);
    const node: OpenNode =
      separator === null
        ? { key: isHeading(line.trim()) ? line.trim() : keyOf(line), value: '', children: [] }
        : {
            key: keyOf(line.slice(0, separator.index)),
            value: line.slice(separator.index + separator[0].length).trim(),
            children: [],
          };
    while (open.length > 1 && (open.at(-1)?.indent ?? -1) >= indent) open.pop();
    open.at(-1)?.node.children.push(node);
    if (open.length < DEEPEST) open.push({ indent, node });
  }
  return root.children;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML well enough for tool output: elements, attributes `id` kept as a child, text. Unclosed elements end with the text. */
export function parseXml(text: string): readonly TreeNode[] {
  const root: OpenNode = { key: '', value: '', children: [] };
  const open: OpenNode[] = [root];
  const token = /<!--[\s\S]*?-->|<[?!][^>]*>|<\/([\w:.-]+)\s*>|<([\w:.-]+)([^<>]*?)(\/?)>|([^<]+)/g;
  for (const match of text.matchAll(token)) {
    const [, closing, opening, attributes = '', selfClosed, content] = match;
    if (content !== undefined) {
      const top = open.at(-1);
      const piece = content.trim();
      if (top && piece !== '' && top.value.length < 10_000) top.value += decode(piece);
    } else if (opening !== undefined) {
      const node: OpenNode = { key: keyOf(opening), value: '', children: [] };
      const id = /\bid\s*=\s*"([^"]*)"/.exec(attributes)?.[1];
      if (id !== undefined) node.children.push({ key: 'id', value: decode(id), children: [] });
      open.at(-1)?.children.push(node);
      if (selfClosed !== '/' && open.length < DEEPEST) open.push(node);
    } else if (closing !== undefined) {
      const at = open.findLastIndex((node) => node.key === keyOf(closing));
      if (at > 0) open.length = at;
    }
  }
  return root.children;
}

function decode(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

/** First node along a path of keys; each step may name alternatives with `|`. */
export function find(nodes: readonly TreeNode[], path: string): TreeNode | null {
  let level = nodes;
  let found: TreeNode | null = null;
  for (const step of path.split('/')) {
    const keys = step.split('|');
    found = level.find((node) => keys.includes(node.key)) ?? null;
    if (found === null) return null;
    level = found.children;
  }
  return found;
}

/** Value along a path; null when the path is absent. */
export function valueAt(nodes: readonly TreeNode[], path: string): string | null {
  return find(nodes, path)?.value ?? null;
}

/** Every node with this key, at any depth. */
export function collect(nodes: readonly TreeNode[], key: string): readonly TreeNode[] {
  return nodes.flatMap((node) => (node.key === key ? [node] : collect(node.children, key)));
}
