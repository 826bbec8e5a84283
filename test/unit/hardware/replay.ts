import type { Detection } from '../../../src/hardware/detect.ts';
import { detectHardware } from '../../../src/hardware/detect.ts';
import type { Recording } from '../../../src/hardware/probe/recording.ts';
import { replayHost } from '../../../src/hardware/probe/replay-host.ts';

/** Detects a machine of which these commands (or files, by path) printed these texts. */
export function replay(
  outputs: Readonly<Record<string, string>>,
  recording: Partial<Recording> = {},
): Promise<Detection> {
  const commands = Object.fromEntries(Object.keys(outputs).map((command, i) => [`capture-${i}.txt`, command]));
  const texts = new Map(Object.values(outputs).map((text, i) => [`capture-${i}.txt`, text]));
  return detectHardware(replayHost({ platform: 'linux', ...recording, commands }, texts));
}

export const GIB = 2 ** 30;
export const MIB = 2 ** 20;
