// Our own typography only: it is what the texts add. Names from outside stay as they are.
const PLAIN: Readonly<Record<string, string>> = {
  '–': '-',
  '—': '-',
  '×': 'x',
  '≥': '>=',
  '≤': '<=',
  '≈': '~',
  '…': '...',
  '·': '-',
  '“': '"',
  '”': '"',
};
const TYPOGRAPHY = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');

/** Replaces typographic characters that some terminals lack or draw two cells wide. */
export function toAscii(text: string): string {
  return text.replace(TYPOGRAPHY, (character) => PLAIN[character] ?? character);
}
