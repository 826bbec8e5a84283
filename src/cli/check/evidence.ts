import type { CheckInput } from '../../advisor/check/input.ts';
import { decodeText } from '../../scan/decode.ts';
import { isSkippedFolder } from '../../scan/file-kinds.ts';
import { diskTree } from '../../scan/tree.ts';

/** A text that shows a duty is met is short. */
const MAX_BYTES = 1 << 20;
const MAX_FILES = 1_000_000;
const MAX_DEPTH = 64;

/** The files of a folder, listed when a duty first asks for them. Links are not followed; packages and builds are left out. */
export function evidenceFiles(root: string): CheckInput['files'] {
  let listed: readonly string[] | undefined;
  const texts = new Map<string, string | undefined>();
  return {
    get paths(): readonly string[] {
      listed ??= listFiles(root);
      return listed;
    },
    read: (path) => {
      if (!texts.has(path)) texts.set(path, readText(`${root}/${path}`));
      return texts.get(path);
    },
  };
}

function listFiles(root: string): readonly string[] {
  const files: string[] = [];
  const walk = (folder: string, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    for (const { name, kind } of diskTree.list(folder === '' ? root : `${root}/${folder}`) ?? []) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (files.length >= MAX_FILES) return;
      if (kind === 'file') files.push(path);
      else if (kind === 'folder' && !isSkippedFolder(name)) walk(path, depth + 1);
    }
  };
  walk('', 0);
  return files.sort();
}

function readText(path: string): string | undefined {
  const start = diskTree.read(path, MAX_BYTES, true);
  return start === null || start.size > MAX_BYTES ? undefined : decodeText(start.bytes)?.text;
}
