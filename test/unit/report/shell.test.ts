import { expect, it } from 'vitest';
import type { Launch } from '../../../src/domain/launch.ts';
import { launchLines } from '../../../src/report/shell.ts';
import { recommendation } from '../../fixtures/results.ts';

const launch: Launch = {
  ...recommendation().launch,
  command: 'ollama',
  args: ['serve', "it's", 'a b', '$HOME', ''],
  env: { OLLAMA_HOST: '127.0.0.1:11434', NOTE: 'a b' },
  files: [{ path: 'Modelfile', content: 'FROM x\nPARAMETER num_ctx 4096\n' }],
  prepare: [{ command: 'ollama', args: ['--version'] }],
  after: [{ command: 'ollama', args: ['create', 'm', '-f', 'Modelfile'] }],
};

it('writes files, preparation and the server for a POSIX shell', () => {
  expect(launchLines(launch, 'linux')).toEqual({
    start: [
      "cat > Modelfile <<'EOF'",
      'FROM x',
      'PARAMETER num_ctx 4096',
      'EOF',
      'ollama --version',
      "OLLAMA_HOST=127.0.0.1:11434 NOTE='a b' ollama serve 'it'\\''s' 'a b' '$HOME' ''",
    ],
    after: ['ollama create m -f Modelfile'],
  });
});

it('writes the same for PowerShell', () => {
  expect(launchLines(launch, 'win32').start).toEqual([
    "@'",
    'FROM x',
    'PARAMETER num_ctx 4096',
    "'@ | Set-Content Modelfile",
    'ollama --version',
    "$env:OLLAMA_HOST='127.0.0.1:11434'; $env:NOTE='a b'; ollama serve 'it''s' 'a b' '$HOME' ''",
  ]);
  expect(
    launchLines({ ...launch, command: 'C:/Program Files/x.exe', args: [], env: {}, files: [], prepare: [] }, 'win32')
      .start,
  ).toEqual(["& 'C:/Program Files/x.exe'"]);
});
