import type { ModulesWitness } from '../facts.ts';
import { lines, said, sizeBytes, sumKnown } from './quantity.ts';

interface Module {
  readonly bytes: number | null;
  readonly type: string | null;
  readonly speed: number | null;
  readonly channel: string | null;
  readonly bits: number | null;
}

/**
 * `dmidecode -t memory`: populated modules, their configured speed (MT/s, also where old versions print MHz) and the channels
 * named in the locators. Channels stay unknown where no locator names one.
 */
export function parseDmidecode(text: string): ModulesWitness | null {
  const modules: Module[] = [];
  for (const block of text.split(/\n(?=Handle 0x)/)) {
    if (!/\n\s*Memory Device\s*(?:\n|$)/.test(`\n${block}`)) continue;
    const fields = new Map<string, string>();
    for (const line of lines(block, 400)) {
      const match = /^\s+([^:]+):\s*(.*?)\s*$/.exec(line);
      if (match) fields.set((match[1] ?? '').toLowerCase(), match[2] ?? '');
    }
    const size = fields.get('size') ?? '';
    if (/no module installed|not installed/i.test(size) || size === '') continue;
    modules.push({
      bytes: sizeBytes(size),
      type: said(fields.get('type')),
      speed:
        megatransfers(fields.get('configured memory speed') ?? fields.get('configured clock speed')) ??
        megatransfers(fields.get('speed')),
      channel: channelOf(fields.get('bank locator') ?? '', fields.get('locator') ?? ''),
      bits: Number(/^(\d+) bits/.exec(fields.get('data width') ?? '')?.[1]) || null,
    });
  }
  if (modules.length === 0) return null;
  const speeds = modules.map((module) => module.speed).filter((speed) => speed !== null);
  const channels = modules.map((module) => module.channel);
  const sizes = new Set(modules.map((module) => module.bytes));
  return {
    count: modules.length,
    installedBytes: sumKnown(modules.map((module) => module.bytes)),
    type: modules[0]?.type ?? null,
    // The slowest module sets the pace of all.
    speedMegatransfersPerSecond: speeds.length > 0 ? Math.min(...speeds) : null,
    channels: channels.some((channel) => channel === null) ? null : new Set(channels).size,
    busBits: modules[0]?.bits ?? null,
    unequal: sizes.size > 1,
  };
}

function megatransfers(text: string | undefined): number | null {
  const match = /^(\d{2,5})\s*(MT\/s|MHz)/i.exec(text ?? '');
  return match ? Number(match[1]) : null;
}

/** `P0 CHANNEL A`, `ChannelA-DIMM0`, `DIMM_A1`, `CPU1_DIMM_B2`, `P1-DIMMC1`, `Node0_Bank0 … MC 0 CH B`. */
function channelOf(bank: string, locator: string): string | null {
  for (const text of [`${bank} ${locator}`, locator, bank]) {
    const socket = /\b(?:P|CPU|PROC|NODE|Socket)[ _]?(\d+)/i.exec(text)?.[1] ?? '0';
    const controller = /\bMC ?(\d)/i.exec(text)?.[1] ?? '0';
    const channel =
      /channel[ _-]?([A-P]|\d{1,2})(?![A-Za-z])/i.exec(text)?.[1] ??
      /\bCH[ _-]?([A-P]|\d{1,2})\b/i.exec(text)?.[1] ??
      /DIMM[ _-]?([A-P])\d?\b/i.exec(text)?.[1];
    if (channel !== undefined) return `${socket}/${controller}/${channel.toUpperCase()}`;
  }
  return null;
}
