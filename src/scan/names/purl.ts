import type { Classified } from '../types.ts';
import { isHubId } from './hub-id.ts';

/** `pkg:huggingface/ORG/NAME@COMMIT?…`; namespace and name keep their case, a commit is lower case. */
export function readPurl(rest: string): Classified | undefined {
  const [path = ''] = rest.split(/[?#]/, 1);
  const [named = '', version] = path.split('@', 2);
  const id = decodeId(named);
  if (!isHubId(id)) return undefined;
  return {
    scheme: 'purl',
    id,
    state: 'resolved',
    ...(version === undefined ? {} : { revision: version.toLowerCase() }),
  };
}

function decodeId(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
