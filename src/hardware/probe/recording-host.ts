import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecOutcome, Host } from '../host.ts';
import { programOf } from '../host.ts';
import { VISIBILITY_VARIABLES } from '../merge/visible.ts';
import { RECORDING_FILE, type Recording, TREE_COMMAND } from './recording.ts';
import { scrubber } from './scrub.ts';

/** Passes everything through to `inner` and, when detection is over, writes what was seen into `folder` for a replay. */
export function recordingHost(inner: Host, folder: string): Host {
  const scrub = scrubber();
  const outputs: { command: string; text: string }[] = [];
  const outcomes: Record<string, { outcome: ExecOutcome; detail: string }> = {};
  const texts = new Map<string, string>();
  const access: Record<string, 'ok' | 'denied'> = {};
  return {
    ...inner,
    readText: async (path) => {
      const text = await inner.readText(path);
      if (text !== null) texts.set(path, text);
      return text;
    },
    access: async (path) => {
      const state = await inner.access(path);
      if (state !== 'absent') access[path] = state;
      return state;
    },
    exec: async (file, args, limitMs) => {
      const result = await inner.exec(file, args, limitMs);
      const command = [programOf(file), ...args].join(' ');
      if (result.stdout.trim() !== '') outputs.push({ command, text: result.stdout });
      else if (result.outcome !== 'ok')
        outcomes[command] = { outcome: result.outcome, detail: result.stderr.split('\n')[0] ?? '' };
      return result;
    },
    finish: async () => {
      await inner.finish?.();
      await mkdir(folder, { recursive: true });
      const commands: Record<string, string> = {};
      const write = async (name: string, command: string, text: string): Promise<void> => {
        commands[name] = scrub(command);
        await writeFile(join(folder, name), scrub(text));
      };
      for (const { command, text } of outputs) await write(fileName(command, text, commands), command, text);
      const tree = [...texts]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([path, text]) =>
          text
            .trimEnd()
            .split('\n')
            .map((line) => `${path}:${line}`),
        );
      if (tree.length > 0) await write('files.txt', TREE_COMMAND, `${tree.join('\n')}\n`);
      const env = Object.fromEntries(
        VISIBILITY_VARIABLES.flatMap((name) => (inner.env[name] === undefined ? [] : [[name, scrub(inner.env[name])]])),
      );
      const recording: Recording = {
        platform: inner.platform,
        complete: inner.complete,
        ...(inner.arch === null ? {} : { arch: inner.arch }),
        env,
        commands,
        outcomes,
        access,
      };
      await writeFile(join(folder, RECORDING_FILE), `${JSON.stringify(recording, null, 2)}\n`);
    },
  };
}

/** `nvidia-smi --query-gpu=… --format=csv` → `nvidia-smi-query-gpu.csv`. */
function fileName(command: string, text: string, taken: Readonly<Record<string, string>>): string {
  const words = command.split(/\s+/).map((word) =>
    word
      .replace(/=.*$/, '')
      .replace(/[^\w.-]+/g, '')
      .replace(/^-+/, ''),
  );
  const stem = words
    .filter((word) => word !== '' && word !== 'format')
    .slice(0, 4)
    .join('-')
    .slice(0, 60);
  const extension = /^\s*<\?xml/.test(text)
    ? 'xml'
    : /^\s*[[{]/.test(text)
      ? 'json'
      : /--format=csv/.test(command)
        ? 'csv'
        : 'txt';
  for (let i = 1; ; i++) {
    const name = `${stem}${i === 1 ? '' : `-${i}`}.${extension}`;
    if (taken[name] === undefined) return name;
  }
}
