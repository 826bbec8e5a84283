import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Hardware } from '../../src/domain/hardware.ts';
import { appleLimit } from '../../src/hardware/apple-limit.ts';
import { detectHardware } from '../../src/hardware/detect.ts';
import { visibleOf } from '../../src/hardware/merge/visible.ts';
import { recordedHost } from '../../src/hardware/probe/recorded-host.ts';
import { describeShared, readShared, sharedPath } from './shared.ts';

const FOLDER = 'fixtures/hardware';

/**
 * Situations whose expectation we do not meet, with date and reason. Each must stay necessary: one that passes fails the test.
 */
const EXCEPTIONS: Readonly<Record<string, { readonly since: string; readonly reason: string }>> = {
  'nvidia-8x-h100-table': {
    since: '2026-11-25',
    reason:
      'expects no device of a bare table; the table names eight whole cards, as it does where other situations expect them',
  },
  'macos-m4-mac-mini-16gb': {
    since: '2026-11-25',
    reason: 'expects no capacity although RAM and macOS 15.3.1 are given; the rule of macOS 15 gives 2/3 of RAM',
  },
};

const DEVICE_FIELDS = [
  'vendor',
  'kind',
  'model',
  'pciBusId',
  'memoryTotalBytes',
  'memoryReservedBytes',
  'memoryUsedBytes',
  'memoryFreeBytes',
  'capacityBytes',
  'unified',
  'computeCapability',
  'gfx',
  'ecc',
  'migMode',
  'usable',
] as const;

type Fields = Readonly<Record<string, unknown>>;

interface Expected {
  readonly devices: readonly (Fields & { readonly mig?: readonly Fields[] })[];
  readonly pools: readonly Fields[];
  readonly displayOnly?: readonly Fields[];
  readonly diagnostics?: readonly string[];
  readonly system?: Fields & { readonly cpu?: Fields; readonly memory?: Fields };
}

/** Every difference between what a replay gave and what is expected. */
function differences(found: Hardware, expected: Expected): readonly string[] {
  const out: string[] = [];
  const same = (what: string, got: unknown, want: unknown): void => {
    if (got !== want) out.push(`${what}: ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`);
  };
  same('devices', found.devices.length, expected.devices.length);
  for (const [i, want] of expected.devices.entries()) {
    const got: Fields = {
      ...(found.devices.find((device) => want.pciBusId && device.pciBusId === want.pciBusId) ?? found.devices[i]),
    };
    for (const field of DEVICE_FIELDS) if (field in want) same(`device ${i} ${field}`, got[field], want[field]);
    const slices = (got.mig ?? []) as readonly Fields[];
    for (const [j, slice] of (want.mig ?? []).entries())
      for (const [key, value] of Object.entries(slice)) same(`device ${i} mig ${j} ${key}`, slices[j]?.[key], value);
  }
  same('pools', found.pools.length, expected.pools.length);
  for (const want of expected.pools) {
    const got: Fields = { ...found.pools.find((pool) => pool.vendor === want.vendor && pool.unified === want.unified) };
    for (const [key, value] of Object.entries(want)) same(`pool ${String(want.vendor)} ${key}`, got[key], value);
  }
  for (const want of expected.displayOnly ?? [])
    same(
      `display only ${String(want.pciBusId)}`,
      found.displayOnly.some((one) => one.pciBusId === want.pciBusId),
      true,
    );
  for (const code of expected.diagnostics ?? [])
    same(
      `finding ${code}`,
      found.findings.some((one) => one.code === code),
      true,
    );
  for (const [what, got, want] of systemPairs(found, expected))
    if (want !== undefined && want !== null) same(what, got, want);
  return out;
}

const INSTRUCTIONS: Readonly<Record<string, string>> = {
  avx2: 'avx2',
  avx512: 'avx512f',
  avx512Vnni: 'avx512_vnni',
  amx: 'amx_tile',
  sve2: 'sve2',
  bf16: 'bf16',
  i8mm: 'i8mm',
  neon: 'neon',
};

