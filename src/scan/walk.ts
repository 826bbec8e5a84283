import type { ModelArtifact, ModelReference, ScanFinding, ScanResult } from '../domain/reference.ts';
import { GGUF_HEADER_BYTES, readGguf } from './artifacts/gguf.ts';
import { readSafetensors, SAFETENSORS_HEADER_BYTES } from './artifacts/safetensors.ts';
import { decodeText } from './decode.ts';
import { byteLimit, fileKind, isSkippedFolder } from './file-kinds.ts';
import { type IgnoreFile, isIgnored, readIgnore } from './ignore.ts';
import { readHubPath } from './names/hub-id.ts';
import { localPath } from './names/local-paths.ts';
import { byPlace, scanText } from './scan-text.ts';
import { diskTree, type Tree } from './tree.ts';
import type { ScanContext } from './types.ts';

export interface ScanProgress {
  readonly files: number;
  readonly path: string;
}

export interface ScanOptions {
  /** Below the root, with `/`; default: all of it. What is named here is read even if git ignores it. */
  readonly paths?: readonly string[];
  /** Default true. */
  readonly respectIgnore?: boolean;
  /** Left out beside what git ignores, by path below the root. */
  readonly skip?: (path: string) => boolean;
  /** More files than that end the walk with a finding. */
  readonly maxFiles?: number;
  readonly onProgress?: (progress: ScanProgress) => void;
}

const MAX_FILES = 1_000_000;
/** Files between two breaths, in which progress is told and timers run. */
const BREATH = 256;
const MAX_DEPTH = 64;

interface Walk {
  readonly root: string;
  readonly tree: Tree;
  readonly context: ScanContext;
  readonly options: ScanOptions;
  readonly references: ModelReference[];
  readonly artifacts: ModelArtifact[];
  readonly findings: ScanFinding[];
  readonly seen: Set<string>;
  files: number;
  read: number;
  bytes: number;
  ignored: number;
  full: boolean;
}

