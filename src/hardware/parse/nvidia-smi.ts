import { type Facts, NO_FACTS } from '../facts.ts';
import type { Capture } from '../host.ts';
import { parseNvidiaCsv } from './nvidia-csv.ts';
import { parseNvidiaLog, parseNvidiaXml } from './nvidia-log.ts';
import { parseNvidiaList, parseNvidiaTable } from './nvidia-table.ts';

/** Forms of nvidia-smi output, told apart by what they contain, so that any options and any file name will do. */
const FORMS: readonly { readonly is: (capture: Capture) => boolean; readonly parse: (capture: Capture) => Facts }[] = [
  { is: ({ text }) => /<nvidia_smi_log\b|<gpu\s+id=/.test(text), parse: ({ text }) => parseNvidiaXml(text) },
  {
    is: ({ command }) =>
      /--query-(compute-apps|accounted-apps|supported-clocks|retired-pages|remapped-rows)/.test(command),
    parse: () => NO_FACTS,
  },
  {
    is: ({ command, text }) => /--query-gpu/.test(command) && !/^GPU \d+:/.test(text),
    parse: ({ command, text }) => parseNvidiaCsv(text, command),
  },
  { is: ({ text }) => /NVSMI LOG/.test(text), parse: ({ text }) => parseNvidiaLog(text) },
  { is: ({ text }) => /^\s*GPU\s+\d+:.*\(UUID:/m.test(text), parse: ({ text }) => parseNvidiaList(text) },
  { is: ({ text }) => /^\+-{10,}/m.test(text), parse: ({ text }) => parseNvidiaTable(text) },
];

export function parseNvidiaSmi(capture: Capture): Facts {
  return FORMS.find((form) => form.is(capture))?.parse(capture) ?? NO_FACTS;
}
