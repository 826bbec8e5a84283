import type { Device, Hardware } from '../../domain/hardware.ts';
import type { RecommendRequest } from '../../domain/result.ts';
import { type Block, paragraph } from '../blocks.ts';
import type { Words } from './words.ts';

interface Group {
  readonly device: Device;
  count: number;
}

function groups(devices: readonly Device[]): readonly Group[] {
  const found = new Map<string, Group>();
  for (const device of devices) {
    const key = [device.model, device.capacityBytes, device.memoryFreeBytes].join('|');
    const group = found.get(key);
    if (group === undefined) found.set(key, { device, count: 1 });
    else group.count++;
  }
  return [...found.values()];
}

/** One line about the machine that was judged. */
function machineText(hardware: Hardware, { figures, sentences, labels }: Words): string {
  const amount = (bytes: number | null): string | null => (bytes === null ? null : figures.memory(bytes));
  // All of it free goes without saying.
  const free = (bytes: number | null, total: number | null): string | null =>
    amount(bytes) === amount(total) ? null : amount(bytes);
  const parts = groups(hardware.devices.filter(({ usable }) => usable)).map(({ device, count }) =>
    sentences.devices(
      count,
      device.model ?? device.vendor,
      amount(device.capacityBytes),
      free(device.memoryFreeBytes, device.capacityBytes),
    ),
  );
  if (parts.length === 0) parts.push(sentences.noDevices());
  const { cpu, memory } = hardware;
  // A chip that is both is named once.
  const { model: chip } = cpu;
  if (chip !== null && !hardware.devices.some(({ usable, model }) => usable && model?.startsWith(chip) === true))
    parts.push(chip);
  parts.push(
    memory.totalBytes === null
      ? sentences.labelled(labels.ram, labels.unknown)
      : sentences.ramOf(figures.memory(memory.totalBytes), free(memory.availableBytes, memory.totalBytes)),
  );
  return sentences.machine(parts, figures.term('origin', hardware.origin));
}

/** What was understood, and what the user must know about the machine before the answer. */
export function situation(hardware: Hardware, request: RecommendRequest | null, words: Words): readonly Block[] {
  const { figures, sentences, labels, explain } = words;
  const need =
    request === null
      ? ''
      : sentences.needs(
          {
            useCase: figures.term('useCase', request.useCase),
            languages: request.languages.map((code) => figures.term('language', code)),
            context: figures.tokens(request.contextTokens),
            users: request.users,
            license: request.license,
          },
          figures,
        );
  return [
    ...paragraph(labels.machine, machineText(hardware, words)),
    ...paragraph(labels.need, need),
    ...hardware.findings
      .filter(({ level }) => level !== 'info')
      .flatMap((finding): readonly Block[] => [
        {
          kind: 'paragraph',
          label: figures.term('level', finding.level),
          text: sentences.sentence([explain.finding(finding)]),
          tone: finding.level === 'error' ? 'bad' : 'careful',
        },
      ]),
  ];
}
