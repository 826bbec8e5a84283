import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectHardware } from '../../../src/hardware/detect.ts';
import { realHost } from '../../../src/hardware/probe/real-host.ts';
import { recordedHost } from '../../../src/hardware/probe/recorded-host.ts';
import { recordingHost } from '../../../src/hardware/probe/recording-host.ts';
import { MIB } from './replay.ts';

const onUnix = process.platform === 'win32' ? describe.skip : describe;
let folder = '';

/** A host on which `nvidia-smi` is this shell script, and no other tool is installed. */
function hostWith(script: string) {
  const program = join(folder, 'nvidia-smi');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return realHost({ PATH: folder });
}

/** The longest pause of the event loop while `work` runs. */
async function longestPause(work: Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await work;
  clearInterval(timer);
  return longest;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'llm-advisor-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

onUnix('a tool that misbehaves', () => {
  it('hangs: the answer comes within the limit and says so', async () => {
    const start = performance.now();
    const { hardware, probes } = await detectHardware(hostWith('exec /bin/sleep 60'), { limitMs: 400 });
    expect(performance.now() - start).toBeLessThan(1500);
    expect(probes).toContainEqual(expect.objectContaining({ id: 'nvidia-smi', outcome: 'timeout' }));
    expect(hardware.findings.map((one) => one.code)).toContain('probe-timeout');
    expect(hardware.memory.totalBytes).not.toBeNull();
  });

  it('leaves a child that keeps its pipes open: not waited for either', async () => {
    const start = performance.now();
    await detectHardware(hostWith('/bin/sleep 5 &\nexec /bin/sleep 60'), { limitMs: 300 });
    expect(performance.now() - start).toBeLessThan(1500);
  });

  it('floods: cut off at the cap, without stopping the event loop', async () => {
    const flood = hostWith('/usr/bin/head -c 100000000 /dev/zero');
    const work = flood.exec(join(folder, 'nvidia-smi'), [], 4000);
    expect(await longestPause(work)).toBeLessThan(250);
    expect(await work).toMatchObject({ outcome: 'failed', stderr: 'more than 32 MiB of output' });
  });

  it('dies, complains, prints invalid UTF-8', async () => {
    const dead = hostWith('kill -9 $$');
    expect(await dead.exec(join(folder, 'nvidia-smi'), [], 2000)).toMatchObject({
      outcome: 'failed',
      stderr: 'ended by SIGKILL',
    });
    const mismatch = hostWith('echo "Failed to initialize NVML: Driver/library version mismatch"; exit 18');
    const { probes } = await detectHardware(mismatch, { limitMs: 2000 });
    expect(probes).toContainEqual(
      expect.objectContaining({
        id: 'nvidia-smi',
        outcome: 'failed',
        detail: 'Failed to initialize NVML: Driver/library version mismatch',
      }),
    );
    const bytes = hostWith("printf 'index, name, memory.total [MiB]\\n0, NVIDIA \\377\\376 A10, 23028 MiB\\n'");
    const { hardware } = await detectHardware(bytes, { limitMs: 2000 });
    expect(hardware.devices).toMatchObject([{ model: 'NVIDIA A10', memoryTotalBytes: 23028 * MIB }]);
  });

  it('knows fewer fields: asked again with the old ones', async () => {
    const old = hostWith(
      'case "$*" in *compute_cap*) echo \'Field "compute_cap" is not a valid field to query.\'; exit 2;; esac\n' +
        "echo 'index, uuid, pci.bus_id, name, memory.total [MiB], memory.used [MiB], memory.free [MiB], driver_version'\n" +
        "echo '0, GPU-1, 00000000:01:00.0, Tesla P40, 22919 MiB, 0 MiB, 22919 MiB, 384.81'",
    );
    const { hardware } = await detectHardware(old, { limitMs: 3000 });
    expect(hardware.devices).toMatchObject([{ model: 'Tesla P40', memoryFreeBytes: 22919 * MIB, driver: '384.81' }]);
  });
});

onUnix('a recording', () => {
  it('replays to the machine it was made on, without serials', async () => {
    const host = hostWith(
      "echo 'index, uuid, pci.bus_id, name, memory.total [MiB], memory.reserved [MiB], memory.used [MiB], memory.free [MiB]'\n" +
        "echo '0, GPU-5f1c9c1e-83a1-4d8e-9f07-0a1b2c3d4e5f, 00000000:01:00.0, NVIDIA L4, 23034 MiB, 400 MiB, 34 MiB, 22600 MiB'",
    );
    const target = join(folder, 'recording');
    const { hardware } = await detectHardware(recordingHost(host, target));
    const again = await detectHardware(recordedHost(target));
    const scrubbed = { uuid: 'GPU-00000001-0000-4000-8000-000000000001' };
    expect(again.hardware).toEqual({
      ...hardware,
      origin: 'replayed',
      devices: hardware.devices.map((device) => ({ ...device, ...scrubbed })),
    });
    expect(again.probes.filter((probe) => probe.id === 'nvidia-smi')).toHaveLength(1);
  });

  it('a folder that is not there is one clear error', () => {
    expect(() => recordedHost(join(folder, 'nothing'))).toThrow(/cannot read the recording/);
  });
});

describe('this machine', () => {
  it('has RAM and a CPU, and detection is quick', async () => {
    const { hardware, probes } = await detectHardware(realHost());
    expect(hardware.memory.totalBytes).toBeGreaterThan(2 ** 28);
    expect(hardware.cpu.logicalCores).toBeGreaterThanOrEqual(1);
    expect(probes.length).toBeGreaterThanOrEqual(1);
  });
});
