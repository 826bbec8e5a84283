import { compare } from '../../advisor/why.ts';
import type { CommandModule } from '../command.ts';
import {
  addCatalogOption,
  addChoiceOptions,
  addMachineOptions,
  addNeedOptions,
  addOutputOptions,
  type CommonOptions,
} from '../options.ts';
import { print } from '../print.ts';
import { type NeedFlags, openSession, toRecommendOptions } from '../session.ts';

const EXAMPLES = `
Examples:
  llm-advisor compare Qwen/Qwen3-8B google/gemma-3-12b-it --gpu "RTX 4070"
`;

export const compareCommand: CommandModule = {
  define: (command, io, finish) => {
    command.argument('<models...>', 'two or more models: hub ids, Ollama tags, or short names');
    addCatalogOption(addMachineOptions(addOutputOptions(addChoiceOptions(addNeedOptions(command)))))
      .addHelpText('after', EXAMPLES)
      .action(async (models: readonly string[], flags: CommonOptions & NeedFlags) => {
        const session = await openSession(flags, io);
        const options = await toRecommendOptions(flags, session.catalog, io);
        finish(await print(compare(models, options, session), flags, io));
      });
  },
};
