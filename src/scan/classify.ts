import type { ModelReference, ReferenceScheme } from '../domain/reference.ts';
import { readDocker } from './names/docker-name.ts';
import { hostedProvider, isJumpStartId, isNimName, readRouterPrefix } from './names/hosted.ts';
import { type HubAddress, isHubId, legacyHubId, readHubPath } from './names/hub-id.ts';
import { isLocalPath, pathHint } from './names/local-paths.ts';
import { readOllama, readOllamaName } from './names/ollama-name.ts';
import { isPlaceholder, isSetting } from './names/placeholders.ts';
import { readPurl } from './names/purl.ts';
import type { Candidate, Classified, Named, NameSpace, ScanContext } from './types.ts';

/** Values of variables of the same file. */
export type Variables = ReadonlyMap<string, string>;

const MAX_VALUE = 500;
const MAX_EXPANSIONS = 8;

/** What the value of a candidate names; undefined when it names no model. Order as in the comments: the first that fits decides. */
export function classify(
  candidate: Named & Pick<Candidate, 'raw' | 'space'>,
  variables: Variables,
  context: ScanContext,
): Classified | undefined {
  if (candidate.raw.length > MAX_VALUE) return undefined;
  const value = expand(unwrap(candidate.raw), variables);
  if (isSetting(value)) return undefined;
  // A variable that is left stays unread; a blank to be filled in is nothing.
  const variable = variableIn(value);
  if (variable !== undefined) return candidate.strong ? unread('variable', variable) : undefined;
  if (isPlaceholder(value)) return undefined;
  return (
    readScheme(value, candidate, context) ??
    (candidate.space === 'uri' ? undefined : readName(value, candidate, context))
  );
}

const unread = (scheme: ReferenceScheme, hint: string): Classified => ({
  scheme,
  id: null,
  state: 'unresolved',
  ...(hint === '' ? {} : { hint }),
});

