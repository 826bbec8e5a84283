import { Chalk } from 'chalk';
import { type ColorLevel, type Paint, plainPaint, type Tone } from './paint.ts';

const TONES = {
  plain: null,
  strong: 'bold',
  muted: 'dim',
  good: 'green',
  bad: 'red',
  careful: 'yellow',
} as const satisfies Record<Tone, string | null>;

/** The level is always explicit: chalk's own guess ignores `NO_COLOR`. Level 0 writes no escape byte. */
export function createPaint(level: ColorLevel): Paint {
  if (level === 0) return plainPaint;
  const chalk = new Chalk({ level });
  return (tone, text) => {
    const style = TONES[tone];
    return style === null || text === '' ? text : chalk[style](text);
  };
}
