import type { Command } from 'commander';
import type { Io } from './io.ts';

/** What a command hands back; the frame writes it and sets the exit code. */
export interface Outcome {
  readonly output: string;
  readonly exitCode: number;
}

/** One command: its options on commander, and what it does. `run` receives the frame's way of finishing. */
export interface CommandModule {
  /** Adds arguments and options to `command` and sets its action; `finish` takes the outcome. */
  readonly define: (command: Command, io: Io, finish: (outcome: Outcome) => void) => void;
}
