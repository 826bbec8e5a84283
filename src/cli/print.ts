import type { AnyResult, FormatId } from '../domain/result.ts';
import { loadFormat } from '../report/load-format.ts';
import type { Outcome } from './command.ts';
import { exitCodeOf } from './exit.ts';
import type { Io } from './io.ts';
import type { CommonOptions } from './options.ts';
import { decideTerminal } from './terminal.ts';

/** The result in the asked format, with the exit code that follows from the result alone. */
export async function print(result: AnyResult, options: CommonOptions, io: Io): Promise<Outcome> {
  const format: FormatId = options.json === true ? 'json' : (options.format ?? 'table');
  const terminal = decideTerminal(options, io);
  const formatter = await loadFormat(format, terminal.color);
  return { output: formatter(result, { format, ...terminal }), exitCode: exitCodeOf(result) };
}
