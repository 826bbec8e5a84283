import { type Command, Option } from 'commander';
import { envelope } from '../../advisor/context.ts';
import { AdvisorError } from '../../domain/problem.ts';
import type { Host } from '../../hardware/host.ts';
import type { CommandModule, Outcome } from '../command.ts';
import type { Io } from '../io.ts';
import { addCatalogOption, addMachineOptions, addOutputOptions, type CommonOptions } from '../options.ts';
import { print } from '../print.ts';
import { isDescribed, loadMachine, openCatalog, requireMemory } from '../session.ts';
import { TOOL } from '../version.ts';

const EXAMPLES = `
Examples:
  llm-advisor detect
  llm-advisor detect --json > machine.json
  llm-advisor detect --record my-machine     (for a bug report: serials, host and user names are scrubbed)
  llm-advisor detect --replay my-machine
`;

interface DetectFlags extends CommonOptions {
  readonly record?: string;
  readonly replay?: string;
}

export const detectCommand: CommandModule = { define: define('brief') };

/** `doctor` is `detect` with every probe's outcome shown. */
export const doctorCommand: CommandModule = { define: define('probes') };

function define(detail: 'brief' | 'probes'): CommandModule['define'] {
  return (command, io, finish) => {
    addDetectOptions(addCatalogOption(addMachineOptions(addOutputOptions(command))))
      .addHelpText('after', EXAMPLES)
      .action(async (flags: DetectFlags) => finish(await detect(flags, io, detail)));
  };
}

function addDetectOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--record <dir>', 'also write what every probe saw into this folder')
        .conflicts('replay')
        .helpGroup('Machine:'),
    )
    .addOption(new Option('--replay <dir>', 'read a recorded folder instead of this machine').helpGroup('Machine:'));
}

async function detect(flags: DetectFlags, io: Io, detail: 'brief' | 'probes'): Promise<Outcome> {
  const catalog = await openCatalog(flags, io);
  const command = detail === 'probes' ? 'doctor' : 'detect';
  if (isDescribed(flags)) {
    refuseProbing(flags);
    // A described machine is shown as it is understood; saved with --json it is a snapshot like any other.
    const hardware = await loadMachine(flags, io, Promise.resolve(catalog));
    return print({ ...envelope({ catalog, hardware, tool: TOOL }), command, hardware, probes: [] }, flags, io);
  }
  const { detectHardware } = await import('../../hardware/detect.ts');
  const { hardware, probes } = await detectHardware(await openHost(flags, io), {
    devices: catalog.devices,
    hosts: catalog.hosts,
  });
  if (flags.replay === undefined) requireMemory(hardware);
  return print({ ...envelope({ catalog, hardware, tool: TOOL }), command, hardware, probes }, flags, io);
}

/** Nothing is probed on a described machine, so nothing can be recorded or replayed. Throws {@link AdvisorError} (`usage`). */
function refuseProbing({ record, replay }: DetectFlags): void {
  const flag = record === undefined ? '--replay' : '--record';
  if (record === undefined && replay === undefined) return;
  throw new AdvisorError('usage', [
    {
      code: 'conflicting-machine',
      message: `${flag} reads probes, and a described machine has none`,
      remedy: `leave out ${flag}, or the options that describe a machine`,
    },
  ]);
}

async function openHost(flags: DetectFlags, io: Io): Promise<Host> {
  if (flags.replay !== undefined) {
    const { recordedHost } = await import('../../hardware/probe/recorded-host.ts');
    return recordedHost(flags.replay);
  }
  const host = await io.host();
  if (flags.record === undefined) return host;
  const { recordingHost } = await import('../../hardware/probe/recording-host.ts');
  return recordingHost(host, flags.record);
}
