import type { CommandModule } from './command.ts';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Loaded only when the command is run or its help is shown. */
  readonly load: () => Promise<CommandModule>;
}

/** Every command. Adding one: its file and a line here. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'recommend',
    summary: 'which model, quantization, engine and settings for this or a described machine',
    load: async () => (await import('./commands/recommend.ts')).recommendCommand,
  },
  {
    name: 'why',
    summary: 'every criterion, gate and number for one model, chosen or not',
    load: async () => (await import('./commands/why.ts')).whyCommand,
  },
  {
    name: 'compare',
    summary: 'several models side by side',
    load: async () => (await import('./commands/compare.ts')).compareCommand,
  },
  {
    name: 'plan',
    summary: 'exact memory ledger, placement, limits and launch command of one model',
    load: async () => (await import('./commands/plan.ts')).planCommand,
  },
  {
    name: 'detect',
    summary: 'what this machine has; record and replay',
    load: async () => (await import('./commands/detect.ts')).detectCommand,
  },
  {
    name: 'doctor',
    summary: 'detect, with the outcome of every probe',
    load: async () => (await import('./commands/detect.ts')).doctorCommand,
  },
  {
    name: 'check',
    summary: 'whether the licenses of the models in a repository permit its use; for CI',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  {
    name: 'catalog',
    summary: 'list, show, query and lint what the tool knows',
    load: async () => (await import('./commands/catalog.ts')).catalogCommand,
  },
];
