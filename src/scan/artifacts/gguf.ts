import type { BaseModel } from '../../domain/model.ts';
import type { ModelArtifact } from '../../domain/reference.ts';
import { readHubPath } from '../names/hub-id.ts';

/** As much of a file as is read for its header; the `general.*` keys are the first ones. */
export const GGUF_HEADER_BYTES = 1 << 20;

const MAX_KEYS = 4_096;
const MAX_TEXT = 500;
/** Bytes per value of the fixed types of the format: uint8 … float64. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
const FIXED: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const TEXT = 8;
const LIST = 9;

/**
 * License and lineage from the header of a GGUF file: what the uploader typed in. Undefined when the bytes are none; a header that
 * ends early, or lies about its lengths, gives what was read so far.
 */
export function readGguf(bytes: Uint8Array, file: string): ModelArtifact | undefined {
  if (bytes.length < 24 || bytes[0] !== 0x47 || bytes[1] !== 0x47 || bytes[2] !== 0x55 || bytes[3] !== 0x46)
    return undefined;
  return toArtifact(readKeys(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)), file);
}

function readKeys(view: DataView): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const length = (at: number): number => {
    const value = at + 8 > view.byteLength ? Number.POSITIVE_INFINITY : Number(view.getBigUint64(at, true));
    return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY;
  };
  const text = (at: number, size: number): string =>
    new TextDecoder('utf-8').decode(new Uint8Array(view.buffer, view.byteOffset + at, Math.min(size, MAX_TEXT)));
  const count = Math.min(length(16), MAX_KEYS);
  let at = 24;
  for (let index = 0; index < count; index += 1) {
    const keySize = length(at);
    if (at + 8 + keySize + 4 > view.byteLength) break;
    const key = text(at + 8, keySize);
    at += 8 + keySize;
    const type = view.getUint32(at, true);
    at += 4;
    if (type === TEXT) {
      const size = length(at);
      if (at + 8 + size > view.byteLength) break;
      if (key.startsWith('general.')) values.set(key, text(at + 8, size));
      at += 8 + size;
    } else if (type === LIST) {
      if (at + 12 > view.byteLength) break;
      const size = FIXED[view.getUint32(at, true)];
      const items = length(at + 4);
      at += 12;
      if (size !== undefined) at += items * size;
      else if (view.getUint32(at - 12, true) === TEXT) {
        const parts: string[] = [];
        for (let item = 0; item < items && at + 8 <= view.byteLength; item += 1) {
          const own = length(at);
          if (at + 8 + own > view.byteLength) return values;
          if (parts.length < 8 && key.startsWith('general.')) parts.push(text(at + 8, own));
          at += 8 + own;
        }
        if (key.startsWith('general.')) values.set(key, parts.join('\n'));
      } else break;
    } else {
      const size = FIXED[type];
      if (size === undefined) break;
      at += size;
    }
    if (at > view.byteLength) break;
  }
  return values;
}

function toArtifact(values: ReadonlyMap<string, string>, file: string): ModelArtifact {
  const bases: BaseModel[] = [];
  for (let index = 0; index < 32; index += 1) {
    const part = (name: string): string | undefined => values.get(`general.base_model.${index}.${name}`);
    const id = hubIdOf(part('repo_url') ?? part('url') ?? part('huggingface.repository'));
    const name = part('name');
    if (id !== undefined) bases.push({ id, relation: 'quantized' });
    else if (name !== undefined)
      bases.push({
        id: [part('organization'), name].filter((one) => one !== undefined).join('/'),
        relation: 'quantized',
        external: true,
      });
  }
  const source = hubIdOf(
    values.get('general.source.repo_url') ??
      values.get('general.source.url') ??
      values.get('general.source.huggingface.repository'),
  );
  if (source !== undefined && bases.length === 0) bases.push({ id: source, relation: 'quantized' });
  const name = values.get('general.name');
  const license = values.get('general.license');
  const licenseName = values.get('general.license.name');
  const licenseLink = values.get('general.license.link');
  return {
    origin: 'gguf',
    file,
    line: 1,
    ...(name === undefined ? {} : { name }),
    ...(license === undefined ? {} : { license }),
    ...(licenseName === undefined ? {} : { licenseName }),
    ...(licenseLink === undefined ? {} : { licenseLink }),
    bases,
  };
}

function hubIdOf(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  return readHubPath(address.replace(/^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\//i, ''))?.id;
}
