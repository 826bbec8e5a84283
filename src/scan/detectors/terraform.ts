import { strong, weak } from '../recognise/candidate.ts';
import { MODEL_VARIABLE } from '../recognise/command-values.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detector } from '../types.ts';

const PAIR = /^\s{0,80}"?([\w-]{1,80})"?\s{0,60}[=:]\s{0,20}"([^"]{1,400})"/;
const KEYS =
  /^(?:hf_model_id|model_id|hf_model|huggingface_model_id|model_source|base_model|model_repo|hf_repo_id|model_name_or_path)$/;

/** Terraform and other HCL. The `source` of a module is none; values with `${…}` are left to whoever applies them. */
export const terraform = {
  id: 'terraform',
  reads: ({ extension }) =>
    extension === 'tf' || extension === 'tfvars' || extension === 'hcl' || extension === 'nomad',
  detect: (file) => ({ candidates: readPairs(file) }),
  good: [
    {
      file: 'main.tf',
      text: 'module "m" {\n  source = "acme/sagemaker/aws"\n  hf_model_id = "BAAI/bge-m3"\n}',
      expect: ['hf:BAAI/bge-m3'],
    },
    { file: 'main.tf', text: 'environment = {\n  HF_MODEL_ID = "Qwen/Qwen3-8B"\n}', expect: ['hf:Qwen/Qwen3-8B'] },
    {
      file: 'v.tf',
      text: 'variable "model_id" {\n  type    = string\n  default = "google/gemma-3-4b-it"\n}',
      expect: ['hf:google/gemma-3-4b-it'],
    },
    { file: 'main.tf', text: 'model_id = "huggingface-llm-mistral-7b-instruct"', expect: ['?preset'] },
    {
      file: 'main.tf',
      text: 'model_id = "anthropic.claude-3-haiku-20240307-v1:0"',
      expect: ['hosted:anthropic.claude-3-haiku-20240307-v1:0'],
    },
  ],
  bad: [
    { file: 'main.tf', text: 'module "m" {\n  source = "tf-modules/endpoint"\n}\n# hf_model_id = "Qwen/Qwen3-8B"' },
    { file: 'main.tf', text: 'image = "acme/server"\nmodel_bucket = "acme/models"' },
  ],
} as const satisfies Detector;

function readPairs(file: SourceFile): readonly Candidate[] {
  let variable = '';
  return file.lines.flatMap((line, index): readonly Candidate[] => {
    if (/^\s*(?:#|\/\/)/.test(line)) return [];
    variable = /^\s{0,40}variable\s{1,20}"(\w{1,80})"/.exec(line)?.[1] ?? (/^\}/.test(line) ? '' : variable);
    const pair = PAIR.exec(line);
    if (pair?.[1] === undefined || pair[2] === undefined) return [];
    const place = { line: index + 1, column: pair[0].length - pair[2].length };
    if (pair[1] === 'default')
      return KEYS.test(variable) || /_model$|^model(?:_name)?$/.test(variable)
        ? [weak(place, pair[2], 'hub', 'use', 'medium')]
        : [];
    if (KEYS.test(pair[1])) return [strong(place, pair[2])];
    return MODEL_VARIABLE.test(pair[1]) ? [weak(place, pair[2])] : [];
  });
}
