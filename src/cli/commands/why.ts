import { why } from '../../advisor/why.ts';
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
  llm-advisor why Qwen/Qwen3-8B
  llm-advisor why llama-3.3-70b --gpu "RTX 4090" --language zh
`;

export const whyCommand: CommandModule = {
  define: (command, io, finish) => {
    command.argument('<model>', 'hub id, Ollama tag, or short name');
    addCatalogOption(addMachineOptions(addOutputOptions(addChoiceOptions(addNeedOptions(command)))))
      .addHelpText('after', EXAMPLES)
      .action(async (model: string, flags: CommonOptions & NeedFlags) => {
        const session = await openSession(flags, io);
        const options = await toRecommendOptions(flags, session.catalog, io);
        finish(await print(why(model, options, session), flags, io));
      });
  },
};
