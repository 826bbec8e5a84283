import { type Command, createCommand, InvalidArgumentError, Option } from 'commander';
import type { FailOn } from '../../domain/check.ts';
import { CHECK_FORMATS, type CheckFormatId } from '../../report/check-formats/options.ts';
import { addCatalogOption, addOutputOptions, type CommonOptions, collect } from '../options.ts';

/** Options of every way to run a check, as commander gives them. */
export interface CheckFlags extends Omit<CommonOptions, 'format'> {
  readonly format?: CheckFormatId;
  readonly policy?: string;
  readonly environment?: string;
  readonly today?: string;
  readonly model?: readonly string[];
  readonly lock?: string;
  readonly frozen?: true;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly failOn?: FailOn;
  readonly strict?: true;
  readonly failOnEmpty?: true;
  readonly output?: readonly OutputTarget[];
  readonly suppressed?: true;
  readonly evidence?: string;
  readonly includeComments?: true;
  readonly includeDocs?: true;
}

/** One `--output sarif=results.sarif`. */
export interface OutputTarget {
  readonly format: CheckFormatId;
  readonly file: string;
}

const POLICY = 'Policy:';
const SCAN = 'Scan:';
const RESULT = 'Result:';

/** How subcommands print; they have no formats. */
export function addTextOptions(command: Command): Command {
  const kept = new Set(['--locale', '--width', '--ascii', '--offline', '--debug']);
  const all = addOutputOptions(createCommand()).options;
  for (const option of all) if (kept.has(option.long ?? '')) command.addOption(option);
  return command;
}

/** What decides the verdicts; of every subcommand that judges. */
export function addPolicyOptions(command: Command): Command {
  return addCatalogOption(command)
    .addOption(
      new Option(
        '--policy <file>',
        'policy file, or a built-in policy: permissive, commercial, research, any; default: llm-advisor.policy.yaml, searched upward',
      ).helpGroup(POLICY),
    )
    .addOption(
      new Option('--environment <name>', 'apply the overrides of the policy for this environment').helpGroup(POLICY),
    )
    .addOption(
      new Option('--today <day>', 'the day waivers and records are judged by, like 2026-12-31; default: today')
        .argParser(parseDay)
        .helpGroup(POLICY),
    );
}

/** What is looked at. */
export function addScanOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--model <id>', 'judge this model instead of scanning; repeatable').argParser(collect).helpGroup(SCAN),
    )
    .addOption(
      new Option(
        '--evidence <file>',
        'JSON with the card front matter of models that the catalog does not know, by id',
      ).helpGroup(SCAN),
    )
    .addOption(
      new Option('--include-comments', 'also list models named in comments; they never fail a check').helpGroup(SCAN),
    )
    .addOption(new Option('--include-docs', 'also judge code blocks in documentation').helpGroup(SCAN));
}

/** What fails, and where results go. */
export function addResultOptions(command: Command): Command {
  return addOutputOptions(command, CHECK_FORMATS)
    .addOption(
      new Option('--output <format=file>', 'also write this format to a file; repeatable')
        .argParser(parseTarget)
        .helpGroup('Output:'),
    )
    .addOption(new Option('--suppressed', 'SARIF: list waived and accepted results as suppressed').helpGroup('Output:'))
    .addOption(
      new Option('--fail-on <level>', 'lowest level that fails (default: error)')
        .choices(['error', 'warning', 'note', 'never'])
        .helpGroup(RESULT),
    )
    .addOption(new Option('--strict', 'same as --fail-on warning').conflicts('failOn').helpGroup(RESULT))
    .addOption(new Option('--fail-on-empty', 'fail when no model is found').helpGroup(RESULT))
    .addOption(
      new Option('--baseline <file>', 'accept the findings of this file; only new ones fail').helpGroup(RESULT),
    )
    .addOption(
      new Option(
        '--update-baseline',
        'write the open findings to the baseline (default: llm-advisor.baseline.json)',
      ).helpGroup(RESULT),
    )
    .addOption(
      new Option(
        '--lock <file>',
        'lock file (default: llm-advisor.lock.json beside the policy, if there is one)',
      ).helpGroup(RESULT),
    )
    .addOption(new Option('--frozen', 'fail when the lock does not match').helpGroup(RESULT));
}

function parseDay(value: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value)
    throw new InvalidArgumentError('expected a day that exists, like 2026-12-31.');
  return value;
}

function parseTarget(value: string, previous: readonly OutputTarget[] | undefined): readonly OutputTarget[] {
  const equals = value.indexOf('=');
  const format = CHECK_FORMATS.find((id) => id === value.slice(0, equals));
  const file = value.slice(equals + 1);
  if (equals < 1 || format === undefined || file === '')
    throw new InvalidArgumentError(`expected FORMAT=FILE with one of ${CHECK_FORMATS.join(', ')}.`);
  return [...(previous ?? []), { format, file }];
}
