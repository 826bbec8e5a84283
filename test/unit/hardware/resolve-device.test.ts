import { describe, expect, it } from 'vitest';
import { type DeviceWitness, resolveDevice } from '../../../src/hardware/resolve-device.ts';
import { GIB, MIB } from '../../../src/units/quantities.ts';
import { devices } from './catalog-rows.ts';

function resolve(witness: DeviceWitness): string | readonly string[] {
  const match = resolveDevice(witness, devices);
  if (match.kind === 'found') return match.spec.id;
  return match.kind === 'ambiguous' ? match.candidates.map((spec) => spec.id).toSorted() : 'unknown';
}

describe('by name', () => {
  it.each([
    // Driver strings and listings.
    ['NVIDIA GeForce RTX 4090', 'rtx-4090'],
    ['NVIDIA GeForce RTX 4090 Laptop GPU', 'rtx-4090-laptop'],
    ['NVIDIA GeForce RTX 4090 D', 'rtx-4090-d'],
    ['NVIDIA GeForce RTX 5090 Laptop GPU', 'rtx-5090-laptop'],
    ['AD103M / GN21-X11 [GeForce RTX 4090 Laptop GPU]', 'rtx-4090-laptop'],
    ['NVIDIA GeForce RTX 4090/PCIe/SSE2', 'rtx-4090'],
    ['NVIDIA H100 80GB HBM3', 'h100-sxm5-80gb'],
    ['NVIDIA H100 PCIe', 'h100-pcie-80gb'],
    ['NVIDIA H100 NVL', 'h100-nvl-94gb'],
    ['NVIDIA A100-SXM4-40GB', 'a100-sxm4-40gb'],
    ['NVIDIA A100-PCIE-40GB', 'a100-pcie-40gb'],
    ['NVIDIA A100 80GB PCIe', 'a100-pcie-80gb'],
    ['Tesla V100-SXM2-16GB', 'v100-sxm2-16gb'],
    ['Tesla P100-PCIE-16GB', 'p100-pcie-16gb'],
    ['Tesla T4', 't4'],
    ['NVIDIA H200', 'h200-sxm-141gb'],
    ['NVIDIA GH200 480GB', 'gh200-96gb'],
    ['NVIDIA GB10', 'gb10'],
    ['NVIDIA RTX 6000 Ada Generation', 'rtx-6000-ada'],
    ['Quadro RTX 6000', 'quadro-rtx-6000'],
    ['NVIDIA RTX PRO 6000 Blackwell Workstation Edition', 'rtx-pro-6000-blackwell-workstation'],
    ['NVIDIA Corporation GA102GL [A10]', 'a10'],
    ['Radeon 8060S Graphics', 'strix-halo-395'],
    ['AMD RYZEN AI MAX+ 395 w/ Radeon 8060S', 'strix-halo-395'],
    ['Phoenix1 (Radeon 780M)', 'radeon-780m'],
    ['AMD Radeon 890M Graphics (RADV STRIX1)', 'radeon-890m'],
    ['Arcturus GL-XL [Instinct MI100]', 'mi100'],
    ['Intel(R) Arc(TM) 140V GPU (16GB)', 'arc-140v'],
    ['Intel(R) Graphics (BMG G31)', 'arc-pro-b70'],
    ['Intel(R) Arc(TM) A380 Graphics', 'arc-a380'],
    ['Apple M3 Max (40-core GPU)', 'm3-max-40c'],
    // Longer names are not mistaken for shorter ones, nor parts of words for names.
    ['a800 sxm4', 'a800-sxm4-80gb'],
    ['h800 sxm5', 'h800-sxm5-80gb'],
    ['jetson t4000', 'jetson-t4000'],
    ['bi-v100', 'bi-v100'],
    ['NVIDIA L40', 'l40'],
    ['NVIDIA L4', 'l4'],
    ['NVIDIA GeForce RTX 4060', 'rtx-4060'],
    // Several rows may be meant.
    ['NVIDIA GeForce RTX 4060 Ti', ['rtx-4060-ti-16gb', 'rtx-4060-ti-8gb']],
    ['NVIDIA GeForce RTX 3080', ['rtx-3080', 'rtx-3080-12gb']],
    ['A100', ['a100-pcie-40gb', 'a100-pcie-80gb', 'a100-sxm4-40gb', 'a100-sxm4-80gb']],
    ['NVIDIA GeForce GTX 1650', ['gtx-1650', 'gtx-1650-gddr6']],
    ['GTX 1650 GDDR6', 'gtx-1650-gddr6'],
    ['Apple M4 Max', ['m4-max-32c', 'm4-max-40c']],
    ['Navi 32 [Radeon RX 7700 XT / 7800 XT]', ['rx-7700-xt', 'rx-7800-xt']],
    // These say nothing.
    ['AMD Radeon Graphics', 'unknown'],
    ['Intel(R) Graphics', 'unknown'],
    ['NVIDIA Graphics Device', 'unknown'],
    ['GeForce RTX 2080 with Max-Q Design', 'unknown'],
    ['NVIDIA A10-24Q', 'unknown'],
    ['', 'unknown'],
  ])('%s', (model, expected) => {
    expect(resolve({ model })).toEqual(expected);
  });
});

