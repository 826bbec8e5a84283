/** Text of a file or pipe: UTF-16 by byte order mark or by its zero bytes (Windows tools), else UTF-8 with replacement characters. */
export function decodeText(data: Uint8Array): string {
  if (data[0] === 0xff && data[1] === 0xfe) return new TextDecoder('utf-16le').decode(data.subarray(2));
  if (data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf) return new TextDecoder().decode(data.subarray(3));
  const head = data.subarray(0, 64);
  const zeros = head.filter((byte, i) => i % 2 === 1 && byte === 0).length;
  if (head.length >= 8 && zeros > head.length / 4) return new TextDecoder('utf-16le').decode(data);
  return new TextDecoder().decode(data);
}
