export interface Decoded {
  readonly text: string;
  /** Some bytes are no UTF-8 and were replaced. */
  readonly damaged: boolean;
}

const LOOKED_AT = 8_000;

/** Text of a file; undefined for binaries. UTF-16 is read when it says so (PowerShell writes it). */
export function decodeText(bytes: Uint8Array): Decoded | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), damaged: false };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: swapped(bytes), damaged: false };
  const zero = bytes.indexOf(0);
  if (zero >= 0 && zero < LOOKED_AT) return undefined;
  const text = new TextDecoder('utf-8').decode(bytes);
  return { text, damaged: text.includes('\ufffd') && !isUtf8(bytes) };
}

function swapped(bytes: Uint8Array): string {
  const turned = new Uint8Array(bytes.length - (bytes.length % 2));
  for (let at = 0; at < turned.length; at += 2) {
    turned[at] = bytes[at + 1] ?? 0;
    turned[at + 1] = bytes[at] ?? 0;
  }
  return new TextDecoder('utf-16le').decode(turned);
}

/** The replacement character may stand in the file itself. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
