import { Chalk } from 'chalk';

/** chalk's levels: none, 16 colours, 256 colours, true colour. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** What colour means in a report; the words carry the meaning too, so that nothing is lost without it. */
export type Tone = 'plain' | 'strong' | 'muted' | 'good' | 'bad' | 'careful';
export type Paint = (tone: Tone, text: string) => string;

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
  if (level === 0) return (_tone, text) => text;
  const chalk = new Chalk({ level });
  return (tone, text) => {
    const style = TONES[tone];
    return style === null || text === '' ? text : chalk[style](text);
  };
}
