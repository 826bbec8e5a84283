import type { Classified, Named, ScanContext } from '../types.ts';
import { hostedProvider } from './hosted.ts';
import { OLLAMA_SIZE } from './ollama-library.ts';

const OLLAMA =
  /^(?:([\w.-]{1,100}(?::\d{1,5})?\.[\w.-]{1,40}(?::\d{1,5})?)\/)?(?:([\w.-]{1,80})\/)?([\w.-]{1,80})(?::([\w.-]{1,80}))?(?:@(sha256:[0-9a-f]{6,64}))?$/i;

/** `[host/][namespace/]model[:tag][@digest]`. */
export function readOllama(value: string, certain: boolean): Classified | undefined {
  const parts = OLLAMA.exec(value);
  const name = parts?.[3];
  if (parts === null || name === undefined || !/^[A-Za-z0-9]/.test(name)) return undefined;
  const [, host, space, , tag = 'latest', digest] = parts;
  const owner = host === undefined && space === 'library' ? undefined : (space ?? host);
  const id = `${owner === undefined ? '' : `${owner}/`}${name}:${tag}`.toLowerCase();
  const hosted = /(?:^|-)cloud$/i.test(tag);
  return {
    scheme: 'ollama',
    id,
    tag: tag.toLowerCase(),
    explicitTag: parts[4] !== undefined,
    state: hosted ? 'hosted' : certain ? 'resolved' : 'unresolved',
    ...(hosted ? { provider: 'ollama' } : {}),
    ...(digest === undefined ? {} : { revision: digest }),
    ...(certain || hosted ? {} : { hint: name }),
  };
}

/** A name where Ollama reads it: its library, a size tag or a namespace tell it from a name of `ollama create`. */
export function readOllamaName(
  value: string,
  { strong, certain: pulled }: Named,
  context: ScanContext,
): Classified | undefined {
  const provider = hostedProvider(value);
  if (provider !== undefined && /^(?:openai|anthropic|google)$/.test(provider) && !/^gpt-oss/i.test(value))
    return undefined;
  const [bare = '', tag] = value
    .toLowerCase()
    .replace(/^library\//, '')
    .split(':', 2);
  const certain =
    pulled === true ||
    context.isOllamaName(bare) ||
    (tag !== undefined && OLLAMA_SIZE.test(tag)) ||
    /^[\w.-]+\/[\w.-]+$/.test(bare);
  return certain || strong ? readOllama(value, certain) : undefined;
}
