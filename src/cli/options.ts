import { type Command, InvalidArgumentError, Option } from 'commander';
import type { FormatId } from '../domain/result.ts';
import type { Parsed } from '../units/parse.ts';
import { parseSeconds, parseTokens, parseTokensPerSecond } from '../units/parse.ts';

/** Options every answering command has. */
export interface CommonOptions {
  readonly format?: FormatId;
  readonly json?: true;
  readonly locale?: string;
  readonly hardware?: string;
  readonly gpu?: readonly string[];
  readonly ram?: string;
  readonly cpu?: string;
  readonly catalog?: readonly string[];
  readonly color?: boolean;
  readonly ascii?: true;
  readonly width?: number;
}

export const FORMATS: readonly FormatId[] = ['table', 'json', 'markdown', 'csv'];

/** How the answer is printed. */
export function addOutputOptions(command: Command, formats: readonly string[] = FORMATS): Command {
  return command
    .addOption(new Option('--format <format>', 'output format').choices([...formats]).helpGroup('Output:'))
    .addOption(new Option('--json', 'same as --format json').helpGroup('Output:'))
    .addOption(
      new Option('--locale <locale>', 'language of the text; default from LC_ALL, LC_MESSAGES, LANG')
        .choices(['en', 'zh-CN'])
        .helpGroup('Output:'),
    )
    .addOption(
      new Option('--width <columns>', 'width of the table; default: the terminal, else 80')
        .argParser(wholeNumber('columns', 20, 1000))
        .helpGroup('Output:'),
    )
    .addOption(new Option('--ascii', 'borders and marks in ASCII').helpGroup('Output:'))
    .addOption(new Option('--color', 'colour even into a pipe').helpGroup('Output:'))
    .addOption(
      new Option('--no-color', 'no colour; NO_COLOR, FORCE_COLOR and TERM=dumb are honoured').helpGroup('Output:'),
    )
    .addOption(new Option('--offline', 'accepted everywhere; it is the default').helpGroup('Output:'))
    .addOption(new Option('--debug', 'show where an internal error happened').helpGroup('Output:'));
}

/** Which machine is meant; without any of these: this one. */
export function addMachineOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--hardware <file>', 'a snapshot written by detect --json; - reads standard input').helpGroup(
        'Machine:',
      ),
    )
    .addOption(
      new Option(
        '--gpu <name>',
        'describe an accelerator: "RTX 4090", "4x H100 80GB", "M4 Max 128GB", "A100:40GiB"; repeatable',
      )
        .argParser(collect)
        .helpGroup('Machine:'),
    )
    .addOption(new Option('--ram <size>', 'RAM of the described machine, like 64GiB').helpGroup('Machine:'))
    .addOption(new Option('--cpu <name>', 'CPU of the described machine').helpGroup('Machine:'));
}

export function addCatalogOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--catalog <path>',
      'overlay: a catalog file or folder whose entries add to or replace the built-in ones; repeatable',
    )
      .argParser(collect)
      .helpGroup('Catalog:'),
  );
}

/** What is needed of the model. */
export function addNeedOptions(command: Command): Command {
  const group = 'Need:';
  return command
    .addOption(
      new Option(
        '--use-case <name>',
        'chat, code, reasoning, agent, rag, translate, vision or embedding (default: chat)',
      ).helpGroup(group),
    )
    .addOption(
      new Option('--language <codes>', 'languages the model must serve, like zh,en').argParser(list).helpGroup(group),
    )
    .addOption(
      new Option('--context <tokens>', 'context of each user, like 32k (k = 1024); default by use case')
        .argParser(quantity(parseTokens))
        .helpGroup(group),
    )
    .addOption(
      new Option('--users <n>', 'users served at the same time (default: 1)')
        .argParser(wholeNumber('users', 1, 100_000))
        .helpGroup(group),
    )
    .addOption(
      new Option('--prompt-tokens <n>', 'typical prompt length; default by use case')
        .argParser(quantity(parseTokens))
        .helpGroup(group),
    )
    .addOption(
      new Option('--output-tokens <n>', 'typical answer length; default by use case')
        .argParser(quantity(parseTokens))
        .helpGroup(group),
    )
    .addOption(
      new Option('--max-ttft <time>', 'longest wait for the first token, like 2s')
        .argParser(quantity(parseSeconds))
        .helpGroup(group),
    )
    .addOption(
      new Option('--min-speed <rate>', 'fewest tokens a second for each user')
        .argParser(quantity(parseTokensPerSecond))
        .helpGroup(group),
    )
    .addOption(
      new Option(
        '--license <policy>',
        'permissive, commercial, research, any, or a policy file (default: commercial)',
      ).helpGroup(group),
    );
}

/** What may be chosen from. */
export function addChoiceOptions(command: Command): Command {
  const group = 'Choice:';
  return command
    .addOption(new Option('--engine <ids>', 'only these engines, like vllm,sglang').argParser(list).helpGroup(group))
    .addOption(
      new Option('--quantization <ids>', 'only these quantizations, like Q4_K_M,AWQ').argParser(list).helpGroup(group),
    )
    .addOption(
      new Option('--family <ids>', 'only these model families, like qwen,llama').argParser(list).helpGroup(group),
    )
    .addOption(
      new Option(
        '--where <query>',
        'only models that match, like "params<=14b and license:permissive and not moe"',
      ).helpGroup(group),
    )
    .addOption(
      new Option('--limit <n>', 'how many to show (default: 5)')
        .argParser(wholeNumber('limit', 1, 10_000))
        .helpGroup(group),
    );
}

export function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

/** Comma-separated, also repeated; full-width commas of a Chinese keyboard count. */
export function list(value: string, previous: readonly string[] | undefined): readonly string[] {
  const parts = value.split(/[,，、]/).map((part) => part.trim());
  return [...(previous ?? []), ...parts.filter((part) => part !== '')];
}

export function wholeNumber(what: string, least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value.trim()) || number < least || number > most)
      throw new InvalidArgumentError(`${what} must be a whole number from ${least} to ${most}.`);
    return number;
  };
}

export function quantity<T extends number>(parse: (text: string) => Parsed<T>): (value: string) => T {
  return (value) => {
    const parsed = parse(value);
    if (parsed.kind === 'error') throw new InvalidArgumentError(`${parsed.message}.`);
    return parsed.value;
  };
}
