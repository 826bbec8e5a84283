import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckResult } from '../../domain/check.ts';
import type { CheckFormatId } from '../../report/check-formats/options.ts';
import { loadCheckFormat } from '../../report/check-formats/registry.ts';
import type { Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { decideTerminal } from '../terminal.ts';
import type { CheckFlags } from './options.ts';
import { writeText } from './write.ts';

/** A pure function of the result, never of the format. */
function exitCodeOfCheck({ passed }: CheckResult): number {
  return passed ? EXIT.answered : EXIT.no;
}

/** The result in the asked format, and in every other one that was asked to be written to a file. */
export async function printCheck(result: CheckResult, flags: CheckFlags, io: Io): Promise<Outcome> {
  const terminal = { ...decideTerminal(flags, io), suppressed: flags.suppressed === true };
  for (const { format, file } of flags.output ?? []) {
    const formatter = await loadCheckFormat(format);
    writeText(resolve(file), formatter(result, { ...terminal, color: 0 }));
  }
  const format: CheckFormatId = flags.json === true ? 'json' : (flags.format ?? 'table');
  const formatter = await loadCheckFormat(format, terminal.color);
  if (format === 'github') await summarizeStep(result, flags, io);
  return { output: formatter(result, terminal), exitCode: exitCodeOfCheck(result) };
}

/** GitHub shows what a step appends to this file on the page of the run. */
async function summarizeStep(result: CheckResult, flags: CheckFlags, io: Io): Promise<void> {
  const file = io.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  const formatter = await loadCheckFormat('markdown');
  const terminal = decideTerminal(flags, io);
  try {
    appendFileSync(file, formatter(result, { ...terminal, color: 0, suppressed: false }));
  } catch (error) {
    io.stderr.write(`the step summary could not be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}\n`);
  }
}
