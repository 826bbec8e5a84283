/** Starts a sentence with a capital, unless its first word is a name that is written small (`llama.cpp`). */
export function upperFirst(text: string): string {
  return /^[a-z]+(?:-[a-z]+)*(?:[ ,;:)]|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
