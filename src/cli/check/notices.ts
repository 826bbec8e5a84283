import { resolve } from 'node:path';
import { renderNotices } from '../../report/check-formats/notices.ts';
import type { Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import type { CheckFlags } from './options.ts';
import { runCheck } from './run.ts';
import { writeText } from './write.ts';

interface NoticeFlags extends CheckFlags {
  readonly file?: string;
}

/** The notices that are owed, on stdout or into a file. Exit 1 when a model had to be left out. */
export async function runNotices(paths: readonly string[], flags: NoticeFlags, io: Io): Promise<Outcome> {
  const { result } = await runCheck(paths, flags, io);
  const text = renderNotices(result);
  const left = result.models.some(
    ({ kinds, verdict }) => kinds[0] !== 'mention' && (verdict.verdict === 'denied' || verdict.ids.length === 0),
  );
  const exitCode = left ? EXIT.no : EXIT.answered;
  if (flags.file === undefined) return { output: text, exitCode };
  writeText(resolve(flags.file), text);
  return { output: `${flags.file}: written\n`, exitCode };
}
