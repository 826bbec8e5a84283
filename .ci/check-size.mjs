// Size budget: what a user downloads, and what is read before the first line of a command.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KIB = 1024;
const failures = [];
const check = (what, bytes, budget) => {
  console.log(`${what}: ${(bytes / KIB).toFixed(1)} KiB of ${(budget / KIB).toFixed(0)} KiB`);
  if (bytes > budget) failures.push(what);
};

// Static closure of the CLI entry: everything imported without `import()`.
function closure(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path] of text.matchAll(
    /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]+\s*from\s*)?["'](\.[^"']+)["']/g,
  )) {
    closure(new URL(path, `file://${process.cwd()}/${file}`).pathname.slice(process.cwd().length + 1), seen);
  }
  return seen;
}

const entry = [...closure('dist/cli.js')];
check(
  'CLI entry, static closure',
  entry.reduce((sum, file) => sum + statSync(file).size, 0),
  48 * KIB,
);
check('catalog.json, gzipped', gzipSync(readFileSync('dist/catalog.json')).length, 1024 * KIB);
const [{ size }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
);
check('package, packed', size, 3 * 1024 * KIB);
if (failures.length > 0) {
  console.error(`over budget: ${failures.join(', ')}`);
  process.exitCode = 1;
}