describe('memory and cores choose among rows of one name', () => {
  it.each<[string, DeviceWitness, string | readonly string[]]>([
    ['RTX 3080 10 GB', { model: 'NVIDIA GeForce RTX 3080', memoryTotalBytes: 10240 * MIB }, 'rtx-3080'],
    ['RTX 3080 12 GB', { model: 'NVIDIA GeForce RTX 3080', memoryTotalBytes: 12288 * MIB }, 'rtx-3080-12gb'],
    ['RTX 3060 12 GB', { model: 'NVIDIA GeForce RTX 3060', memoryTotalBytes: 12288 * MIB }, 'rtx-3060-12gb'],
    ['RTX 3050 6 GB', { model: 'NVIDIA GeForce RTX 3050', memoryTotalBytes: 6144 * MIB }, 'rtx-3050-6gb'],
    ['RTX 4060 Ti 16 GB', { model: 'NVIDIA GeForce RTX 4060 Ti', memoryTotalBytes: 16380 * MIB }, 'rtx-4060-ti-16gb'],
    ['T4 with ECC', { model: 'Tesla T4', memoryTotalBytes: 15360 * MIB }, 't4'],
    ['H100 NVL beside 96 GB', { model: 'NVIDIA H100 NVL', memoryTotalBytes: 95830 * MIB }, 'h100-nvl-94gb'],
    ['M4 Max with 36 GB', { vendor: 'apple', model: 'Apple M4 Max', memoryTotalBytes: 36 * GIB }, 'm4-max-32c'],
    ['M4 Max with 64 GB', { vendor: 'apple', model: 'Apple M4 Max', memoryTotalBytes: 64 * GIB }, 'm4-max-40c'],
    [
      'M2 Pro by cores',
      { vendor: 'apple', model: 'Apple M2 Pro', memoryTotalBytes: 16 * GIB, cores: 19 },
      'm2-pro-19c',
    ],
    ['a size it never had', { model: 'NVIDIA GeForce RTX 4090', memoryTotalBytes: 12 * GIB }, 'unknown'],
    ['a part of a card', { model: 'AMD Instinct MI250X', memoryTotalBytes: 65520 * MIB }, 'mi250x'],
    ['MI50 with 32 GB', { model: 'Radeon Instinct MI50 32GB', memoryTotalBytes: 32752 * MIB }, 'mi50'],
  ])('%s', (_title, witness, expected) => {
    expect(resolve(witness)).toEqual(expected);
  });
});

