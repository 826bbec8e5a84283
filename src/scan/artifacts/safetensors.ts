import type { ModelArtifact } from '../../domain/reference.ts';
import { readHubPath } from '../names/hub-id.ts';
import { readFlow } from '../text/flow-entries.ts';
import { placeIn } from '../text/line-index.ts';

/** The metadata come first in the headers that have any. */
export const SAFETENSORS_HEADER_BYTES = 256 << 10;

const BASE_KEYS: ReadonlySet<string> = new Set([
  'base_model',
  'base_model_name_or_path',
  '_name_or_path',
  'modelspec.base_model',
  'ss_base_model',
  'ss_sd_model_name',
]);

/**
 * License and base from the `__metadata__` of a safetensors header: eight bytes of length, then JSON
 * (https://huggingface.co/docs/safetensors). Undefined when it says nothing.
 */
export function readSafetensors(bytes: Uint8Array, file: string): ModelArtifact | undefined {
  if (bytes.length < 10 || bytes[8] !== 0x7b) return undefined;
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (!Number.isSafeInteger(size)) return undefined;
  const header = new TextDecoder('utf-8').decode(
    bytes.subarray(8, Math.min(8 + size, bytes.length, SAFETENSORS_HEADER_BYTES)),
  );
  const from = header.indexOf('"__metadata__"');
  if (from < 0) return undefined;
  const end = header.indexOf('}', from);
  const text = header.slice(header.indexOf('{', from), end < 0 ? undefined : end + 1);
  const values = new Map(
    readFlow(text, placeIn(text)).entries.map((entry): [string, string] => [entry.key, entry.value.slice(0, 500)]),
  );
  const license = values.get('license') ?? values.get('modelspec.license');
  const name = values.get('modelspec.title');
  const bases = [...values]
    .filter(([key]) => BASE_KEYS.has(key))
    .flatMap(([, value]) => {
      const id = readHubPath(value.replace(/^https?:\/\/huggingface\.co\//i, ''))?.id;
      return id === undefined ? [] : [{ id, relation: 'finetune' as const }];
    });
  if (license === undefined && bases.length === 0) return undefined;
  return {
    origin: 'safetensors',
    file,
    line: 1,
    ...(name === undefined ? {} : { name }),
    ...(license === undefined ? {} : { license }),
    bases: bases.slice(0, 1),
  };
}
