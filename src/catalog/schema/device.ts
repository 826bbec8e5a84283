import * as z from 'zod';
import type { DeviceSpec } from '../../domain/hardware.ts';
import { VENDORS } from '../../domain/vendors.ts';
import { type Authored, authoredExtras, bandwidthValue, idText, operationsValue, sizeValue, text } from './common.ts';

/** One accelerator or SoC row of `catalog/devices/<vendor>.yaml`, under `devices:`. */
export const DeviceSchema: z.ZodType<Authored<DeviceSpec>> = z.strictObject({
  id: idText.meta({ description: 'Stable id, lower case with dashes.', examples: ['rtx-4090'] }),
  name: text.meta({ description: 'The name people use.', examples: ['NVIDIA GeForce RTX 4090'] }),
  vendor: z.enum(VENDORS),
  kind: z.enum(['gpu', 'igpu', 'npu']),
  generation: text.meta({ description: 'Architecture generation.', examples: ['Ada Lovelace', 'RDNA 3'] }),
  form: z.enum(['desktop', 'laptop', 'workstation', 'datacenter', 'soc', 'accelerator', 'embedded']),
  memoryOptionsBytes: z.array(sizeValue).meta({
    description:
      'Nominal memory sizes this name was sold with; for SoCs the RAM options. Empty: whatever RAM the machine has.',
    examples: [['24GiB']],
  }),
  unified: z.boolean().default(false).meta({ description: 'Shares its memory with the host.' }),
  memoryKind: text.exactOptional().meta({ description: 'Kind of memory.', examples: ['GDDR6', 'HBM3'] }),
  bandwidthBytesPerSecond: bandwidthValue.exactOptional(),
  measuredBandwidthBytesPerSecond: bandwidthValue.exactOptional(),
  fp16OperationsPerSecond: operationsValue.exactOptional(),
  int8OperationsPerSecond: operationsValue.exactOptional(),
  fp8OperationsPerSecond: operationsValue.exactOptional(),
  computeCapability: z
    .string()
    .regex(/^\d+\.\d$/, 'expected "major.minor" in quotes, such as "8.9"')
    .exactOptional()
    .meta({ description: 'CUDA compute capability, in quotes.', examples: ['8.9'] }),
  gfx: z
    .string()
    .regex(/^gfx[0-9a-f]+$/, 'expected a gfx name such as "gfx1100"')
    .exactOptional(),
  cores: z.int().positive().exactOptional(),
  visibleBytes: sizeValue
    .exactOptional()
    .meta({ description: 'Measured total the driver shows, where it is less than the name says.' }),
  tdpWatts: z.number().positive().exactOptional(),
  priceUsd: z.number().positive().exactOptional().meta({ description: 'Launch price.' }),
  interconnect: z.enum(['nvlink', 'pcie', 'infinity-fabric', 'none']).exactOptional(),
  devicesPerCard: z
    .int()
    .min(2)
    .exactOptional()
    .meta({ description: 'Devices one card shows up as; the figures are for one device.', examples: [2] }),
  pciIds: z
    .array(
      z
        .string()
        .regex(
          /^[0-9a-f]{4}(:[0-9a-f]{4})?$/,
          'expected "device" or "vendor:device" in lower-case hex, such as "10de:2684"',
        ),
    )
    .default([]),
  aliases: z.array(text).default([]),
  confidence: z.enum(['high', 'medium', 'low', 'reported']),
  ...authoredExtras,
});
