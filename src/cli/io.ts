import type { Host } from '../hardware/host.ts';

/** Everything a command may touch outside its arguments; tests inject their own. */
export interface Io {
  readonly stdout: {
    readonly write: (text: string) => void;
    readonly isTTY: boolean;
    readonly columns: number | undefined;
  };
  readonly stderr: { readonly write: (text: string) => void; readonly isTTY: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readStdin: () => Promise<string>;
  /** Text of a file, or why it could not be read. */
  readonly readFile: (
    path: string,
  ) => Promise<{ readonly kind: 'ok'; readonly text: string } | { readonly kind: 'error'; readonly message: string }>;
  readonly host: () => Promise<Host>;
}
