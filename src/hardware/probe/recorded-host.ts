import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AdvisorError } from '../../domain/problem.ts';
import { unreadableReason } from '../../domain/unreadable.ts';
import type { Host } from '../host.ts';
import { isObject, type Json, member, scalar } from '../parse/json.ts';
import { decodeText } from './decode.ts';
import { RECORDING_FILE, type Recording } from './recording.ts';
import { replayHost } from './replay-host.ts';

/**
 * Replays a folder of captures, described by `recording.json` or `expected.json`. Throws {@link AdvisorError} when the folder
 * cannot be read.
 */
export function recordedHost(folder: string): Host {
  const recording = readRecording(folder);
  return replayHost(
    recording,
    new Map(captureFiles(folder).map((name) => [name, decodeText(readFileSync(join(folder, name)))])),
  );
}

function captureFiles(folder: string): readonly string[] {
  const skipped = new Set([RECORDING_FILE, 'expected.json', 'SOURCE.md', 'README.md']);
  return readdirSync(folder)
    .filter((name) => !skipped.has(name) && !name.startsWith('.') && statSync(join(folder, name)).isFile())
    .sort();
}

function readRecording(folder: string): Recording {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new AdvisorError('input-file', [
      {
        code: 'unreadable-file',
        file: folder,
        message: `cannot read the recording ${folder}: ${unreadableReason(error)}`,
        remedy: 'give a folder written by: llm-advisor detect --record DIR',
      },
    ]);
  }
  const file = [RECORDING_FILE, 'expected.json'].find((name) => names.includes(name));
  const none: Recording = { platform: 'linux', commands: {} };
  if (file === undefined) return none;
  let json: Json;
  try {
    json = JSON.parse(decodeText(readFileSync(join(folder, file)))) as Json;
  } catch (error) {
    throw new AdvisorError('input-file', [
      {
        code: 'bad-recording',
        file: join(folder, file),
        message: `${file} is not JSON: ${(error as Error).message}`,
        remedy: 'record the machine again',
      },
    ]);
  }
  const texts = (key: string): Readonly<Record<string, string>> => {
    const value = member(json, key);
    const pairs = isObject(value) ? Object.entries(value) : [];
    return Object.fromEntries(pairs.flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])));
  };
  const outcomes = member(json, 'outcomes');
  return {
    platform: scalar(member(json, 'platform')) ?? 'linux',
    complete: member(json, 'complete') === true,
    ...(scalar(member(json, 'arch')) === null ? {} : { arch: scalar(member(json, 'arch')) ?? '' }),
    env: texts('env'),
    commands: texts('commands'),
    access: texts('access') as Readonly<Record<string, 'ok' | 'denied'>>,
    outcomes: isObject(outcomes) ? (outcomes as unknown as NonNullable<Recording['outcomes']>) : {},
  };
}
