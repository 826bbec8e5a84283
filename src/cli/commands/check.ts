import { type Command, Option } from 'commander';
import {
  addPolicyOptions,
  addResultOptions,
  addScanOptions,
  addTextOptions,
  type CheckFlags,
} from '../check/options.ts';
import type { CommandModule } from '../command.ts';

const EXAMPLES = `
Examples:
  llm-advisor check
  llm-advisor check services/api --policy llm-advisor.policy.yaml --environment production
  llm-advisor check --format sarif > results.sarif
  llm-advisor check --output junit=junit.xml --output cyclonedx=models.cdx.json
  llm-advisor check --model meta-llama/Llama-3.3-70B-Instruct
  llm-advisor check init
  llm-advisor check explain LLA007

Exit codes: 0 passed, 1 policy violated, 2 usage, 3 bad policy, lock or baseline file.
This is not legal advice.
`;

const PATHS = 'folders or files; default: the working folder';

export const checkCommand: CommandModule = {
  define: (command, io, finish) => {
    // Options after a subcommand belong to it, though they have the same names.
    addResultOptions(addScanOptions(addPolicyOptions(command.enablePositionalOptions().argument('[paths...]', PATHS))))
      .addHelpText('after', EXAMPLES)
      .action(async (paths: readonly string[], flags: CheckFlags) => {
        const { runCheck } = await import('../check/run.ts');
        const run = await runCheck(paths, flags, io);
        if (flags.updateBaseline === true) {
          const { updateBaseline } = await import('../check/baseline.ts');
          finish(updateBaseline(run));
          return;
        }
        const { printCheck } = await import('../check/print.ts');
        finish(await printCheck(run.result, flags, io));
      });
    addSubcommand(command, 'init [paths...]', 'write a commented policy for the models found here', [
      new Option('--force', 'replace a policy that exists'),
      new Option('--print', 'print it instead of writing it'),
    ]).action(async (paths: readonly string[], flags: CheckFlags) => {
      const { runInit } = await import('../check/init.ts');
      finish(await runInit(paths, flags, io));
    });
    addSubcommand(command, 'validate [file]', 'read policy, lock and baseline, and tell every error', [
      new Option('--lock <file>', 'lock file'),
      new Option('--baseline <file>', 'baseline file'),
    ]).action(async (file: string | undefined, flags: CheckFlags) => {
      const { runValidate } = await import('../check/validate.ts');
      finish(await runValidate(file, flags, io));
    });
    addSubcommand(
      command,
      'explain [target] [paths...]',
      'why a model, a finding (fingerprint) or a rule stands as it does',
      [],
    ).action(async (target: string | undefined, paths: readonly string[], flags: CheckFlags) => {
      const { runExplain } = await import('../check/explain.ts');
      finish(await runExplain(target, paths, flags, io));
    });
    addSubcommand(command, 'lock [paths...]', 'pin which licenses hold for which model; commit the file', [
      new Option('--lock <file>', 'lock file (default: llm-advisor.lock.json beside the policy)'),
      new Option('--check', 'only compare; exit 1 when it differs'),
    ]).action(async (paths: readonly string[], flags: CheckFlags) => {
      const { runLock } = await import('../check/lock.ts');
      finish(await runLock(paths, flags, io));
    });
    addSubcommand(command, 'notices [paths...]', 'the notices and attributions that are owed', [
      new Option('--file <file>', 'write them to this file'),
    ]).action(async (paths: readonly string[], flags: CheckFlags) => {
      const { runNotices } = await import('../check/notices.ts');
      finish(await runNotices(paths, flags, io));
    });
  },
};

function addSubcommand(parent: Command, usage: string, summary: string, options: readonly Option[]): Command {
  const command = addTextOptions(addScanOptions(addPolicyOptions(parent.command(usage).description(summary))));
  for (const option of options) command.addOption(option);
  return command;
}