describe('PCI ids come first, and are split where several products share one', () => {
  it.each<[string, DeviceWitness, string | readonly string[]]>([
    ['one product', { pciDeviceId: '10de:2684' }, 'rtx-4090'],
    ['the driver has no name yet', { model: 'NVIDIA Graphics Device', pciDeviceId: '10de:2b85' }, 'rtx-5090'],
    ['device part with vendor', { vendor: 'amd', pciDeviceId: '0x7551' }, 'ai-pro-r9700'],
    ['device part without vendor', { pciDeviceId: '7551' }, 'unknown'],
    ['744c by 24 GB', { vendor: 'amd', pciDeviceId: '1002:744c', memoryTotalBytes: 24560 * MIB }, 'rx-7900-xtx'],
    ['744c by 20 GB', { vendor: 'amd', pciDeviceId: '1002:744c', memoryTotalBytes: 20464 * MIB }, 'rx-7900-xt'],
    [
      '744c, 16 GB, stays open',
      { pciDeviceId: '1002:744c', memoryTotalBytes: 16368 * MIB },
      ['rx-7900-gre', 'rx-7900m'],
    ],
    ['744c, 16 GB, by units', { pciDeviceId: '1002:744c', memoryTotalBytes: 16368 * MIB, cores: 72 }, 'rx-7900m'],
    ['747e by memory', { pciDeviceId: '1002:747e', memoryTotalBytes: 16368 * MIB, cores: 60 }, 'rx-7800-xt'],
    [
      '73bf is three cards',
      { pciDeviceId: '1002:73bf', memoryTotalBytes: 16368 * MIB },
      ['rx-6800', 'rx-6800-xt', 'rx-6900-xt'],
    ],
    ['73bf by units', { pciDeviceId: '1002:73bf', memoryTotalBytes: 16368 * MIB, cores: 72 }, 'rx-6800-xt'],
    [
      '7550 by name',
      { pciDeviceId: '1002:7550', model: 'AMD Radeon RX 9070', memoryTotalBytes: 16304 * MIB },
      'rx-9070',
    ],
    ['1586 is all of Strix Halo', { pciDeviceId: '1002:1586' }, ['strix-halo-390', 'strix-halo-395']],
    ['1586 by units', { pciDeviceId: '1002:1586', cores: 40 }, 'strix-halo-395'],
    ['1586 by name', { pciDeviceId: '1002:1586', model: 'Radeon 8050S Graphics' }, 'strix-halo-390'],
    [
      '1f82: only the memory clock tells',
      { pciDeviceId: '10de:1f82', memoryTotalBytes: 4096 * MIB },
      ['gtx-1650', 'gtx-1650-gddr6'],
    ],
    ['25b6 by name', { pciDeviceId: '10de:25b6', model: 'NVIDIA A16', memoryTotalBytes: 15356 * MIB }, 'a16'],
    ['an unknown id leaves the name', { pciDeviceId: '10de:ffff', model: 'NVIDIA GeForce RTX 3090' }, 'rtx-3090'],
    ['another vendor’s name does not count', { vendor: 'iluvatar', model: 'V100' }, 'unknown'],
  ])('%s', (_title, witness, expected) => {
    expect(resolve(witness)).toEqual(expected);
  });
});

it('offers close names for an unknown one', () => {
  const match = resolveDevice({ model: 'rtx 4900' }, devices);
  expect(match).toMatchObject({ kind: 'unknown' });
  expect(match.kind === 'unknown' ? match.suggestions[0] : null).toBe('RTX 4090');
});

it('names the versions an alias chose among', () => {
  const match = resolveDevice({ model: 'H100 80GB' }, devices);
  expect(match.kind === 'found' ? match.alternatives.map((spec) => spec.id) : null).toEqual(['h100-pcie-80gb']);
});

it('knows every row by its id and by its name', () => {
  const lost = devices.filter((spec) => {
    const match = resolveDevice(
      { model: spec.name, memoryTotalBytes: spec.memoryOptionsBytes[0] ?? null, cores: spec.cores ?? null },
      devices,
    );
    return !(match.kind === 'found' ? [match.spec] : match.kind === 'ambiguous' ? match.candidates : []).includes(spec);
  });
  expect(lost.map((spec) => spec.id)).toEqual([]);
});