function systemPairs(
  { memory, cpu, system }: Hardware,
  expected: Expected,
): readonly (readonly [string, unknown, unknown])[] {
  const want = expected.system ?? {};
  const wantCpu = want.cpu ?? {};
  const wantMemory = want.memory ?? {};
  return [
    ['RAM', memory.totalBytes, want.ramTotalBytes],
    ['RAM available', memory.availableBytes, want.ramAvailableBytes],
    ['swap', memory.swapTotalBytes, want.swapTotalBytes],
    ['cgroup version', system.cgroupVersion, want.cgroupVersion],
    ['cgroup limit', memory.limitBytes, want.cgroupMemoryLimitBytes],
    [
      'cgroup cores',
      cpu.quotaCores?.toFixed(9),
      typeof want.cgroupCpuLimit === 'number' ? want.cgroupCpuLimit.toFixed(9) : undefined,
    ],
    ['macOS', system.osVersion, want.osVersion],
    ['NUMA nodes', cpu.numaNodes, want.numaNodes ?? wantCpu.numaNodes],
    ['CPU', cpu.model, wantCpu.model],
    ['CPUs', cpu.logicalCores, wantCpu.logical],
    ['cores', cpu.physicalCores, wantCpu.cores],
    ['fast cores', cpu.performanceCores, wantCpu.performanceCores],
    ['sockets', cpu.sockets, wantCpu.sockets],
    ...Object.entries(INSTRUCTIONS).map(
      ([key, name]) => [key, cpu.instructionSets.includes(name), wantCpu[key]] as const,
    ),
    ['modules', memory.modules?.count, wantMemory.modules],
    ['installed', memory.modules?.installedBytes, wantMemory.installedBytes],
    ['channels', memory.channels, wantMemory.channels],
    ['speed', memory.speedMegatransfersPerSecond, (wantMemory.configuredMTs as readonly number[] | undefined)?.[0]],
    ['type', memory.modules?.type, wantMemory.type],
  ];
}

function situations(): readonly string[] {
  if (!existsSync(sharedPath(FOLDER))) return [];
  return readdirSync(sharedPath(FOLDER)).filter((name) => existsSync(sharedPath(`${FOLDER}/${name}/expected.json`)));
}

const replayable = situations().filter((name) => !/^(fleet|env|macos-metal)-/.test(name));

describeShared('recorded machines, replayed', [FOLDER], () => {
  it('there are dozens of them, and every exception is one of them', () => {
    expect(replayable.length).toBeGreaterThanOrEqual(57);
    expect(Object.keys(EXCEPTIONS).filter((name) => !replayable.includes(name))).toEqual([]);
  });

  it.each(replayable)('%s', async (name) => {
    const { expected } = JSON.parse(readShared(`${FOLDER}/${name}/expected.json`)) as { expected: Expected };
    const { hardware } = await detectHardware(recordedHost(sharedPath(`${FOLDER}/${name}`)));
    const found = differences(hardware, expected);
    if (name in EXCEPTIONS) expect(found, `${name} passes now: drop its exception`).not.toEqual([]);
    else expect(found).toEqual([]);
  });
});

const limits = situations().filter((name) => name.startsWith('macos-metal-limit'));

describeShared('Metal limits, as logged by an engine', [FOLDER], () => {
  it.each(limits)('%s', (name) => {
    const { expected } = JSON.parse(readShared(`${FOLDER}/${name}/expected.json`)) as {
      expected: {
        devices: { capacityBytes: number }[];
        given: { ramTotalBytes: number; macosMajor: number; iogpuWiredLimitMb: number };
      };
    };
    const { ramTotalBytes, macosMajor, iogpuWiredLimitMb } = expected.given;
    const limit = appleLimit(ramTotalBytes, macosMajor, iogpuWiredLimitMb * 2 ** 20);
    expect(Math.abs(limit.bytes - (expected.devices[0]?.capacityBytes ?? 0))).toBeLessThanOrEqual(16 * 1024);
  });
});

describeShared('visible devices, from the documentation', [FOLDER], () => {
  const file = JSON.parse(
    existsSync(sharedPath(FOLDER))
      ? readShared(`${FOLDER}/env-visible-devices-basic/cases.json`)
      : '{"devices":[],"cases":[]}',
  ) as {
    devices: { index: number; uuid: string }[];
    cases: { env: Record<string, string>; visible: number[] }[];
  };
  it.each(file.cases)('$env', ({ env, visible }) => {
    const devices = file.devices.map((device) => ({ ...device, migUuids: [] }));
    expect(visibleOf(env.CUDA_VISIBLE_DEVICES, devices)).toEqual(visible);
  });
});