/** Reads every text below `root`: links are not followed, what git ignores is left out, order does not depend on the disk. */
export async function scanTree(
  root: string,
  context: ScanContext,
  options: ScanOptions = {},
  tree: Tree = diskTree,
): Promise<ScanResult> {
  const start: Walk = {
    root: (tree.realPath(root) ?? root).replaceAll('\\', '/').replace(/\/+$/, ''),
    tree,
    context,
    options,
    references: [],
    artifacts: [],
    findings: [],
    seen: new Set(),
    files: 0,
    read: 0,
    bytes: 0,
    ignored: 0,
    full: false,
  };
  for (const path of [...(options.paths ?? [''])].map(cleanPath).sort()) await walkPath(start, path);
  readNamedWeights(start);
  const { references, artifacts, findings } = start;
  return {
    references: references.sort(byPlace),
    artifacts: artifacts.sort((a, b) => compare(a.file, b.file) || a.line - b.line),
    findings: findings.sort(
      (a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compare(a.code, b.code),
    ),
    stats: { filesSeen: start.files, filesRead: start.read, bytesRead: start.bytes, ignored: start.ignored },
  };
}

const cleanPath = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+|\/+$/g, '')
    .replace(/^\.$/, '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const absolute = (walk: Walk, path: string): string => (path === '' ? walk.root : `${walk.root}/${path}`);

async function walkPath(walk: Walk, path: string): Promise<void> {
  const kind = path === '' ? 'folder' : walk.tree.kindOf(absolute(walk, path));
  if (kind === null || path.split('/').includes('..'))
    walk.findings.push({ code: 'path-missing', file: path, args: {} });
  else if (kind === 'folder') await walkFolder(walk, path, ignoreFilesAbove(walk, path), 0);
  else if (kind === 'link') noteLink(walk, path);
  else if (kind === 'file') readFile(walk, path);
}

/** Ignore files of the folders between the root and a path. */
function ignoreFilesAbove(walk: Walk, path: string): readonly IgnoreFile[] {
  if (walk.options.respectIgnore === false) return [];
  const own = readIgnoreAt(walk, '.git/info/exclude', '');
  const parts = path.split('/').filter((part) => part !== '');
  const folders = parts.map((_, index) => parts.slice(0, index).join('/'));
  return [...own, ...folders.flatMap((folder) => readIgnoreAt(walk, join(folder, '.gitignore'), folder))];
}

function readIgnoreAt(walk: Walk, path: string, folder: string): readonly IgnoreFile[] {
  if (walk.tree.kindOf(absolute(walk, path)) !== 'file') return [];
  const start = walk.tree.read(absolute(walk, path), byteLimit(path), true);
  const decoded = start === null ? undefined : decodeText(start.bytes);
  return decoded === undefined ? [] : [readIgnore(decoded.text, folder)];
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

async function walkFolder(walk: Walk, folder: string, above: readonly IgnoreFile[], depth: number): Promise<void> {
  const entries = walk.tree.list(absolute(walk, folder));
  if (entries === null || depth > MAX_DEPTH) {
    walk.findings.push({ code: 'unreadable', file: folder === '' ? '.' : folder, args: {} });
    return;
  }
  const hasRules = walk.options.respectIgnore !== false && entries.some((entry) => entry.name === '.gitignore');
  const rules = hasRules ? [...above, ...readIgnoreAt(walk, join(folder, '.gitignore'), folder)] : above;
  for (const entry of [...entries].sort((a, b) => compare(a.name, b.name))) {
    if (walk.full) return;
    const path = join(folder, entry.name);
    if (entry.kind === 'folder' && isSkippedFolder(entry.name)) continue;
    if (isIgnored(path, entry.kind === 'folder', rules) || walk.options.skip?.(path) === true) {
      walk.ignored += 1;
      continue;
    }
    if (entry.kind === 'folder') {
      noteCacheFolder(walk, path, entry.name);
      await walkFolder(walk, path, rules, depth + 1);
    } else if (entry.kind === 'link') noteLink(walk, path);
    else if (entry.kind === 'file') {
      readFile(walk, path);
      if (walk.files % BREATH === 0) {
        walk.options.onProgress?.({ files: walk.files, path });
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }
}

/** A link inside the tree leads to what is read anyway. */
function noteLink(walk: Walk, path: string): void {
  const target = walk.tree.realPath(absolute(walk, path))?.replaceAll('\\', '/');
  if (target === undefined || target === walk.root || target.startsWith(`${walk.root}/`)) return;
  walk.findings.push({ code: 'link-outside', file: path, args: {} });
}

/** `models--ORG--NAME`, as the hub's client lays out its cache. */
function noteCacheFolder(walk: Walk, path: string, name: string): void {
  const parts = /^models--([\w.-]{1,96}?)--([\w.-]{1,96})$/.exec(name);
  const id = parts === null ? undefined : readHubPath(`${parts[1]}/${parts[2]}`)?.id;
  if (id === undefined) return;
  walk.references.push({
    scheme: 'hf',
    raw: name,
    id,
    file: path,
    line: 1,
    column: 1,
    detector: 'cache-folder',
    kind: 'use',
    confidence: 'medium',
    state: 'resolved',
  });
}

function readFile(walk: Walk, path: string): void {
  if (walk.seen.has(path)) return;
  walk.seen.add(path);
  walk.files += 1;
  if (walk.files > (walk.options.maxFiles ?? MAX_FILES)) {
    walk.full = true;
    walk.findings.push({ code: 'too-many-files', file: path, args: { limit: walk.options.maxFiles ?? MAX_FILES } });
    return;
  }
  const name = path.slice(path.lastIndexOf('/') + 1);
  const kind = fileKind(name);
  if (kind === 'skipped') return;
  if (kind !== 'text') {
    readWeights(walk, path, kind);
    return;
  }
  const limit = byteLimit(name);
  const start = walk.tree.read(absolute(walk, path), limit, true);
  if (start === null) {
    walk.findings.push({ code: 'unreadable', file: path, args: {} });
    return;
  }
  if (start.size > limit) {
    walk.findings.push({ code: 'file-too-big', file: path, args: { bytes: start.size, limit } });
    return;
  }
  const decoded = decodeText(start.bytes);
  if (decoded === undefined) return;
  walk.read += 1;
  walk.bytes += start.bytes.length;
  const scan = scanText(path, decoded.text, walk.context);
  if (decoded.damaged && scan.references.length > 0) walk.findings.push({ code: 'not-utf8', file: path, args: {} });
  // Copied, so that no piece of a text keeps the whole of it in memory.
  for (const reference of scan.references) walk.references.push(detached(reference));
  for (const artifact of scan.artifacts) walk.artifacts.push(detached(artifact));
  walk.findings.push(...scan.findings);
}

function detached<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

function readWeights(walk: Walk, path: string, kind: 'gguf' | 'safetensors'): void {
  const limit = kind === 'gguf' ? GGUF_HEADER_BYTES : SAFETENSORS_HEADER_BYTES;
  const start = walk.tree.read(absolute(walk, path), limit, false);
  if (start === null) {
    walk.findings.push({ code: 'unreadable', file: path, args: {} });
    return;
  }
  walk.read += 1;
  walk.bytes += start.bytes.length;
  const artifact = kind === 'gguf' ? readGguf(start.bytes, path) : readSafetensors(start.bytes, path);
  if (artifact !== undefined) walk.artifacts.push(artifact);
  else if (kind === 'gguf') walk.findings.push({ code: 'malformed', file: path, args: { reason: 'gguf' } });
}

/** Weights that a file names by path: read even where git ignores them, but never outside the tree. */
function readNamedWeights(walk: Walk): void {
  for (const reference of walk.references) {
    if (reference.scheme !== 'gguf-file') continue;
    const path = localPath(reference.file, reference.raw);
    if (path === undefined || walk.seen.has(path) || walk.tree.kindOf(absolute(walk, path)) !== 'file') continue;
    const real = walk.tree.realPath(absolute(walk, path))?.replaceAll('\\', '/');
    if (real?.startsWith(`${walk.root}/`) !== true) continue;
    walk.seen.add(path);
    readWeights(walk, path, 'gguf');
  }
}
