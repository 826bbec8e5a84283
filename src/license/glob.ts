/** Whether a repository path matches a glob: `**` over folders, `*` and `?` within one. A trailing `/` means all below it. */
export function matchesGlob(glob: string, path: string): boolean {
  return matchParts(partsOf(glob.endsWith('/') ? `${glob}**` : glob), 0, partsOf(path), 0);
}

function partsOf(path: string): readonly string[] {
  return path.replace(/^\.\//, '').split('/');
}

function matchParts(glob: readonly string[], at: number, path: readonly string[], from: number): boolean {
  // Runs of `**` are one, so that every step either consumes a folder or a part of the glob.
  let next = at;
  while (glob[next] === '**' && glob[next + 1] === '**') next += 1;
  const part = glob[next];
  if (part === undefined) return from === path.length;
  if (part === '**') {
    if (next === glob.length - 1) return from < path.length;
    for (let start = from; start <= path.length; start += 1) {
      if (matchParts(glob, next + 1, path, start)) return true;
    }
    return false;
  }
  const name = path[from];
  return name !== undefined && matchName(part, name) && matchParts(glob, next + 1, path, from + 1);
}

/** `*` and `?` in one name, without backtracking beyond the last `*`. */
function matchName(glob: string, name: string): boolean {
  let g = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    if (glob[g] === '*') {
      star = g;
      resume = n;
      g += 1;
    } else if (glob[g] === '?' || glob[g] === name[n]) {
      g += 1;
      n += 1;
    } else if (star >= 0) {
      g = star + 1;
      resume += 1;
      n = resume;
    } else return false;
  }
  while (glob[g] === '*') g += 1;
  return g === glob.length;
}
