import manifest from '../../package.json' with { type: 'json' };

/** Name and version of this tool, as in every JSON answer. */
export const TOOL: { readonly name: string; readonly version: string } = {
  name: manifest.name,
  version: manifest.version,
};
