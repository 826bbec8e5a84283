import type { Platform } from '../../domain/hardware.ts';
import { type Capture, type ExecResult, type Host, programOf } from '../host.ts';
import type { Recording } from './recording.ts';

/**
 * A machine out of captured texts by file name. Which command printed a text is read from the recording; a file it does not
 * name is taken for what its name begins with.
 */
export function replayHost(recording: Recording, texts: ReadonlyMap<string, string>): Host {
  const captures: Capture[] = [];
  const files = new Map<string, string>();
  for (const [name, text] of texts) {
    const command = recording.commands[name] ?? commandOf(name);
    if (command === null) continue;
    if (/^grep -r/.test(command)) addTree(files, text);
    else {
      const path = pathOf(command);
      if (path !== null) files.set(path, text);
      else captures.push({ command, text });
    }
  }
  const platform: Platform = /^(darwin|win32)$/.test(recording.platform) ? (recording.platform as Platform) : 'linux';
  const wsl = recording.platform.includes('wsl') ? { WSL_DISTRO_NAME: 'recorded' } : {};
  const outcomes = recording.outcomes ?? {};
  return {
    kind: 'recorded',
    complete: recording.complete === true,
    platform,
    arch: recording.arch ?? null,
    env: { ...wsl, ...recording.env },
    readText: async (path) => files.get(path) ?? null,
    listDir: async (path) => childrenOf(files, path),
    access: async (path) => recording.access?.[path] ?? (files.has(path) ? 'ok' : 'absent'),
    find: async (program) => (captures.some((capture) => programOf(capture.command) === program) ? program : null),
    exec: async (file, args) => replay(captures, outcomes, [file, ...args].join(' ')),
    memory: () => null,
    logicalCores: () => null,
    captures: (programs) => captures.filter((capture) => programs.includes(programOf(capture.command))),
  };
}

function replay(
  captures: readonly Capture[],
  outcomes: NonNullable<Recording['outcomes']>,
  command: string,
): ExecResult {
  const capture = captures.find((one) => one.command === command);
  const ended = outcomes[command];
  return {
    outcome: capture ? 'ok' : (ended?.outcome ?? 'absent'),
    stdout: capture?.text ?? '',
    stderr: ended?.detail ?? '',
    exitCode: null,
    milliseconds: null,
  };
}

/** `/proc/cpuinfo (first CPU only)` and `cat /sys/fs/cgroup/cpu.max` are files. */
function pathOf(command: string): string | null {
  const path = /^(?:cat\s+)?(\/\S+)(?:\s+\(.*\))?$/.exec(command.trim())?.[1];
  return path === undefined || /\/s?bin\//.test(path) ? null : path;
}

/** `nvidia-smi-q-x.xml` → `nvidia-smi -q -x` is out of reach; the program is enough, since parsers go by content. */
function commandOf(name: string): string | null {
  const stem = name.replace(/\.\w+$/, '');
  const program = PROGRAMS.find((candidate) => stem.toLowerCase().startsWith(candidate));
  if (program !== undefined) return program;
  const path = /^(?:proc|sys)-/.test(stem) ? `/${stem.replaceAll('-', '/')}` : null;
  return path;
}

const PROGRAMS = (
  'nvidia-smi amd-smi rocm-smi rocminfo xpu-smi clinfo vulkaninfo npu-smi cnmon mthreads-gmi ixsmi mx-smi hy-smi tt-smi lspci lscpu ' +
  'dmidecode system_profiler sysctl sw_vers vm_stat get-ciminstance wmic reg powershell systeminformation'
).split(' ');

/** Lines of `grep -r .`: path, colon, content. */
function addTree(files: Map<string, string>, text: string): void {
  for (const line of text.split(/\r?\n/)) {
    const match = /^(\/[^:]*(?::[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f][^:]*)*):(.*)$/i.exec(line);
    if (!match) continue;
    const path = match[1] ?? '';
    // sysfs pages read in one go end in zero bytes.
    const content = (match[2] ?? '').replaceAll('\u0000', '').trimEnd();
    if (content === '' && files.has(path)) continue;
    const before = files.get(path);
    files.set(path, before === undefined ? content : `${before}\n${content}`);
  }
}

function childrenOf(files: ReadonlyMap<string, string>, folder: string): readonly string[] {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  const names = [...files.keys()]
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length).split('/')[0] ?? '');
  return [...new Set(names)].sort();
}
