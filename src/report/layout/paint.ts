/** chalk's levels: none, 16 colours, 256 colours, true colour. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** What colour means in a report; the words carry the meaning too, so that nothing is lost without it. */
export type Tone = 'plain' | 'strong' | 'muted' | 'good' | 'bad' | 'careful';
export type Paint = (tone: Tone, text: string) => string;

/** No colour: not one escape byte, and chalk is not loaded. */
export const plainPaint: Paint = (_tone, text) => text;
