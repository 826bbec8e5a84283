import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../src/catalog/load.ts';
import type { ModelReference } from '../../../src/domain/reference.ts';
import { scanContext } from '../../../src/scan/context.ts';
import { scanText } from '../../../src/scan/scan-text.ts';

const context = scanContext((await loadCatalog()).models);

/** `line kind scheme:id`, with `?` for what stays unread and `~` for what runs elsewhere; mentions only where they are asked for. */
function say({ line, kind, scheme, id, state }: ModelReference): string {
  const name = state === 'unresolved' ? `?${scheme}` : `${state === 'hosted' ? '~' : ''}${scheme}:${id}`;
  return `${line} ${kind} ${name}`;
}

type Row = readonly [file: string, text: string, ...wanted: string[]];

const ROWS: readonly Row[] = [
  // Compose: providers of a service, long commands, maps and lists of the environment.
  [
    'compose.yaml',
    'services:\n  llm:\n    provider:\n      type: model\n      options:\n        model: ai/smollm2',
    '6 use docker-model:ai/smollm2',
  ],
  [
    'compose.yaml',
    'services:\n  s:\n    command: >\n      --model acme/A-7B\n      --tokenizer acme/T',
    '4 use hf:acme/A-7B',
    '5 tokenizer hf:acme/T',
  ],
  [
    'docker-compose.override.yml',
    'services:\n  s:\n    environment:\n      - "OLLAMA_MODEL=qwen3:8b"',
    '4 use ollama:qwen3:8b',
  ],
  [
    'compose.yaml',
    'services:\n  s:\n    entrypoint: ["/bin/sh", "-c", "ollama serve & ollama pull phi4 && wait"]',
    '3 use ollama:phi4:latest',
  ],
  [
    'compose.yaml',
    'services:\n  s:\n    image: acme/model\n    volumes: ["./models/a:/m"]\n    labels: [traefik.http=a/b]',
  ],
  // Kubernetes and charts.
  [
    'd.yaml',
    'containers:\n- image: vllm/vllm-openai\n  command: ["vllm", "serve", "acme/A-7B", "--port", "80"]',
    '3 use hf:acme/A-7B',
  ],
  ['d.yaml', 'args:\n- serve\n- acme/A-7B\n- --max-model-len=4096'],
  ['d.yaml', 'command: ["bash","-c"]\nargs:\n- |\n  export MODEL=acme/A-7B\n  vllm serve $MODEL', '5 use hf:acme/A-7B'],
  ['m.yaml', 'spec:\n  features: [TextGeneration]\n  url: hf://acme/A-7B\n  engine: VLLM', '3 use hf:acme/A-7B'],
  [
    'v.yaml',
    'servingEngineSpec:\n  modelSpec:\n  - modelURL: acme/A-7B\n    hf_token: x\n    vllmConfig: {tensorParallelSize: 2}',
    '3 use hf:acme/A-7B',
  ],
  ['r.yaml', 'model_loading_config:\n  model_id: chat\n  model_source: s3://bucket/x', '3 use ?remote'],
  ['g.yaml', 'kind: InferenceModel\nspec:\n  modelName: acme/A-7B', '3 mention hf:acme/A-7B'],
  // Shells.
  [
    'a.sh',
    'docker run --gpus all ghcr.io/huggingface/text-generation-inference:3.0 --model-id "acme/A-7B"',
    '1 use hf:acme/A-7B',
  ],
  ['a.sh', 'docker run --rm vllm/vllm-openai:v0.9.0 acme/A-7B --port 80', '1 use hf:acme/A-7B'],
  ['a.sh', 'docker model pull ai/qwen3:8B-Q4_K_M', '1 use docker-model:ai/qwen3'],
  ['a.sh', 'docker model run hf.co/acme/A-7B-GGUF', '1 use hf:acme/A-7B-GGUF'],
  ['a.sh', 'ramalama run ollama://tinyllama', '1 use ollama:tinyllama:latest'],
  ['a.sh', 'ollama run modelscope.cn/acme/A-7B-GGUF', '1 use modelscope:acme/A-7B-GGUF'],
  ['a.sh', 'ollama create bot -f Modelfile && ollama run bot', '1 use ?ollama'],
  ['a.sh', 'mlx_lm.lora --model acme/A-7B --train --data ./data', '1 base hf:acme/A-7B'],
  [
    'a.sh',
    'accelerate launch scripts/sft.py --model_name_or_path acme/A-7B --dataset_name acme/rows',
    '1 base hf:acme/A-7B',
  ],
  ['a.sh', 'python -m llama_cpp.server --hf_model_repo_id acme/A-GGUF --model "*q8_0.gguf"', '1 use hf:acme/A-GGUF'],
  ['a.sh', 'llama-server -m ./models/a.gguf --port 1', '1 use ?gguf-file'],
  ['a.sh', 'aider --model ollama_chat/qwen3:8b', '1 use ollama:qwen3:8b'],
  ['a.sh', 'aider --model openai/gpt-4o', '1 use ~hosted:openai/gpt-4o'],
  ['a.sh', 'echo "MODEL_ID=acme/A-7B" >> "$GITHUB_ENV"', '1 use hf:acme/A-7B'],
  [
    'a.sh',
    'python -c "from transformers import AutoModel; AutoModel.from_pretrained(\'acme/A-7B\')"',
    '1 use hf:acme/A-7B',
  ],
  [
    'a.sh',
    'vllm serve acme/A-7B --speculative-config \'{"method":"eagle","model":"acme/E"}\'',
    '1 use hf:acme/A-7B',
    '1 draft hf:acme/E',
  ],
  ['a.sh', 'vllm serve \u0024{1:-acme/A-7B}', '1 use hf:acme/A-7B'],
  ['a.sh', 'curl localhost:11434/api/chat -d \'{"model": "llama3.2"}\'', '1 mention ollama:llama3.2:latest'],
  ['a.sh', 'curl localhost:11434/api/pull -d \'{"name": "llama3.2"}\'', '1 use ollama:llama3.2:latest'],
  ['a.sh', 'wget https://huggingface.co/acme/A-7B-GGUF/resolve/main/a.Q4_K_M.gguf', '1 use hf:acme/A-7B-GGUF'],
  ['a.sh', 'pip install huggingface_hub\nhf auth login\nhf upload acme/Mine ./out'],
  ['a.sh', 'cp -r out/final models/acme\ngit commit -m "vllm serve acme/A-7B"'],
  ['a.ps1', '$model = "acme/A-7B"\ndocker run img --model-id $model', '2 use hf:acme/A-7B'],
  ['a.bat', 'REM ollama pull x\nset MODEL=acme/A-7B\nvllm serve %MODEL%', '2 use hf:acme/A-7B', '3 use ?variable'],
  // Python.
  ['a.py', 'g = HuggingFaceLocalGenerator(model="acme/A-7B", task="text2text-generation")', '1 use hf:acme/A-7B'],
  ['a.py', 'r = TransformersSimilarityRanker("acme/R")', '1 use hf:acme/R'],
  ['a.py', 'class S(BaseSettings):\n    model_name: str = "acme/A-7B"', '2 use hf:acme/A-7B'],
  ['a.py', 'A = dict(model_id="x", model_source="acme/A-7B")', '1 use hf:acme/A-7B'],
  [
    'a.py',
    'm = AutoModel.from_pretrained("acme/A-7B" if big else "acme/A-1B")',
    '1 use hf:acme/A-7B',
    '1 use hf:acme/A-1B',
  ],
  ['a.py', 'm = AutoModel.from_pretrained("./out")', '1 use ?local'],
  [
    'a.py',
    'l = Llama(model_path="./m.gguf")\nx = Llama.from_pretrained(repo_id="acme/A-GGUF", filename="*q4.gguf")',
    '1 use ?gguf-file',
    '2 use hf:acme/A-GGUF',
  ],
  ['a.py', 'c = client.chat.completions.create(model="acme/A-7B", messages=m)', '1 mention hf:acme/A-7B'],
  ['a.py', 'c = ChatGroq(model="llama-3.3-70b-versatile")', '1 use ~hosted:llama-3.3-70b-versatile'],
  ['a.py', 'c = InferenceClient(model="acme/A-7B", provider="together")', '1 use ~hf:acme/A-7B'],
  ['a.py', 't = DPOTrainer(model="acme/A-7B", args=a)\nt.push_to_hub("acme/Mine")', '1 base hf:acme/A-7B'],
  ['a.py', 'M = os.environ["MODEL_ID"]\nllm = LLM(model=M)', '2 use ?variable'],
  [
    'a.py',
    'o = ollama.chat(model="llama3.2", messages=[])\nollama.pull("phi4")',
    '1 use ollama:llama3.2:latest',
    '2 use ollama:phi4:latest',
  ],
  ['a.py', 'x = {"name": "acme/A-7B"}\nimport acme.models\nurl = "acme/model"'],
  ['a.py', 'pipe.load_lora_weights("acme/lora")', '1 adapter hf:acme/lora'],
  // TypeScript.
  ['a.ts', "const e = new HuggingFaceTransformersEmbeddings({ model: 'acme/E' });", '1 use hf:acme/E'],
  ['a.ts', "const c = new ChatTogetherAI({ model: 'acme/A-7B' });", '1 use ~hosted:acme/A-7B'],
  ['a.ts', "const MODEL = 'acme/A-7B';\nconst p = await pipeline('text-generation', MODEL);", '2 use hf:acme/A-7B'],
  [
    'a.ts',
    "const m = createOllama()('phi4'); const e = ollama.embedding('nomic-embed-text');",
    '1 use ollama:nomic-embed-text:latest',
  ],
  ['a.ts', "const m = process.env.CHAT_MODEL || 'acme/A-7B';", '1 use hf:acme/A-7B'],
  ['a.ts', "const media = 'text/html'; const p = require('acme/model'); type M = 'a/b';"],
  // Settings.
  ['.env', "MODEL_NAME='acme/A-7B'\nEMBED_MODEL_ID=acme/E # small", '1 use hf:acme/A-7B', '2 use hf:acme/E'],
  ['conf.toml', '[model]\nname_or_path = "x"\nbase_model = "acme/A-7B"', '3 base hf:acme/A-7B'],
  ['main.tf', 'env = {\n  "HF_MODEL_ID" : "acme/A-7B"\n}', '2 use hf:acme/A-7B'],
  [
    'train.yaml',
    'model_name_or_path: acme/A-7B\nreward_model: acme/R\nref_model: acme/Ref\nhub_model_id: acme/Mine',
    '1 base hf:acme/A-7B',
    '2 base hf:acme/R',
    '3 base hf:acme/Ref',
  ],
  ['slerp-7b.yaml', 'base_model: acme/A-7B', '1 merge-base hf:acme/A-7B'],
  ['config.json', '{"_name_or_path": "acme/A-7B", "model_type": "llama"}', '1 base hf:acme/A-7B'],
  ['adapter_config.json', '{"base_model_name_or_path": "/root/a", "peft_type": "LORA"}', '1 base ?local'],
];

