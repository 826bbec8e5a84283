import type { ReferenceKind } from '../../domain/reference.ts';
import { strong } from '../recognise/candidate.ts';
import { readKey } from '../recognise/keys.ts';
import { readUploads } from '../recognise/uploads.ts';
import type { Entry } from '../text/entry.ts';
import { pathOf } from '../text/entry.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detector } from '../types.ts';

const TRAINS =
  /^\s{0,20}(?:base_model|model_name_or_path|hub_model_id|adapter_name_or_path|pretrained_model_name_or_path|merge_method|slices)\s*:/m;
const MERGES = /^\s{0,20}(?:merge_method|slices)\s*:/m;
/** Recipes of mergekit are often named after their method. */
const MERGE_NAME =
  /(?:^|[-_.\d])(?:merge|mergekit|ties|dare(?:_ties|_linear)?|slerp|nuslerp|task_arithmetic|passthrough|breadcrumbs|model_stock|della|karcher|frankenmerge|moe-merge)(?:[-_.\d]|$)/i;
/** Recipes that run what was trained. */
const RUNS_NAME =
  /(?:^|[-_.])(?:predict|infer(?:ence)?|eval(?:uate)?|chat|api|export|serve|webui|vllm|generate)(?:[-_.]|$)/i;

const isRecipe = (file: SourceFile): boolean => /^ya?ml$/.test(file.extension) && TRAINS.test(file.text);

/** Recipes of axolotl, LLaMA-Factory, TRL, ms-swift, the alignment handbook and mergekit: what a model is made from. */
export const trainingConfig = {
  id: 'training-config',
  reads: isRecipe,
  detect: (file) => {
    const { entries } = file.yaml();
    const merges = MERGES.test(file.text) || MERGE_NAME.test(file.name);
    const kind = merges ? 'merge-base' : kindOf(file, entries);
    const profile = { kind, baseKind: merges ? ('merge-base' as const) : ('base' as const) };
    return {
      candidates: entries.flatMap((entry) => readEntry(entry, profile, merges)),
      artifacts: readUploads(entries, file.path),
    };
  },
  good: [
    {
      file: 'lora.yml',
      text: 'base_model: Qwen/Qwen3-8B\ndatasets:\n  - path: acme/rows\n    type: alpaca',
      expect: ['hf:Qwen/Qwen3-8B'],
    },
    {
      file: 'sft.yaml',
      text: 'model_name_or_path: google/gemma-3-4b-pt\nmodel_revision: main\noutput_dir: saves/x',
      expect: ['hf:google/gemma-3-4b-pt'],
    },
    {
      file: 'mix.yml',
      text: 'merge_method: ties\nmodels:\n  - model: acme/One-7B\n  - model: acme/Two-7B\nbase_model: mistralai/Mistral-7B-v0.1',
      expect: ['hf:acme/One-7B', 'hf:acme/Two-7B', 'hf:mistralai/Mistral-7B-v0.1'],
    },
    {
      file: 'stack.yml',
      text: 'slices:\n- sources:\n  - model: acme/One-7B\n    layer_range: [0, 16]',
      expect: ['hf:acme/One-7B'],
    },
  ],
  bad: [
    { file: 'a.yml', text: 'model_name_or_path:\nadapter_name_or_path: saves/mine' },
    { file: 'a.yml', text: 'hub_model_id: acme/bot\nmerge_method: linear\nmodels:\n- model: model_a' },
  ],
} as const satisfies Detector;

/** Trains, unless it only loads an adapter or is named for running. */
function kindOf(file: SourceFile, entries: readonly Entry[]): ReferenceKind {
  const keys = new Set(entries.map((entry) => entry.key));
  if (
    keys.has('do_train') ||
    keys.has('learning_rate') ||
    keys.has('num_train_epochs') ||
    keys.has('finetuning_type')
  ) {
    const runs = keys.has('do_predict') || RUNS_NAME.test(file.name) || keys.has('export_dir');
    return runs && !keys.has('do_train') ? 'use' : 'base';
  }
  return keys.has('adapter_name_or_path') || RUNS_NAME.test(file.name) ? 'use' : 'base';
}

function readEntry(
  entry: Entry,
  profile: { readonly kind: ReferenceKind; readonly baseKind: ReferenceKind },
  merges: boolean,
): readonly Candidate[] {
  if (merges && entry.form === 'pair' && entry.key === 'model') {
    const path = pathOf(entry);
    if (path.includes('models') || path.includes('sources') || path.length === 0)
      return [strong(entry, entry.value, 'hub', 'merge-base')];
  }
  const key = entry.key.replaceAll('-', '_');
  // Only keys of the recipe itself; what it serves or logs is for the other detectors.
  return /model|tokenizer|adapter|lora/.test(key) && entry.key !== 'model_type' ? readKey(entry, profile) : [];
}
