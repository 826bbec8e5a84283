import { GB } from '../../units/quantities.ts';
import type { EntryRule, LintEntry, LintReport } from './contract.ts';
import { files, sample } from './samples.ts';

/** Published figures are rounded to the gigabyte. */
const TOLERANCE = 0.03;
const BYTES_PER_TRANSFER = 8;

export const hostBandwidth: EntryRule<'hosts'> = {
  id: 'host-bandwidth',
  level: 'error',
  scope: 'entry',
  section: 'hosts',
  description: 'The bandwidth of a host is channels × transfers a second × 8 bytes, within 3 %.',
  examples: {
    good: files({ 'hosts.yaml': { hosts: [sample('hosts')] } }),
    bad: files({ 'hosts.yaml': { hosts: [sample('hosts', { channels: 4 })] } }),
  },
  check: compareBandwidth,
};

function* compareBandwidth({ value }: LintEntry<'hosts'>): Iterable<LintReport> {
  const { channels, speedMegatransfersPerSecond: speed, bandwidthBytesPerSecond: stated } = value;
  if (channels === undefined || speed === undefined) return;
  const computed = channels * speed * 1e6 * BYTES_PER_TRANSFER;
  if (Math.abs(stated / computed - 1) <= TOLERANCE) return;
  const message = `${stated / GB} GB/s stated, but ${channels} channels at ${speed} MT/s give ${computed / GB} GB/s`;
  yield { at: ['bandwidthBytesPerSecond'], message, tip: 'channels count 64 bits each' };
}
