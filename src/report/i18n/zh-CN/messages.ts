import type { Messages } from '../messages.ts';
import { changes } from './changes.ts';
import { hardwareFindings } from './findings-hardware.ts';
import { labels } from './labels.ts';
import { list } from './list.ts';
import { adviceReasons } from './reasons-advice.ts';
import { engineReasons } from './reasons-engine.ts';
import { licenseFindings, licenseReasons, obligationTexts } from './reasons-license.ts';
import { memoryReasons } from './reasons-memory.ts';
import { sentences } from './sentences.ts';
import { show } from './show.ts';
import { terms } from './terms.ts';

export const zhCN: Messages = {
  reasons: { ...memoryReasons, ...engineReasons, ...licenseReasons, ...adviceReasons },
  findings: hardwareFindings,
  licenseFindings,
  obligations: obligationTexts,
  changes,
  terms,
  list,
  labels,
  sentences,
  show,
};
