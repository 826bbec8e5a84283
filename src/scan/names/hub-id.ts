import { LEGACY_HUB_IDS } from './legacy-hub-ids.ts';

/** One part of an id, as the hub's own client checks it (huggingface_hub `validate_repo_id`). */
const PART = /^[A-Za-z0-9][\w.-]{0,95}$/;

/** Whether a text is `ORG/NAME` by the rules of the hub. */
export function isHubId(text: string): boolean {
  const [owner, name, more] = text.split('/');
  return owner !== undefined && name !== undefined && more === undefined && isPart(owner) && isPart(name);
}

const isPart = (part: string): boolean =>
  PART.test(part) && !part.includes('--') && !part.includes('..') && !/[.-]$|\.git$/.test(part);

/** Hub id behind one of the one-word ids from before owners were required; undefined for every other word. */
export function legacyHubId(word: string): string | undefined {
  return LEGACY_HUB_IDS.get(word.toLowerCase());
}

/** Address parts that name no model repository. */
const NO_OWNER: ReadonlySet<string> = new Set(
  (
    'api blog chat collections datasets docs enterprise huggingface_hub inference join learn login models new organizations ' +
    'papers posts pricing settings spaces storage support tasks welcome'
  ).split(' '),
);

export interface HubAddress {
  readonly id: string;
  readonly revision?: string;
  readonly quantization?: string;
  /** The address leads to files, not to a page for people. */
  readonly files: boolean;
}

/** What stands behind `huggingface.co/` or `hf://`: the first two parts, without files, questions and fragments. */
export function readHubPath(path: string): HubAddress | undefined {
  const [place = ''] = path.split(/[?#]/, 1);
  const parts = place.split('/').filter((part) => part !== '');
  const [owner = '', rest = '', verb, revision] = parts;
  if (NO_OWNER.has(owner.toLowerCase())) return undefined;
  const [named = '', quantization] = rest.split(':', 2);
  const [name = '', at] = named.replace(/\.git$/, '').split('@', 2);
  const word = parts.length === 1 ? legacyHubId(owner) : undefined;
  const id = word ?? `${owner}/${name}`;
  if (!isHubId(id)) return undefined;
  const named2 = verb === 'resolve' || verb === 'blob' || verb === 'tree' || verb === 'raw' ? revision : undefined;
  const pinned = at ?? (named2 === 'main' ? undefined : named2);
  return {
    id,
    ...(pinned === undefined || pinned === '' ? {} : { revision: pinned }),
    ...(quantization === undefined || quantization === '' ? {} : { quantization }),
    files: verb === 'resolve' || /\.git$/.test(named),
  };
}
