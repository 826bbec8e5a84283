/** Whether a hub id matches a pattern in which `*` stands for any run of characters. Case is ignored, as the hub does. */
export function matchesPattern(pattern: string, id: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const text = id.toLowerCase();
  if (!text.startsWith(first)) return false;
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
