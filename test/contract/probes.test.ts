import { describe, expect, it } from 'vitest';
import type { Vendor } from '../../src/domain/hardware.ts';
import { deviceFacts, NO_FACTS } from '../../src/hardware/facts.ts';
import type { Answer, ProbeContext } from '../../src/hardware/probe/probe.ts';
import { PROBES } from '../../src/hardware/probe/registry.ts';
import { replayHost } from '../../src/hardware/probe/replay-host.ts';

const VENDORS: readonly Vendor[] = [
  'nvidia',
  'amd',
  'intel',
  'apple',
  'huawei',
  'cambricon',
  'mthreads',
  'hygon',
  'metax',
  'iluvatar',
  'tenstorrent',
];
const PLATFORMS = ['linux', 'darwin', 'win32'] as const;

function contextOf(platform: (typeof PLATFORMS)[number], changes: Partial<ProbeContext> = {}): ProbeContext {
  return {
    host: replayHost({ platform, commands: {} }, new Map()),
    vendors: new Set(),
    wsl: false,
    tegra: false,
    pciListed: true,
    appleOnLinux: false,
    root: false,
    ...changes,
  };
}

const CONTEXTS: readonly ProbeContext[] = PLATFORMS.flatMap((platform) => [
  contextOf(platform),
  contextOf(platform, { vendors: new Set(VENDORS), root: true }),
  contextOf(platform, { vendors: new Set(VENDORS), pciListed: false, wsl: true, tegra: true, appleOnLinux: true }),
]);

/** A whole detection may take this long; a probe less. */
const LONGEST_MS = 10_000;

it('has no two probes of one name', () => {
  expect(new Set(PROBES.map(({ id }) => id)).size).toBe(PROBES.length);
});

describe.each(PROBES.map((probe) => [probe.id, probe] as const))('%s', (_id, probe) => {
  it('names its platforms and programs', () => {
    expect(probe.platforms.length).toBeGreaterThan(0);
    expect(probe.programs.length).toBeGreaterThan(0);
    for (const program of [...probe.programs, ...(probe.unless ?? [])]) expect(program).toMatch(/^[\w.-]+$/);
    // What makes it superfluous is a probe itself.
    const known = PROBES.flatMap(({ programs }) => programs);
    for (const program of probe.unless ?? []) expect(known).toContain(program);
    for (const program of probe.unless ?? []) expect(probe.programs).not.toContain(program);
  });

  it.each(CONTEXTS.map((context, i) => [i, context] as const))(
    'starts only fixed words with a limit (%i)',
    async (_i, context) => {
      expect(typeof probe.wanted(context)).toBe('boolean');
      for (const folder of (await probe.folders?.(context)) ?? []) expect(folder).toMatch(/^(\/|[A-Z]:\\)/);
      for (const { args, limitMs } of probe.commands(context)) {
        expect(limitMs).toBeGreaterThan(0);
        expect(limitMs).toBeLessThan(LONGEST_MS);
        for (const arg of args) expect(typeof arg).toBe('string');
      }
    },
  );

  it('asks no endless row of further questions', () => {
    const device = deviceFacts('nvidia-smi-csv', 'nvidia', { listed: 'gpu:0', migMode: 'enabled' });
    const many: Answer = {
      command: { args: [], limitMs: 1 },
      result: { outcome: 'ok', stdout: '', stderr: '', exitCode: 0, milliseconds: 1 },
      facts: { ...NO_FACTS, devices: Array.from({ length: 1000 }, () => device) },
    };
    expect((probe.follow?.([many]) ?? []).length).toBeLessThanOrEqual(64);
    expect(probe.follow?.([]) ?? []).toEqual([]);
  });

  it.each([
    '',
    '\n',
    'command not found',
    '{}',
    '[]',
    'null',
    '{"devices": null}',
    '{"error": "no driver", "errno": 1}',
    '<xml/>',
    '\u0000\ufffd',
    'N/A, N/A, N/A',
  ])('makes nothing out of %j', (text) => {
    const said = probe.parse({ command: probe.programs[0] ?? '', text });
    expect(said.devices).toEqual([]);
    expect(said.memory?.totalBytes ?? null).toBeNull();
  });
});
