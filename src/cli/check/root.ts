import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AdvisorError } from '../../domain/problem.ts';

/** The folder that paths are shown relative to, and what of it is looked at. */
export interface CheckRoot {
  readonly root: string;
  /** Absolute. */
  readonly paths: readonly string[];
  /** The whole root is looked at. */
  readonly whole: boolean;
}

/**
 * The repository around the given paths; without one, the working folder where the paths lie in it, else the path itself. Throws
 * {@link AdvisorError} (`usage`) for a path that does not exist or lies elsewhere.
 */
export function findRoot(paths: readonly string[], cwd: string): CheckRoot {
  const absolute = (paths.length === 0 ? [cwd] : paths).map((path) => resolve(cwd, path));
  const absent = absolute.filter((path) => !existsSync(path));
  if (absent.length > 0) {
    throw new AdvisorError(
      'usage',
      absent.map((path) => ({
        code: 'path-missing',
        message: `no such path: ${showPath(path, cwd)}`,
        remedy: 'give folders or files that exist, or none for the working folder',
      })),
    );
  }
  const [first = cwd] = absolute;
  const folder = statSync(first).isDirectory() ? first : dirname(first);
  const root = findUp(folder, ['.git']) ?? (isInside(first, cwd) ? cwd : folder);
  const outside = absolute.filter((path) => !isInside(path, root));
  if (outside.length > 0) {
    throw new AdvisorError(
      'usage',
      outside.map((path) => ({
        code: 'path-outside',
        message: `${showPath(path, cwd)} is not in ${showPath(root, cwd)}`,
        remedy: 'run the check once for each repository',
      })),
    );
  }
  return { root, paths: absolute, whole: absolute.includes(root) };
}

/** The nearest folder, from `folder` upward, that holds one of these names. */
function findUp(folder: string, names: readonly string[]): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (names.some((name) => existsSync(join(at, name)))) return at;
    if (dirname(at) === at) return undefined;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
}

/** Relative with `/` where that is shorter to read. */
export function showPath(path: string, base: string): string {
  const way = relative(base, path);
  if (way === '') return '.';
  return way.startsWith('..') || isAbsolute(way) ? path : way.split(sep).join('/');
}
