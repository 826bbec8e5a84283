import type { Device } from '../../domain/hardware.ts';
import type { DetectResult } from '../../domain/result.ts';
import { trimDecimals } from '../../units/format.ts';
import { type Block, paragraph } from '../blocks.ts';
import type { Cell } from '../layout/table.ts';
import { gibNumber } from './cells.ts';
import type { Words } from './words.ts';

/** The machine as seen; `doctor` adds how every probe went. */
export function viewDetect({ hardware, probes, command }: DetectResult, words: Words): readonly Block[] {
  const { labels, sentences, figures, explain } = words;
  const { system, cpu, memory } = hardware;
  const cores = cpu.physicalCores ?? cpu.logicalCores;
  const bandwidth = memory.bandwidthBytesPerSecond;
  const known = (parts: readonly (string | null)[]): string =>
    parts.filter((part) => part !== null && part !== '').join(sentences.comma);
  return [
    ...paragraph(
      labels.system,
      known([
        [system.osName ?? system.platform, system.osVersion].filter(Boolean).join(' '),
        system.arch,
        system.wsl ? 'WSL' : null,
        system.container,
      ]),
    ),
    ...paragraph(
      labels.cpu,
      known([
        cpu.model ?? labels.unknown,
        cores === null ? null : sentences.cores(cores),
        cpu.instructionSets.join(' '),
      ]),
    ),
    ...paragraph(
      labels.ram,
      known([
        memory.totalBytes === null
          ? labels.unknown
          : sentences.amountFree(
              figures.memory(memory.totalBytes),
              memory.availableBytes === null ? null : figures.memory(memory.availableBytes),
            ),
        bandwidth === null
          ? null
          : sentences.noted(`${trimDecimals(bandwidth.value / 1e9, 0)} GB/s`, figures.term('basis', bandwidth.basis)),
      ]),
    ),
    ...(hardware.devices.length === 0
      ? paragraph(labels.device, sentences.noDevices())
      : [deviceTable(hardware.devices, words)]),
    ...paragraph(
      labels.ignored,
      [
        ...hardware.displayOnly.map(({ name }) => name),
        ...hardware.ignoredAdapters.map(({ name, reason }) => `${name} (${reason})`),
      ].join(sentences.comma),
    ),
    ...hardware.findings.flatMap((finding) =>
      paragraph(figures.term('level', finding.level), sentences.sentence([explain.finding(finding)])),
    ),
    ...(command === 'doctor' ? [probeTable(probes, words)] : []),
  ];
}

function deviceTable(devices: readonly Device[], { labels }: Words): Block {
  const gib = (bytes: number | null): string => (bytes === null ? labels.unknown : gibNumber(bytes));
  const rows = devices.map((device) => ({
    id: device.id,
    name: device.model ?? `${device.vendor} (${device.pciDeviceId ?? device.kind})`,
    total: gib(device.memoryTotalBytes ?? device.capacityBytes),
    free: gib(device.memoryFreeBytes),
    capability: device.computeCapability ?? device.gfx ?? '',
    driver: device.driver ?? '',
    counted: {
      text: device.usable ? labels.yes : labels.no,
      tone: device.usable ? ('good' as const) : ('bad' as const),
    },
  }));
  const name = { header: labels.device, shrinkTo: 14 };
  const total = { header: labels.memoryTotalGib, align: 'right' as const };
  const free = { header: labels.memoryFreeGib, align: 'right' as const };
  return {
    kind: 'table',
    titles: 2,
    layouts: [
      {
        columns: [
          { header: '' },
          name,
          total,
          free,
          { header: labels.capability },
          { header: labels.driver, shrinkTo: 10 },
          { header: labels.counted },
        ],
        rows: rows.map((row): Cell[] => [
          { text: row.id },
          { text: row.name },
          { text: row.total },
          { text: row.free },
          { text: row.capability },
          { text: row.driver },
          row.counted,
        ]),
      },
      {
        columns: [{ header: '' }, name, total, free, { header: labels.counted }],
        rows: rows.map((row): Cell[] => [
          { text: row.id },
          { text: row.name },
          { text: row.total },
          { text: row.free },
          row.counted,
        ]),
      },
    ],
  };
}

function probeTable(probes: DetectResult['probes'], { labels, figures }: Words): Block {
  return {
    kind: 'table',
    titles: 1,
    layouts: [
      {
        columns: [
          { header: labels.probe, shrinkTo: 16 },
          { header: labels.outcome },
          { header: labels.duration, align: 'right' },
          { header: labels.detail, shrinkTo: 16 },
        ],
        rows: probes.map(({ id, outcome, milliseconds, detail }) => [
          { text: id },
          {
            text: figures.term('probe', outcome),
            tone: outcome === 'ok' ? 'good' : outcome === 'absent' ? 'muted' : 'bad',
          },
          { text: milliseconds === null ? '' : String(Math.round(milliseconds)) },
          { text: detail ?? '' },
        ]),
      },
    ],
  };
}
