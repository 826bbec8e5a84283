import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { writeCatalog } from './compile-catalog.ts';

/** Builds everything a user runs: the compiled catalog, the bundled CLI and API with lazy chunks, and the type declarations. */
async function build(): Promise<number> {
  rmSync('dist', { recursive: true, force: true });
  const failed = await writeCatalog('catalog', 'dist');
  if (failed) return 1;
  await bundle();
  return declarations();
}

async function bundle(): Promise<void> {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  const bundled = await rolldown({
    input: { index: 'src/index.ts', cli: 'src/cli/main.ts' },
    platform: 'node',
    // Declared dependencies stay outside: users may update and audit them on their own.
    external: [/^node:/, ...Object.keys(manifest.dependencies)],
  });
  await bundled.write({ dir: 'dist', format: 'esm', minify: true, chunkFileNames: 'chunks/[name]-[hash].js' });
  await bundled.close();
}

function declarations(): number {
  const run = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'src/build/tsconfig.declarations.json'],
    { stdio: 'inherit' },
  );
  return run.status ?? 1;
}

process.exitCode = await build();
