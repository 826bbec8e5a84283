import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../../../src/hardware/snapshot.ts';
import { replay } from './replay.ts';

async function machine() {
  const { hardware } = await replay({
    'nvidia-smi --query-gpu=all --format=csv':
      'index, name, memory.total [MiB], pci.bus_id\n0, NVIDIA L4, 23034 MiB, 00000000:01:00.0\n',
    '/proc/meminfo': 'MemTotal: 1048576 kB\nMemAvailable: 524288 kB\n',
  });
  return hardware;
}

function problems(text: string) {
  const read = readSnapshot(text, 'machine.json');
  return read.kind === 'error' ? read.findings : [];
}

describe('machine snapshots', () => {
  it('the hardware part and the whole answer read back the same', async () => {
    const hardware = await machine();
    const alone = readSnapshot(JSON.stringify(hardware), 'machine.json');
    const whole = readSnapshot(
      JSON.stringify({ schemaVersion: '1.4', command: 'detect', hardware, probes: [] }),
      '<stdin>',
    );
    expect(alone).toEqual({ kind: 'ok', hardware: { ...hardware, origin: 'snapshot' } });
    expect(whole).toEqual(alone);
  });

  it('every problem at its line, in one go', async () => {
    const hardware = await machine();
    const [device] = hardware.devices;
    const bad = {
      ...hardware,
      memory: { ...hardware.memory, totalBytes: -5 },
      devices: [{ ...device, vendor: 'nvidea', memoryTotalBytes: '24 GB' }],
    };
    const text = JSON.stringify({ hardware: bad }, null, 2);
    const found = problems(text);
    const lineOf = (part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1;
    expect(found.map(({ line }) => line)).toEqual(
      expect.arrayContaining([lineOf('"totalBytes": -5'), lineOf('nvidea'), lineOf('24 GB')]),
    );
    expect(found).toHaveLength(3);
    for (const one of found)
      expect(one).toMatchObject({ file: 'machine.json', remedy: expect.stringContaining('detect --json') });
  });

  it.each([
    ['', 'bad-json'],
    ['{"hardware": {', 'bad-json'],
    ['[]', 'bad-snapshot'],
    ['{"name": "something else"}', 'bad-snapshot'],
    ['{"schemaVersion": "2.0", "hardware": {}}', 'snapshot-version'],
  ])('%j is %s', (text, code) => {
    expect(problems(text)).toMatchObject([{ code, line: 1 }]);
  });

  it('missing keys of one object are one problem', () => {
    const found = problems('{\n "hardware": {"origin": "detected",\n  "memory": {}}}');
    expect(found).toContainEqual(
      expect.objectContaining({
        message: expect.stringMatching(/^hardware\.memory: lacks totalBytes, availableBytes/),
        line: 3,
      }),
    );
  });
});
