import * as z from 'zod';

const bytes = z.int().nonnegative();
const text = z.string().nullable();
const sourced = z.looseObject({
  value: z.number(),
  basis: z.enum(['measured', 'published', 'derived', 'assumed']),
  source: z.string().optional(),
});

const mig = z.looseObject({
  index: z.int().nullable(),
  giId: z.int().nullable(),
  ciId: z.int().nullable(),
  profile: text,
  uuid: text,
  memoryTotalBytes: bytes.nullable(),
  memoryReservedBytes: bytes.nullable(),
  memoryUsedBytes: bytes.nullable(),
  memoryFreeBytes: bytes.nullable(),
  capacityBytes: bytes.nullable(),
});

const device = z.looseObject({
  id: z.string(),
  vendor: z.string(),
  kind: z.enum(['gpu', 'igpu', 'npu']),
  model: text,
  catalogId: text,
  pciBusId: text,
  pciDeviceId: text,
  uuid: text,
  memoryTotalBytes: bytes.nullable(),
  memoryReservedBytes: bytes.nullable(),
  memoryUsedBytes: bytes.nullable(),
  memoryFreeBytes: bytes.nullable(),
  capacityBytes: bytes.nullable(),
  unified: z.boolean(),
  computeCapability: text,
  gfx: text,
  ecc: z.boolean().nullable(),
  migMode: z.enum(['enabled', 'disabled']).nullable(),
  mig: z.array(mig),
  cores: z.int().nullable(),
  driver: text,
  usable: z.boolean(),
  unusableBecause: text,
  witnesses: z.array(z.string()),
});

const finding = z.looseObject({
  code: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string().describe('The finding in English.'),
});

/** The machine an answer speaks of. `null`: no witness said so. */
export const hardware = z.looseObject({
  origin: z.enum(['detected', 'replayed', 'described', 'snapshot']),
  system: z.looseObject({
    platform: z.enum(['linux', 'darwin', 'win32']),
    arch: z.string(),
    osName: text,
    osVersion: text,
    kernel: text,
    wsl: z.boolean(),
    container: text,
    cgroupVersion: z
      .union([z.literal(1), z.literal(2)])
      .nullable()
      .optional(),
  }),
  cpu: z.looseObject({
    model: text,
    vendor: text,
    physicalCores: z.int().nullable(),
    logicalCores: z.int().nullable(),
    performanceCores: z.int().nullable(),
    sockets: z.int().nullable(),
    numaNodes: z.int().nullable().optional(),
    instructionSets: z.array(z.string()),
    quotaCores: z.number().nullable(),
    catalogId: text,
  }),
  memory: z.looseObject({
    totalBytes: bytes.nullable(),
    availableBytes: bytes.nullable(),
    limitBytes: bytes.nullable(),
    swapTotalBytes: bytes.nullable(),
    bandwidthBytesPerSecond: sourced.nullable(),
    channels: z.int().nullable(),
    speedMegatransfersPerSecond: z.number().nullable(),
    modules: z.looseObject({ count: z.int(), installedBytes: bytes.nullable(), type: text }).nullable().optional(),
  }),
  devices: z.array(device),
  pools: z.array(
    z.looseObject({
      vendor: z.string(),
      unified: z.boolean(),
      count: z.int().nonnegative(),
      sumCapacityBytes: bytes.nullable(),
      largestCapacityBytes: bytes.nullable(),
      sumFreeNowBytes: bytes.nullable(),
    }),
  ),
  displayOnly: z.array(z.looseObject({ pciBusId: text, name: z.string() })),
  ignoredAdapters: z.array(z.looseObject({ name: z.string(), reason: z.string() })),
  findings: z.array(finding),
});
