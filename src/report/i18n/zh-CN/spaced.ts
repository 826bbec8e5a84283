const HAN = /\p{Script=Han}/u;

/** A name inside a Chinese sentence: a blank towards each side where the name itself is not Chinese. */
export function spaced(name: string): string {
  const before = HAN.test(name.charAt(0)) ? '' : ' ';
  const after = HAN.test(name.charAt(name.length - 1)) ? '' : ' ';
  return `${before}${name}${after}`;
}
