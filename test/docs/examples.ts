import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliRun, cli } from '../cli/harness.ts';
import type { Section } from './markdown.ts';

/** One line of the page that runs this tool. */
interface Example {
  readonly line: string;
  /** What the page says: `# exit 2`, else 0. */
  readonly exitCode: number;
}

const OURS = /(?:^|&& )(?:npx )?(llm-advisor .*)$/;

export function examplesOf(sections: readonly Section[]): readonly Example[] {
  return sections
    .flatMap((section) => section.blocks)
    .filter((block) => block.language === 'sh')
    .flatMap((block) => block.text.split('\n'))
    .flatMap((line) => {
      const command = OURS.exec(line)?.[1];
      if (command === undefined) return [];
      return [{ line: command.replace(/\s+#.*$/, ''), exitCode: Number(/# exit (\d+)/.exec(command)?.[1] ?? 0) }];
    });
}

/** A folder with the files a page shows, which the examples may read and write. */
export interface Workshop {
  readonly folder: string;
  readonly names: ReadonlySet<string>;
}

/** Files are named by a comment in their first line, or by the line above them. */
export async function makeWorkshop(sections: readonly Section[]): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'llm-advisor-docs-'));
  const names = new Set(['my-machine', 'machine.json', 'baseline.json', 'absent.json']);
  for (const block of sections.flatMap((section) => section.blocks)) {
    const name = /^# ([\w-]+\.\w+)$/m.exec(block.text)?.[1] ?? /^`([\w-]+\.\w+)`[:：]$/.exec(block.lead)?.[1];
    if (name === undefined || block.language === 'sh') continue;
    names.add(name);
    await writeFile(join(folder, name), `${block.text}\n`);
  }
  return { folder, names };
}

/** Runs a line: pipes between our own commands and `> FILE` are followed. The last command's outcome. */
export async function runExample(line: string, { folder, names }: Workshop): Promise<CliRun> {
  let run: CliRun = { code: 0, stdout: '', stderr: '' };
  for (const words of splitPipe(line)) {
    const at = words.indexOf('>');
    const target = at < 0 ? undefined : words[at + 1];
    const args = words.slice(1, at < 0 ? undefined : at).map((word) => {
      const name = word.replace(/^\.\//, '');
      return names.has(name) ? join(folder, name) : word;
    });
    run = await cli(args, { stdin: run.stdout });
    if (target !== undefined) await writeFile(join(folder, target), run.stdout);
  }
  return run;
}

function splitPipe(line: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  for (const match of line.matchAll(/"([^"]*)"|(\S+)/g)) {
    const word = match[1] ?? match[2] ?? '';
    if (match[2] === '|') commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands;
}
