// Start-up times of the built CLI, interleaved with bare node and given as ratios of medians, and peak memory.
// Run: npm run build && npm run bench. Never part of the tests: two noisy cores give no promises.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 25);
const WARM_UP = 2;
const CLI = 'bin/llm-advisor.js';
const folder = mkdtempSync(join(tmpdir(), 'llm-advisor-bench-'));
const snapshot = join(folder, 'machine.json');

// With extra certificates Node 20 reads the whole bundle at every start (nodejs/node#40524): not ours to pay for.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
const run = (args) => spawnSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });

const described = JSON.parse(run([CLI, 'recommend', '--gpu', 'RTX 4090', '--ram', '64GiB', '--json']).stdout);
writeFileSync(snapshot, JSON.stringify({ hardware: described.hardware }));

const cases = [
  { name: 'node -e 0', args: ['-e', '0'], goal: 1 },
  { name: '--version', args: [CLI, '--version'], goal: 1.6 },
  { name: 'recommend --json --hardware FILE', args: [CLI, 'recommend', '--json', '--hardware', snapshot], goal: 2.5 },
  { name: 'recommend (table, this machine)', args: [CLI, 'recommend'], goal: 3.5 },
];

const times = new Map(cases.map(({ name }) => [name, []]));
for (let round = 0; round < ROUNDS + WARM_UP; round++) {
  for (const { name, args } of cases) {
    const start = process.hrtime.bigint();
    run(args);
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    if (round >= WARM_UP) times.get(name).push(milliseconds);
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const bare = median(times.get('node -e 0'));
for (const { name, goal } of cases) {
  const value = median(times.get(name));
  const ratio = value / bare;
  console.log(
    `${name.padEnd(36)} median ${value.toFixed(1).padStart(7)} ms   ${ratio.toFixed(2)} x bare node   goal ${goal} x   ${ratio <= goal ? 'met' : 'MISSED'}`,
  );
}

// Peak resident memory as the process itself saw it at the end.
const probe = join(folder, 'peak.mjs');
writeFileSync(
  probe,
  `import { pathToFileURL } from 'node:url';\nprocess.on('exit', () => console.error('peak', process.resourceUsage().maxRSS));\nprocess.argv.splice(1, 1, ${JSON.stringify(CLI)});\nawait import(pathToFileURL(${JSON.stringify(join(process.cwd(), CLI))}));\n`,
);
const peak = /peak (\d+)/.exec(run([probe, 'recommend', '--json', '--hardware', snapshot]).stderr);
console.log(`peak memory of recommend             ${(Number(peak?.[1] ?? 0) / 1024).toFixed(0)} MiB   goal 90 MB`);
rmSync(folder, { recursive: true, force: true });
