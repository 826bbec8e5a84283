import type { Classified } from '../types.ts';

/** OCI names of Docker Model Runner: `[host/]namespace/name[:tag][@digest]`. */
export function readDocker(value: string): Classified | undefined {
  const parts = /^([\w.-]{1,100}(?:\/[\w.-]{1,100}){1,3})(?::([\w.-]{1,128}))?(?:@(sha256:[0-9a-f]{6,64}))?$/.exec(
    value,
  );
  const id = parts?.[1];
  if (parts === null || id === undefined) return undefined;
  return {
    scheme: 'docker-model',
    id: id.replace(/^(?:index\.)?docker\.io\//, ''),
    tag: parts[2] ?? 'latest',
    explicitTag: parts[2] !== undefined,
    state: 'resolved',
    ...(parts[3] === undefined ? {} : { revision: parts[3] }),
  };
}
