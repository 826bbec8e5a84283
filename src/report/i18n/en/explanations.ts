import type { Explanations } from '../messages.ts';
import { changes } from './changes.ts';
import { hardwareFindings } from './findings-hardware.ts';
import { list } from './list.ts';
import { adviceReasons } from './reasons-advice.ts';
import { engineReasons } from './reasons-engine.ts';
import { licenseFindings, licenseReasons, obligationTexts } from './reasons-license.ts';
import { memoryReasons } from './reasons-memory.ts';
import { terms } from './terms.ts';

export const explanations: Explanations = {
  reasons: { ...memoryReasons, ...engineReasons, ...licenseReasons, ...adviceReasons },
  findings: hardwareFindings,
  licenseFindings,
  obligations: obligationTexts,
  changes,
  terms,
  list,
};
