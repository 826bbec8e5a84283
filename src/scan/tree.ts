import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

export interface TreeEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

export interface FileStart {
  /** No more than asked for. */
  readonly bytes: Uint8Array;
  /** Of the whole file. */
  readonly size: number;
}

/** The walker's only door to the disk. Nothing here throws: what cannot be read is null. */
export interface Tree {
  readonly list: (path: string) => readonly TreeEntry[] | null;
  readonly kindOf: (path: string) => EntryKind | null;
  /** At most `limit` bytes from the beginning; a bigger file is not read when `whole` is wanted. */
  readonly read: (path: string, limit: number, whole: boolean) => FileStart | null;
  /** Where a path leads in the end. */
  readonly realPath: (path: string) => string | null;
}

const NOTHING = new Uint8Array(0);

/** The real disk; names that are no UTF-8 come with replacement characters. */
export const diskTree: Tree = {
  list: (path) =>
    quietly(() =>
      readdirSync(path, { withFileTypes: true }).map(
        (entry): TreeEntry => ({
          name: entry.name,
          kind: entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other',
        }),
      ),
    ),
  kindOf: (path) =>
    quietly(() => {
      const stat = lstatSync(path);
      return stat.isSymbolicLink() ? 'link' : stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other';
    }),
  read: (path, limit, whole) =>
    quietly(() => {
      const file = openSync(path, 'r');
      try {
        const { size } = fstatSync(file);
        if (whole && size > limit) return { bytes: NOTHING, size };
        const bytes = new Uint8Array(Math.min(size, limit));
        let at = 0;
        while (at < bytes.length) {
          const read = readSync(file, bytes, at, bytes.length - at, at);
          if (read === 0) break;
          at += read;
        }
        return { bytes: at === bytes.length ? bytes : bytes.subarray(0, at), size };
      } finally {
        closeSync(file);
      }
    }),
  realPath: (path) => quietly(() => realpathSync(path)),
};

function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
