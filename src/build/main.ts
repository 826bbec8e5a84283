import { pathToFileURL } from 'node:url';

/** Was the module at `url` started from the command line, rather than imported? */
export function isMain(url: string): boolean {
  const started = process.argv[1];
  return started !== undefined && pathToFileURL(started).href === url;
}
