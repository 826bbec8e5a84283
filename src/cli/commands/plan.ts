import { type Command, InvalidArgumentError, Option } from 'commander';
import { plan } from '../../advisor/plan.ts';
import type { PlanOptions } from '../../advisor/plan-request.ts';
import { AdvisorError } from '../../domain/problem.ts';
import { parseTokens } from '../../units/parse.ts';
import type { CommandModule } from '../command.ts';
import {
  addCatalogOption,
  addMachineOptions,
  addOutputOptions,
  type CommonOptions,
  quantity,
  wholeNumber,
} from '../options.ts';
import { print } from '../print.ts';
import { dropUndefined, openSession } from '../session.ts';

const EXAMPLES = `
Examples:
  llm-advisor plan Qwen/Qwen3-8B
  llm-advisor plan llama-3.3-70b --gpu "2x RTX 3090" --quantization Q4_K_M --context-tokens 32k
  llm-advisor plan openai/gpt-oss-120b --gpu "H100 80GB" --engine vllm --users 20
  llm-advisor plan --batch requests.jsonl
`;

interface PlanFlags extends CommonOptions, Omit<PlanOptions, 'model'> {
  readonly batch?: string;
  readonly context?: number;
}

export const planCommand: CommandModule = {
  define: (command, io, finish) => {
    command.argument('[model]', 'hub id, Ollama tag, or short name');
    addPlanOptions(addCatalogOption(addMachineOptions(addOutputOptions(command))))
      .addHelpText('after', EXAMPLES)
      .action(async (model: string | undefined, flags: PlanFlags) => {
        if (flags.batch !== undefined) {
          const { runBatch } = await import('../plan-batch.ts');
          finish(await runBatch(flags.batch, flags, io));
          return;
        }
        if (model === undefined) {
          throw new AdvisorError('usage', [
            {
              code: 'usage',
              message: "missing required argument 'model'",
              remedy: 'name a model, or use --batch FILE',
            },
          ]);
        }
        const session = await openSession(flags, io);
        finish(await print(plan(toPlanOptions(model, flags), session), flags, io));
      });
  },
};

const ENGINE_GROUP = 'Settings (as the engine names them; the JSON request fields in kebab case):';

function addPlanOptions(command: Command): Command {
  const number = (flag: string, what: string, least = 1, most = 10_000_000) =>
    command.addOption(
      new Option(`--${flag} <n>`, what).argParser(wholeNumber(flag, least, most)).helpGroup(ENGINE_GROUP),
    );
  const toggle = (flag: string, what: string) =>
    command.addOption(new Option(`--${flag} [on|off]`, what).argParser(onOff).preset(true).helpGroup(ENGINE_GROUP));
  const text = (flag: string, what: string) =>
    command.addOption(new Option(`--${flag} <value>`, what).helpGroup(ENGINE_GROUP));
  text('engine', 'llama.cpp, ollama, vllm, sglang, tgi or mlx-lm; default: the best for this machine');
  text('quantization', 'like Q4_K_M, AWQ-INT4, FP8, BF16; default: the best that fits');
  command.addOption(
    new Option('--context-tokens <n>', 'context in tokens, like 32k')
      .argParser(quantity(parseTokens))
      .helpGroup(ENGINE_GROUP),
  );
  command.addOption(
    new Option('--context <n>', 'same as --context-tokens').argParser(quantity(parseTokens)).helpGroup(ENGINE_GROUP),
  );
  number('users', 'users at the same time, each with the whole context', 1, 100_000);
  text('kv-cache-type', 'f16, bf16, q8_0, q5_1, q5_0, q4_1, q4_0, iq4_nl, f32 or fp8, for keys and values');
  text('kv-cache-type-k', 'for keys only');
  text('kv-cache-type-v', 'for values only');
  number('batch-tokens', "logical batch (llama.cpp's -b)");
  number('ubatch-tokens', "physical batch (llama.cpp's -ub)");
  number('parallel-sequences', "slots that share the context (llama.cpp's -np)", 1, 100_000);
  toggle('kv-unified', 'one cache for all slots instead of one each');
  text('logits-reserve', 'slots (server) or batch (library): what the engine reserves logits for');
  toggle('kv-offload', 'cache on the device (default) or in RAM');
  text('flash-attention', 'on, off or auto');
  toggle('sliding-window-full', 'keep the whole context for sliding-window layers too');
  command.addOption(
    new Option('--gpu-layers <n|all>', "layers on the device, the output counts as one (llama.cpp's -ngl)")
      .argParser(layers)
      .helpGroup(ENGINE_GROUP),
  );
  number('cpu-moe-layers', 'layers whose experts stay in RAM', 0, 10_000);
  number('tensor-parallel', 'ways a layer is split', 1, 1024);
  number('pipeline-parallel', 'stages the layers are split into', 1, 1024);
  command.addOption(
    new Option('--gpu-memory-utilization <share>', 'share of the device a paged engine takes, like 0.9')
      .argParser(share)
      .helpGroup(ENGINE_GROUP),
  );
  number('max-num-seqs', 'sequences a paged engine schedules at once', 1, 100_000);
  number('max-batched-tokens', 'tokens a paged engine handles in one step');
  number('prompt-tokens', 'typical prompt length, for speed', 0, 100_000_000);
  number('output-tokens', 'typical answer length, for speed', 1, 100_000_000);
  return command.addOption(
    new Option('--batch <file>', 'one JSON request a line in, one JSON result a line out; - reads standard input'),
  );
}

/** Flags are the request's fields; those of the frame stay out. */
export function toPlanOptions(model: string, flags: PlanFlags): PlanOptions {
  const {
    batch: _batch,
    context,
    format: _f,
    json: _j,
    locale: _l,
    hardware: _h,
    gpu: _g,
    ram: _r,
    cpu: _c,
    catalog: _k,
    color: _o,
    ascii: _a,
    width: _w,
    ...fields
  } = flags;
  const contextTokens = fields.contextTokens ?? context;
  return { model, ...dropUndefined({ ...fields, contextTokens }) };
}

const ON_OFF: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  yes: true,
  off: false,
  false: false,
  no: false,
};

function onOff(value: string): boolean {
  const state = ON_OFF[value.toLowerCase()];
  if (state === undefined) throw new InvalidArgumentError('use on or off.');
  return state;
}

function layers(value: string): number | 'all' {
  return value.toLowerCase() === 'all' ? 'all' : wholeNumber('gpu-layers', 0, 10_000)(value);
}

function share(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 1)) throw new InvalidArgumentError('must be above 0 and at most 1.');
  return number;
}
