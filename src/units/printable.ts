/** Controls, line and paragraph separators, invisible characters and those that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** A text from somebody's files made fit for a terminal, a log or an annotation: nothing in it can steer them. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A value as indented JSON with a final line feed; nothing in it can steer whoever shows it. */
export function printableJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  // Only the line feeds of the indentation are left as they are: JSON escapes those inside strings itself.
  const escaped = text.replace(UNPRINTABLE, (char) => (char === '\n' ? char : escapeUnits(char)));
  return `${escaped}\n`;
}

function escapeUnits(char: string): string {
  return [...Array(char.length).keys()].map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}
