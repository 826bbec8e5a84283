import { type Command, Option } from 'commander';
import { listCatalog } from '../../advisor/list.ts';
import type { CommandModule, Outcome } from '../command.ts';
import type { Io } from '../io.ts';
import { addCatalogOption, addOutputOptions, type CommonOptions, list } from '../options.ts';
import { print } from '../print.ts';
import { openCatalog, openDetailedCatalog } from '../session.ts';
import { TOOL } from '../version.ts';

const EXAMPLES = `
Examples:
  llm-advisor catalog list --family qwen
  llm-advisor catalog query "params<=14b and language:zh>=native and license:permissive and not moe"
  llm-advisor catalog show Qwen/Qwen3-8B
  llm-advisor catalog lint my-models.yaml
  llm-advisor catalog schema models
`;

interface ListFlags extends CommonOptions {
  readonly family?: readonly string[];
  readonly status?: readonly string[];
  readonly where?: string;
}

export const catalogCommand: CommandModule = {
  define: (command, io, finish) => {
    command.addHelpText('after', EXAMPLES);
    addListFlags(command.command('list').description('models of the catalog'))
      .addOption(new Option('--where <query>', 'only models that match'))
      .action(async (flags: ListFlags) => finish(await runList(flags, io)));
    addListFlags(
      command
        .command('query')
        .description('models that match a query')
        .argument('<query>', 'like "family:qwen and params<=14b"'),
    ).action(async (where: string, flags: ListFlags) => finish(await runList({ ...flags, where }, io)));
    addCatalogOption(
      addOutputOptions(
        command
          .command('show')
          .description('everything known of one model, with its sources')
          .argument('<model>', 'hub id, Ollama tag, or short name'),
      ),
    ).action(async (name: string, flags: CommonOptions) => {
      const { showModel } = await import('../../advisor/show.ts');
      finish(await print(showModel(name, { ...(await openDetailedCatalog(flags, io)), tool: TOOL }), flags, io));
    });
    command
      .command('lint')
      .description('check catalog files of your own against schema and rules; all findings in one run')
      .argument('<paths...>', 'YAML files or folders')
      .action(async (paths: readonly string[]) => {
        const { lintPaths } = await import('../lint.ts');
        finish(await lintPaths(paths, io));
      });
    command
      .command('schema')
      .description('JSON Schema of a catalog file or of an output')
      .argument('[name]', 'without a name: what there is')
      .action(async (name: string | undefined) => {
        const { printSchema } = await import('../schema.ts');
        finish(await printSchema(name));
      });
  },
};

function addListFlags(command: Command): Command {
  return addCatalogOption(addOutputOptions(command))
    .addOption(new Option('--family <ids>', 'only these families').argParser(list))
    .addOption(new Option('--status <states>', 'current, superseded, legacy or withdrawn').argParser(list));
}

async function runList(flags: ListFlags, io: Io): Promise<Outcome> {
  const catalog = await openCatalog(flags, io);
  return print(
    listCatalog(
      { families: flags.family ?? [], statuses: flags.status ?? [], where: flags.where ?? null },
      { catalog, tool: TOOL },
    ),
    flags,
    io,
  );
}
