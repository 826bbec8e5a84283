import type { Platform } from '../domain/hardware.ts';
import type { Launch } from '../domain/launch.ts';

interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/** How one shell writes words, variables and files. */
interface Shell {
  readonly quote: (word: string) => string;
  readonly withEnvironment: (env: Readonly<Record<string, string>>, command: string) => string;
  readonly writeFile: (path: string, content: string) => readonly string[];
}

const PLAIN = /^[\w@%+=:,./-]+$/;
const withLineFeed = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

const posix: Shell = {
  quote: (word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`),
  withEnvironment: (env, command) =>
    [...Object.entries(env).map(([name, value]) => `${name}=${posix.quote(value)}`), command].join(' '),
  writeFile: (path, content) => [
    `cat > ${posix.quote(path)} <<'EOF'`,
    ...withLineFeed(content).slice(0, -1).split('\n'),
    'EOF',
  ],
};

const quotePowershell = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const powershell: Shell = {
  quote: (word) => (/^[\w%+=:./-]+$/.test(word) ? word : quotePowershell(word)),
  withEnvironment: (env, command) =>
    [...Object.entries(env).map(([name, value]) => `$env:${name}=${quotePowershell(value)}`), command].join('; '),
  writeFile: (path, content) => [
    "@'",
    ...withLineFeed(content).slice(0, -1).split('\n'),
    `'@ | Set-Content ${powershell.quote(path)}`,
  ],
};

const SHELLS: Readonly<Record<Platform, Shell>> = { linux: posix, darwin: posix, win32: powershell };

function write(shell: Shell, { command, args }: Command): string {
  const words = [command, ...args].map(shell.quote).join(' ');
  return shell === powershell && words.startsWith("'") ? `& ${words}` : words;
}

export interface LaunchLines {
  /** Files to write, preparation, and the server, in order. */
  readonly start: readonly string[];
  /** Once the server is up. */
  readonly after: readonly string[];
}

/** The whole launch as lines to paste into the platform's usual shell: POSIX, or PowerShell on Windows. */
export function launchLines(launch: Launch, platform: Platform): LaunchLines {
  const shell = SHELLS[platform];
  return {
    start: [
      ...launch.files.flatMap(({ path, content }) => shell.writeFile(path, content)),
      ...launch.prepare.map((command) => write(shell, command)),
      shell.withEnvironment(launch.env, write(shell, launch)),
    ],
    after: launch.after.map((command) => write(shell, command)),
  };
}
