import type { ScanProgress } from '../../scan/walk.ts';
import { printable } from '../../units/printable.ts';
import type { Io } from '../io.ts';

interface Progress {
  readonly show: (progress: ScanProgress) => void;
  readonly clear: () => void;
}

/** Quick scans stay silent. */
const SILENT_FILES = 2_000;
const MAX_PATH = 50;

/** One line on a terminal's stderr, rewritten as the scan goes on; nothing in a pipe. */
export function createProgress({ stderr }: Pick<Io, 'stderr'>): Progress {
  let shown = false;
  return {
    show: ({ files, path }) => {
      if (!stderr.isTTY || files < SILENT_FILES) return;
      shown = true;
      stderr.write(`\r\u001b[K${files} files, ${printable(path).slice(-MAX_PATH)}`);
    },
    clear: () => {
      if (shown) stderr.write('\r\u001b[K');
    },
  };
}
