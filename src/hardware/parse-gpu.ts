import { type Bytes, gib } from '../units/quantities.ts';

/** `2x A100 80GB:40GiB` taken apart. */
export type GpuText =
  | {
      readonly kind: 'ok';
      readonly count: number;
      readonly name: string;
      /** After the colon; GB and GiB both name the size on the box, in GiB. */
      readonly memoryBytes: Bytes | null;
    }
  | { readonly kind: 'error'; readonly message: string };

/** A rack of 72 is the largest machine sold as one; this leaves room and still catches slips. */
const MOST_DEVICES = 256;

/** `4x H100`, `4xH100`, `4 x H100`, `4*H100`; the x of `7900 XTX` belongs to the name. */
const COUNT_FIRST = /^(\d{1,3})(?:x\s*|\s+x\s+|\s*[×*]\s*)(?=\S)/i;
const COUNT_LAST = /\s+[x×*]\s*(\d+)$/i;
const SIZE = /:\s*(\d+(?:\.\d+)?)\s*(gib|gb|gi|g)?\s*$/i;

/** Reads one `--gpu` value: `[COUNT x] NAME [: SIZE]`. The name is not looked up here. */
export function parseGpuText(text: string): GpuText {
  let name = text.normalize('NFKC').trim();
  let memoryBytes: Bytes | null = null;
  const size = SIZE.exec(name);
  if (size !== null) {
    memoryBytes = gib(Number(size[1]));
    name = name.slice(0, size.index).trim();
    if (memoryBytes === 0) return { kind: 'error', message: `"${text}": a GPU with 0 GiB of memory` };
  }
  const first = COUNT_FIRST.exec(name);
  // `Tegra X1` is a name: one of something is not written as a count behind it.
  const tail = first === null ? COUNT_LAST.exec(name) : null;
  const last = tail?.[1] === '1' ? null : tail;
  const count = Number(first?.[1] ?? last?.[1] ?? 1);
  if (first !== null) name = name.slice(first[0].length).trim();
  if (last !== null) name = name.slice(0, last.index).trim();
  if (count < 1 || count > MOST_DEVICES) {
    return { kind: 'error', message: `"${text}": a count from 1 to ${MOST_DEVICES} is expected before the x` };
  }
  if (!/[a-z0-9]/i.test(name)) {
    return {
      kind: 'error',
      message: `"${text}" names no GPU; write it like "RTX 4090", "4x H100 80GB" or "RTX 4090:24GiB"`,
    };
  }
  return { kind: 'ok', count, name, memoryBytes };
}
