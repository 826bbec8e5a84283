// Time and peak memory of the built `check` over a generated repository of 100 000 files, against the bars of 20 s and 300 MB.
// Run: npm run build && node test/bench/check.mjs [FILES]. Never part of the tests: a busy machine gives no promises.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const FILES = Number(process.argv[2] ?? 100_000);
const PER_FOLDER = 100;
const SECONDS = 20;
const MEGABYTES = 300;
const CLI = join(process.cwd(), 'bin/llm-advisor.js');

/** File `index` of a mixed repository: code, configuration and prose, one in twenty of them naming a model. */
const kinds = [
  ['py', (n) => `import os\n\ndef step_${n}(value):\n    return value * ${n}\n`.repeat(20)],
  [
    'ts',
    (n) => `export const value${n} = ${n};\n\nexport function twice${n}() {\n  return value${n} * 2;\n}\n`.repeat(15),
  ],
  ['yaml', (n) => `name: service-${n}\nreplicas: 2\nenv:\n  - name: PORT\n    value: "${n}"\n`],
  ['md', (n) => `# Part ${n}\n\n${'Plain words about nothing in particular. '.repeat(30)}\n`],
  ['json', (n) => `${JSON.stringify({ id: n, tags: ['a', 'b'], nested: { value: n } }, null, 2)}\n`],
];
const naming = [
  ['py', () => 'from vllm import LLM\n\nllm = LLM(model="Qwen/Qwen2.5-7B-Instruct")\n'],
  ['py', () => 'AutoModel.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")\n'],
  ['yaml', () => 'services:\n  app:\n    image: vllm/vllm-openai\n    command: --model mistralai/Mistral-7B-v0.1\n'],
  ['sh', () => 'ollama run llama3.1:8b\n'],
];

function generate(root) {
  for (let index = 0; index < FILES; index++) {
    const folder = join(root, `area-${Math.floor(index / PER_FOLDER / 50)}`, `part-${Math.floor(index / PER_FOLDER)}`);
    if (index % PER_FOLDER === 0) mkdirSync(folder, { recursive: true });
    const from = index % 20 === 0 ? naming : kinds;
    const [extension, write] = from[Math.floor(index / 20 + index) % from.length];
    writeFileSync(join(folder, `file-${index}.${extension}`), write(index));
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'llm-advisor-bench-check-'));
try {
  const root = join(scratch, 'repository');
  mkdirSync(root);
  generate(root);
  // Peak resident memory as the process itself saw it at the end.
  const probe = join(scratch, 'peak.mjs');
  writeFileSync(
    probe,
    `process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS));\nprocess.argv.splice(1, 1, ${JSON.stringify(CLI)});\nawait import(${JSON.stringify(pathToFileURL(CLI).href)});\n`,
  );
  const start = process.hrtime.bigint();
  const done = spawnSync(process.execPath, [probe, 'check', root, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const megabytes = (Number(/peak (\d+)/.exec(done.stderr)?.[1] ?? Number.NaN) * 1024) / 1e6;
  const { scan, summary } = JSON.parse(done.stdout);
  console.log(`files ${scan.filesSeen}, read ${scan.filesRead}, models ${summary.models}, exit ${done.status}`);
  console.log(
    `time         ${seconds.toFixed(1).padStart(6)} s    bar ${SECONDS} s    ${seconds <= SECONDS ? 'met' : 'MISSED'}`,
  );
  console.log(
    `peak memory  ${megabytes.toFixed(0).padStart(6)} MB   bar ${MEGABYTES} MB  ${megabytes <= MEGABYTES ? 'met' : 'MISSED'}`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
