// Runs the built CLI under another major version of Node: the same bytes must come out.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';

const major = process.argv[2];
const command = ['bin/llm-advisor.js', 'recommend', '--gpu', '2x RTX 3090', '--ram', '64GiB', '--json'];
const own = process.versions.node.split('.')[0];
const run = (args) => spawnSync(args[0], args.slice(1), { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const expected = run([process.execPath, ...command]);
const result = major === own ? expected : run(['npx', '--yes', '-p', `node@${major}`, 'node', ...command]);
if (result.status !== 0) {
  console.error(result.stderr.slice(0, 2000));
  process.exitCode = 1;
} else if (result.stdout !== expected.stdout) {
  console.error(`Node ${major} prints other bytes than Node ${own}`);
  process.exitCode = 1;
} else {
  console.log(`Node ${major}: ${createHash('sha256').update(result.stdout).digest('hex').slice(0, 16)}`);
}
