/** Controls, line and paragraph separators, invisible characters and those that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** A text from somebody's files made fit for a terminal, a log or an annotation: nothing in it can steer them. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
