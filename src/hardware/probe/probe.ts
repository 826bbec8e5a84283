import type { Platform, Vendor } from '../../domain/hardware.ts';
import type { Facts } from '../facts.ts';
import type { Capture, ExecResult, Host } from '../host.ts';

/** What the files told, before any program is started. */
export interface ProbeContext {
  readonly host: Host;
  /** Vendors of compute functions on the PCI bus. */
  readonly vendors: ReadonlySet<Vendor>;
  readonly wsl: boolean;
  readonly tegra: boolean;
  /** sysfs lists PCI functions. */
  readonly pciListed: boolean;
  /** An Apple chip under Linux: its GPU is no PCI device and has no Metal. */
  readonly appleOnLinux: boolean;
  readonly root: boolean;
}

export interface Command {
  readonly args: readonly string[];
  readonly limitMs: number;
}

export interface Answer {
  readonly command: Command;
  readonly result: ExecResult;
  readonly facts: Facts;
}

/** One program that can testify, with its pure parser. A new vendor is one such entry and one parser. */
export interface Probe {
  readonly id: string;
  readonly platforms: readonly Platform[];
  /** Program names; the first that is found is run. Captures of any of them are read in a replay. */
  readonly programs: readonly string[];
  /** Other names under which captures of the same facts come (a cmdlet, an API). Never run. */
  readonly alsoCaptured?: readonly string[];
  /** Programs that say the same better: this one runs only where none of them is installed. */
  readonly unless?: readonly string[];
  /** Folders beside PATH. */
  readonly folders?: (context: ProbeContext) => Promise<readonly string[]> | readonly string[];
  /** Worth starting on this machine. */
  readonly wanted: (context: ProbeContext) => boolean;
  /** Worth starting even when its vendor is not on the bus, because its program is installed. */
  readonly whenInstalled: boolean;
  /** Run together. */
  readonly commands: (context: ProbeContext) => readonly Command[];
  /** Run after them, once, by what they said. */
  readonly follow?: (answers: readonly Answer[]) => readonly Command[];
  readonly parse: (capture: Capture) => Facts;
}
