import * as z from 'zod';
import type { HostSpec } from '../../domain/hardware.ts';
import { type Authored, authoredExtras, bandwidthValue, idText, text } from './common.ts';

/** One CPU platform or SoC row of `catalog/hosts.yaml`, under `hosts:`. */
export const HostSchema: z.ZodType<Authored<HostSpec>> = z.strictObject({
  id: idText,
  name: text,
  match: z
    .array(z.string().regex(/^[^A-Z]+$/, 'expected a lower-case fragment'))
    .min(1)
    .meta({
      description: 'Lower-case words that identify the CPU model string; ? is one character, * any number of them.',
      examples: [['ryzen 9 7950x', 'epyc 7??2*']],
    }),
  channels: z.int().positive().exactOptional().exactOptional().meta({ description: 'Memory channels of 64 bits.' }),
  speedMegatransfersPerSecond: z.number().positive().exactOptional().exactOptional(),
  bandwidthBytesPerSecond: bandwidthValue.meta({ description: 'Theoretical memory bandwidth.' }),
  class: z.enum(['desktop', 'laptop', 'server', 'soc', 'board']),
  ...authoredExtras,
});
