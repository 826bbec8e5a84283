// Packs the project, installs the tarball into an empty folder, and uses the CLI, the API and the types as a stranger would.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'llm-advisor-pack-'));
const run = (file, args, options = {}) => execFileSync(file, args, { encoding: 'utf8', cwd: folder, ...options });
try {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{"name":"stranger","version":"1.0.0","type":"module","private":true}\n');
  run('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`]);
  const answer = JSON.parse(run('npx', ['--no-install', 'llm-advisor', 'recommend', '--gpu', 'RTX 4090', '--json']));
  if (answer.recommendations.length === 0) throw new Error('the packed CLI recommends nothing for an RTX 4090');
  writeFileSync(
    join(folder, 'use.mjs'),
    `import { describeHardware, formatResult, loadCatalog, plan, recommend } from 'llm-advisor';
const catalog = await loadCatalog();
const hardware = describeHardware({ gpus: ['RTX 4090'] }, catalog);
const result = recommend({}, { catalog, hardware });
const ledger = plan({ model: result.recommendations[0].model.id }, { catalog, hardware });
if (!formatResult(result, { format: 'table', width: 80 }).includes(result.recommendations[0].quantization.id)) throw new Error('no table');
console.log(result.recommendations[0].model.id, ledger.plan.fit.kind);
`,
  );
  console.log(run('node', ['use.mjs']).trim());
  const bad = spawnSync('npx', ['--no-install', 'llm-advisor', 'recommend', '--gpu', 'RTX 9999'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (bad.status !== 2 || bad.stdout !== '' || !bad.stderr.includes('error:'))
    throw new Error(`an unknown GPU must exit 2 with an error on stderr, got ${bad.status}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
