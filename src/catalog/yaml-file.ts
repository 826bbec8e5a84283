import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { CatalogFinding, SchemaCheck } from './finding.ts';

export type NodePath = readonly (string | number)[];

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One authored file, read: its plain value and a way back from a path in the value to a place in the text. */
export interface YamlFile {
  readonly path: string;
  readonly text: string;
  readonly document: Document;
  /** `undefined` when the text is not usable at all. */
  readonly value: unknown;
  /** Where the value at `path` stands; the nearest ancestor when there is none. */
  readonly locate: (path: NodePath) => Position;
  /** Offset in `text` of what `locate` finds. */
  readonly offset: (path: NodePath) => number;
  /** Where the key that ends `path` stands. */
  readonly locateKey: (path: NodePath) => Position;
}

/** Aliases may save typing, not multiply into memory. */
const MAX_ALIASES = 100;

const START: Position = { line: 1, column: 1 };

/** Reads YAML 1.2 core. Syntax errors, duplicate keys and alias bombs are findings; this never throws. */
export function readYaml(
  path: string,
  text: string,
): { readonly file: YamlFile; readonly findings: readonly CatalogFinding[] } {
  const lines = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return line > 0 ? { line, column: Math.max(col, 1) } : START;
  };
  const findings: CatalogFinding[] = [];
  const report = (rule: SchemaCheck, at: Position, message: string, tip?: string): void => {
    findings.push({ file: path, ...at, level: 'error', rule, message, ...(tip === undefined ? {} : { tip }) });
  };
  let document: Document;
  let value: unknown;
  try {
    document = parseDocument(text, { lineCounter: lines, schema: 'core', prettyErrors: false, stringKeys: true });
    for (const problem of [...document.errors, ...document.warnings]) {
      report(
        problem.code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'yaml-syntax',
        place(problem.pos[0]),
        firstLine(problem.message),
      );
    }
    if (document.errors.length === 0) value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    // Recursion limit of the parser, and the alias count check.
    document = parseDocument('');
    report(
      'yaml-syntax',
      START,
      firstLine(error instanceof Error ? error.message : String(error)),
      'nest less deeply and use fewer aliases',
    );
  }
  const offset = (wanted: NodePath): number => walk(document, wanted).value?.range?.[0] ?? 0;
  const locate = (wanted: NodePath): Position => place(offset(wanted));
  const locateKey = (wanted: NodePath): Position => {
    const found = walk(document, wanted);
    return place((found.complete ? (found.key ?? found.value) : found.value)?.range?.[0] ?? 0);
  };
  return { file: { path, text, document, value, locate, offset, locateKey }, findings };
}

interface Found {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
  /** The whole path exists; else `value` is the deepest ancestor that does. */
  readonly complete: boolean;
}

function walk(document: Document, path: NodePath): Found {
  let key: Node | undefined;
  let value = resolve(document, document.contents);
  for (const step of path) {
    if (isMap(value)) {
      const pair = value.items.find(
        (item) => (isScalar(item.key) ? String(item.key.value) : item.key) === String(step),
      );
      if (pair === undefined) return { key, value, complete: false };
      key = isNode(pair.key) ? pair.key : undefined;
      // `key:` without a value has no node of its own.
      value = resolve(document, pair.value) ?? key;
    } else if (isSeq(value)) {
      const item = resolve(document, value.items[Number(step)]);
      if (item === undefined) return { key, value, complete: false };
      key = undefined;
      value = item;
    } else {
      return { key, value, complete: false };
    }
  }
  return { key, value, complete: true };
}

function resolve(document: Document, node: unknown): Node | undefined {
  if (isAlias(node)) return node.resolve(document);
  return isNode(node) ? node : undefined;
}

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? message;