describe('places where models are named', () => {
  it.each(ROWS)('%s: %j', (file, text, ...wanted) => {
    const { references } = scanText(file, text, context);
    expect(references.map(say).sort()).toEqual([...wanted].sort());
  });
});

it('keeps what stands beside a name', () => {
  const [one] = scanText('a.py', 'm = AutoModel.from_pretrained("acme/A-7B", revision="abc")', context).references;
  expect(one).toMatchObject({ revision: 'abc', column: 32, endColumn: 41, confidence: 'high', detector: 'python' });
  const [two] = scanText('a.sh', 'llama-cli -hf acme/A-GGUF:Q4_K_M', context).references;
  expect(two).toMatchObject({ id: 'acme/A-GGUF', quantization: 'Q4_K_M' });
  const [three] = scanText('a.sh', 'ollama pull qwen3:8b@sha256:0123456789ab', context).references;
  expect(three).toMatchObject({ id: 'qwen3:8b', explicitTag: true, revision: 'sha256:0123456789ab' });
  const [four] = scanText(
    'a.py',
    'm = LLM("acme/A-7B")\nt = AutoTokenizer.from_pretrained("acme/A-7B")',
    context,
  ).references;
  expect(four).toMatchObject({ kind: 'use', line: 1, occurrences: [{ line: 2, column: 36 }] });
});

it('reads names a script publishes under as artifacts', () => {
  const scan = scanText(
    'a.py',
    'm.push_to_hub("acme/Mine-7B")\napi.upload_folder(repo_id="acme/rows", repo_type="dataset")',
    context,
  );
  expect(scan.references).toEqual([]);
  expect(scan.artifacts).toEqual([{ origin: 'upload', file: 'a.py', line: 1, name: 'acme/Mine-7B', bases: [] }]);
});

it('reads comments and examples only when asked to', () => {
  const comment = '# vllm serve acme/A-7B';
  expect(scanText('a.sh', comment, context).references).toEqual([]);
  expect(scanText('a.sh', comment, { ...context, includeComments: true }).references.map(say)).toEqual([
    '1 use hf:acme/A-7B',
  ]);
  const guide = 'Use it:\n\n```bash\n$ ollama pull phi4\n```\n';
  expect(scanText('docs/guide.md', guide, context).references).toEqual([]);
  expect(scanText('docs/guide.md', guide, { ...context, includeDocs: true }).references.map(say)).toEqual([
    '4 use ollama:phi4:latest',
  ]);
});
