import { recommend } from '../../advisor/recommend.ts';
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
  llm-advisor recommend
  llm-advisor recommend --gpu "RTX 4090" --use-case code
  llm-advisor recommend --gpu "4x H100 80GB" --users 50 --context 16k --language zh,en --license permissive
  llm-advisor detect --json | llm-advisor recommend --hardware - --json
`;

export const recommendCommand: CommandModule = {
  define: (command, io, finish) => {
    addCatalogOption(addMachineOptions(addOutputOptions(addChoiceOptions(addNeedOptions(command)))))
      .addHelpText('after', EXAMPLES)
      .action(async (flags: CommonOptions & NeedFlags) => {
        const session = await openSession(flags, io);
        const options = await toRecommendOptions(flags, session.catalog, io);
        finish(await print(recommend(options, session), flags, io));
      });
  },
};
