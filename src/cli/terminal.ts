import type { ColorLevel } from '../report/layout/paint.ts';
import type { Locale } from '../report/options.ts';

/** What the command line says about the looks of the output. */
export interface LooksOptions {
  readonly locale?: string;
  readonly width?: number;
  readonly color?: boolean;
  readonly ascii?: boolean;
}

/** Where the output goes: environment and stream, described, so that decisions can be tested. */
export interface TerminalDescription {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { readonly isTTY: boolean; readonly columns: number | undefined };
}

export interface Terminal {
  readonly locale: Locale;
  readonly width: number;
  readonly color: ColorLevel;
  readonly ascii: boolean;
}

const DEFAULT_WIDTH = 80;

/** One decision for the whole run. */
export function decideTerminal(options: LooksOptions, { env, stdout }: TerminalDescription): Terminal {
  return {
    locale: decideLocale(options.locale, env),
    width: options.width ?? (stdout.isTTY ? (stdout.columns ?? DEFAULT_WIDTH) : DEFAULT_WIDTH),
    color: decideColor(options.color, env, stdout.isTTY),
    ascii: options.ascii ?? env.TERM === 'dumb',
  };
}

/** Option, then our own variable, then the POSIX order. An empty variable counts as unset. */
function decideLocale(option: string | undefined, env: TerminalDescription['env']): Locale {
  const name = [option, env.LLM_ADVISOR_LANG, env.LC_ALL, env.LC_MESSAGES, env.LANG].find(
    (value) => value !== undefined && value !== '',
  );
  return /^zh\b|^zh_/i.test(name ?? '') ? 'zh-CN' : 'en';
}

const FORCED: Readonly<Record<string, ColorLevel>> = { '0': 0, false: 0, '1': 1, '': 1, true: 1, '2': 2, '3': 3 };

/** `--color`/`--no-color`, then `NO_COLOR` (not empty), then `FORCE_COLOR`, then `TERM=dumb`, then whether it is a terminal. */
function decideColor(option: boolean | undefined, env: TerminalDescription['env'], isTTY: boolean): ColorLevel {
  if (option !== undefined) return option ? 1 : 0;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return 0;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return FORCED[forced] ?? 1;
  return isTTY && env.TERM !== 'dumb' ? 1 : 0;
}