/** Without quotes (also escaped ones), back-ticks, and what trails a value in a list or a call. */
function unwrap(raw: string): string {
  let value = raw.trim();
  for (let before = ''; before !== value; ) {
    before = value;
    value = value
      .replace(/^(?:\\?["'`])+/, '')
      .replace(/(?:\\?["'`]|[,;])+$/, '')
      .replace(/^([^(]*)\)+$/, '$1')
      .replace(/^([^[]*)\]+$/, '$1')
      .replace(/\s#.*$/, '')
      .trim();
  }
  return value.endsWith('}') && !value.includes('{') ? value.replace(/\}+$/, '') : value;
}

/** `${NAME:-default}` is its default, `${NAME}` what the file says of it. */
function expand(value: string, variables: Variables): string {
  let text = value;
  for (let round = 0; round < MAX_EXPANSIONS && text.includes('$'); round += 1) {
    const next = text
      .replace(/\$\{[\w.]{1,100}(?::?[-=])([^{}$]{0,300})\}/g, (_, fallback: string) => unwrap(fallback))
      .replace(/\$\{(\w{1,100})\}|\$\((\w{1,100})\)|\$env:(\w{1,100})|\$(\w{1,100})/g, (whole, ...names: unknown[]) => {
        const name = names.slice(0, 4).find((one) => typeof one === 'string');
        const known = typeof name === 'string' ? variables.get(name) : undefined;
        return known === undefined || known.includes(whole) ? whole : unwrap(known);
      });
    if (next === text || next.length > MAX_VALUE) break;
    text = next;
  }
  return text;
}

/** Name of a variable nobody has given a value: `$X`, `${X}`, `$(X)`, `${{ x }}`, `%X%`. */
function variableIn(value: string): string | undefined {
  const found = /\$\{\{\s*([^}]{0,100}?)\s*\}\}|\$\{?\(?(?:env:)?([\w.]{1,100})|^%(\w{1,100})%$|\$(?=[({@*])/.exec(
    value,
  );
  return found === null ? undefined : (found[1] ?? found[2] ?? found[3] ?? '').trim();
}

interface Scheme {
  readonly pattern: RegExp;
  readonly read: (rest: string, candidate: Pick<Candidate, 'strong'>, context: ScanContext) => Classified | undefined;
}

const hub = ({ id, revision, quantization }: HubAddress): Classified => ({
  scheme: 'hf',
  id,
  state: 'resolved',
  ...(revision === undefined ? {} : { revision }),
  ...(quantization === undefined ? {} : { quantization }),
});

const readHub = (rest: string): Classified | undefined => {
  const address = readHubPath(rest);
  return address === undefined ? undefined : hub(address);
};

const SCHEMES: readonly Scheme[] = [
  {
    pattern:
      /^(?:hf|huggingface):\/\/(?:model\/|models\/)?|^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)\//i,
    read: readHub,
  },
  { pattern: /^hf:(?!\/)/i, read: readHub },
  {
    pattern: /^(?:modelscope:\/\/|ms:\/\/|(?:https?:\/\/)?(?:www\.)?modelscope\.cn\/(?:models\/)?)/i,
    read: (rest) => {
      const address = readHubPath(rest);
      return address === undefined ? undefined : { ...hub(address), scheme: 'modelscope' };
    },
  },
  {
    pattern: /^(?:ollama:\/\/|(?:https?:\/\/)?(?:www\.|registry\.)?ollama\.(?:com|ai)\/)(?:library\/)?/i,
    read: (rest) => readOllama(rest, true),
  },
  { pattern: /^pkg:huggingface\//i, read: readPurl },
  { pattern: /^docker:\/\/(?=ai\/)/i, read: readDocker },
  {
    pattern:
      /^(?:s3|gs|gcs|az|azure|abfss?|pvc|oci|oss|cos|obs|r2|nfs|hdfs|https?|ngc|wandb|mlflow|models|dbfs|runs):/i,
    read: (rest, { strong }) => (strong ? unread('remote', pathHint(rest)) : undefined),
  },
];

/** Values that say themselves which system they belong to. */
function readScheme(
  value: string,
  candidate: Pick<Candidate, 'strong' | 'space'>,
  context: ScanContext,
): Classified | undefined {
  const scheme = SCHEMES.find(({ pattern }) => pattern.test(value));
  if (scheme !== undefined) return scheme.read(value.replace(scheme.pattern, ''), candidate, context);
  const cached = /(?:^|\/)models--([\w.-]{1,96}?)--([\w.-]{1,96}?)(?:$|\/)/.exec(value);
  if (cached !== null && isHubId(`${cached[1]}/${cached[2]}`))
    return hub({ id: `${cached[1]}/${cached[2]}`, files: true });
  return undefined;
}

function readName(
  value: string,
  candidate: Named & Pick<Candidate, 'space'>,
  context: ScanContext,
): Classified | undefined {
  const { space, strong } = candidate;
  if (/[\s*]/.test(value)) return undefined;
  const isRouted = space === 'litellm' && readRouterPrefix(value) !== undefined;
  if (!isRouted && isLocalPath(value) && !(space === 'hub' && isHubId(value) && context.isKnownHubId(value)))
    return readPath(value, space, strong);
  const reader = READERS[space];
  return reader(value, candidate, context);
}

type NameReader = (value: string, candidate: Named, context: ScanContext) => Classified | undefined;

const READERS: Readonly<Record<NameSpace, NameReader>> = {
  hub: readHubName,
  modelscope: (value, candidate, context) => {
    const found = readHubName(value, candidate, context);
    return found?.scheme === 'hf' ? { ...found, scheme: 'modelscope' } : found;
  },
  ollama: (value, candidate, context) => readOllamaName(value, candidate, context),
  'docker-model': (value) => (value.includes('/') ? readDocker(value) : undefined),
  litellm: (value, candidate, context) => {
    const routed = readRouterPrefix(value);
    if (routed?.kind === 'ollama') {
      const found = readOllama(routed.rest, true);
      return found === undefined ? undefined : { ...found, via: 'litellm' };
    }
    if (routed?.kind === 'hosted')
      return { scheme: 'hosted', id: routed.rest, state: 'hosted', provider: routed.provider, via: 'litellm' };
    if (routed?.kind === 'hub') {
      const parts = routed.rest.split('/');
      const address = parts.length < 2 ? undefined : readHubPath(parts.slice(-2).join('/'));
      // `huggingface/PROVIDER/ORG/NAME` runs at that provider.
      const service: Partial<Classified> = parts.length === 3 ? { state: 'hosted', provider: parts[0] ?? '' } : {};
      if (address !== undefined) return { ...hub(address), via: 'litellm', confidence: 'medium', ...service };
    }
    const provider = hostedProvider(routed?.rest ?? value);
    if (provider !== undefined)
      return { scheme: 'hosted', id: routed?.rest ?? value, state: 'hosted', provider, via: 'litellm' };
    return routed === undefined ? readHubName(value, candidate, context) : undefined;
  },
  service: (value) => ({ scheme: 'hosted', id: value, state: 'hosted' }),
  kaito: (value) => ({ scheme: 'preset', id: value, state: 'unresolved', provider: 'kaito', hint: value }),
  webllm: (value) => ({ scheme: 'preset', id: value, state: 'unresolved', provider: 'webllm', hint: value }),
  uri: () => undefined,
};

function readPath(value: string, space: NameSpace, strong: boolean): Classified | undefined {
  if (!strong) return undefined;
  if (/\.gguf$/i.test(value)) return { ...unread('gguf-file', pathHint(value)) };
  // A file that is no weights: a chat template, a configuration.
  if (space === 'ollama' && !/^[.~\\/]/.test(value) && !value.includes('\\')) return undefined;
  return /\.(?:json|jsonl|jinja2?|ya?ml|toml|py|ts|js|sh|txt|md|xml|csv)$/i.test(value)
    ? undefined
    : unread('local', pathHint(value));
}

function readHubName(value: string, candidate: Named, context: ScanContext): Classified | undefined {
  const provider = hostedProvider(value);
  if (provider !== undefined && !context.isKnownHubId(value))
    return { scheme: 'hosted', id: value, state: 'hosted', provider };
  if (value.startsWith('ai/')) return readDocker(value);
  const routed = readRouterPrefix(value);
  if (routed?.kind === 'ollama') return readOllama(routed.rest, true);
  const [named = '', revision] = value.split('@', 2);
  const [id = '', quantization] = named.split(':', 2);
  if (isHubId(id)) {
    if (isNimName(id)) return { scheme: 'preset', id, state: 'unresolved', provider: 'nim', hint: id };
    return hub({
      id,
      files: false,
      ...(revision === undefined || revision === '' ? {} : { revision }),
      ...(quantization === undefined || quantization === '' ? {} : { quantization }),
    });
  }
  const legacy = legacyHubId(value);
  if (legacy !== undefined) return { ...hub({ id: value, files: false }), hint: legacy };
  if (candidate.defaultOwner !== undefined && isHubId(`${candidate.defaultOwner}/${value}`))
    return hub({ id: `${candidate.defaultOwner}/${value}`, files: false });
  if (isJumpStartId(value))
    return { scheme: 'preset', id: value, state: 'unresolved', provider: 'jumpstart', hint: value };
  return undefined;
}

/** Joins what the value says with what its place says. */
export function toReference(candidate: Candidate, found: Classified, file: string, detector: string): ModelReference {
  const via = candidate.via ?? found.via;
  const provider = candidate.provider ?? found.provider;
  const revision = found.revision ?? candidate.revision;
  const quantization = found.quantization ?? candidate.quantization;
  const hosted = candidate.provider !== undefined && found.state === 'resolved';
  return {
    scheme: found.scheme,
    raw: candidate.raw,
    id: found.id,
    ...(found.tag === undefined ? {} : { tag: found.tag }),
    ...(found.explicitTag === undefined ? {} : { explicitTag: found.explicitTag }),
    ...(revision === undefined ? {} : { revision }),
    ...(quantization === undefined ? {} : { quantization }),
    file,
    line: candidate.line,
    column: candidate.column,
    endColumn: candidate.column + (candidate.width ?? candidate.raw.length),
    detector,
    kind: candidate.kind,
    confidence: candidate.confidence === 'low' ? 'low' : (found.confidence ?? candidate.confidence),
    state: hosted ? 'hosted' : found.state,
    ...(via === undefined ? {} : { via }),
    ...(provider === undefined ? {} : { provider }),
    ...(candidate.implicit === undefined ? {} : { implicit: true as const }),
    ...(found.hint === undefined ? {} : { hint: found.hint }),
  };
}
