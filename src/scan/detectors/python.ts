import { readPython } from '../recognise/python-code.ts';
import { PYTHON } from '../text/code-tokens.ts';
import type { Detector } from '../types.ts';

/** Python: calls that load models, constants and defaults that name them. */
export const python = {
  id: 'python',
  reads: ({ extension }) => /^(?:py|pyi|pyw|py3|ipy)$/.test(extension),
  detect: (file) => readPython(file.code(PYTHON), file.path),
  good: [
    {
      file: 'a.py',
      text: 'm = AutoModelForCausalLM.from_pretrained(\n    "Qwen/Qwen3-8B",\n    revision="v1",\n)',
      expect: ['hf:Qwen/Qwen3-8B'],
    },
    {
      file: 'a.py',
      text: 'MODEL = "google/gemma-3-4b-it"\nllm = LLM(model=MODEL)',
      expect: ['hf:google/gemma-3-4b-it'],
    },
    { file: 'a.py', text: 'NAME = os.environ.get("LLM_MODEL", "microsoft/phi-4")', expect: ['hf:microsoft/phi-4'] },
    {
      file: 'a.py',
      text: 'p.add_argument("--model", type=str, default="facebook/opt-125m")',
      expect: ['hf:facebook/opt-125m'],
    },
    {
      file: 'a.py',
      text: 'def load(model_name: str = "BAAI/bge-m3"):\n    return SentenceTransformer(model_name)',
      expect: ['hf:BAAI/bge-m3'],
    },
    {
      file: 'a.py',
      text: 'e = SentenceTransformer("all-MiniLM-L6-v2")',
      expect: ['hf:sentence-transformers/all-MiniLM-L6-v2'],
    },
    { file: 'a.py', text: 'c = ChatOllama(model="llama3.2", temperature=0)', expect: ['ollama:llama3.2:latest'] },
    { file: 'a.py', text: 'p = PeftModel.from_pretrained(base, "acme/lora-x")', expect: ['hf:acme/lora-x'] },
    {
      file: 'a.py',
      text: 'pipe = pipeline("text-generation", model="Qwen/Qwen3-0.6B")',
      expect: ['hf:Qwen/Qwen3-0.6B'],
    },
    { file: 'a.py', text: 'pipe = pipeline("summarization")', expect: ['hf:sshleifer/distilbart-cnn-12-6'] },
    {
      file: 'a.py',
      text: 'llm = LLM("Qwen/Qwen3-8B", speculative_config={"method": "eagle3", "model": "acme/eagle"})',
      expect: ['hf:Qwen/Qwen3-8B', 'hf:acme/eagle'],
    },
    {
      file: 'a.py',
      text: "hub = {'HF_MODEL_ID': 'tiiuae/falcon-7b', 'HF_TASK': 'text-generation'}",
      expect: ['hf:tiiuae/falcon-7b'],
    },
    { file: 'a.py', text: 'r = litellm.completion(model="ollama/qwen3:8b", messages=[])', expect: ['ollama:qwen3:8b'] },
    {
      file: 'a.py',
      text: 'class A(BaseModel):\n    model_id: str = Field("BAAI/bge-m3", description="x")',
      expect: ['hf:BAAI/bge-m3'],
    },
    { file: 'a.py', text: 'def f(args):\n    return AutoModel.from_pretrained(args.model)', expect: ['?variable'] },
  ],
  bad: [
    { file: 'a.py', text: 'ds = load_dataset("acme/rows")\nsnapshot_download("acme/rows", repo_type="dataset")' },
    { file: 'a.py', text: 'model.save_pretrained("out/final")\nx = AutoModel.from_pretrained("out/final")' },
    { file: 'a.py', text: 'model.push_to_hub("acme/bot")\n# AutoModel.from_pretrained("Qwen/Qwen3-8B")' },
    { file: 'a.py', text: '"""Use AutoModel.from_pretrained("Qwen/Qwen3-8B")."""' },
    { file: 'a.py', text: 'USE_MODEL = os.getenv("USE_MODEL", "False")\nmodel_type = "llama"\nmodel = "auto"' },
    { file: 'a.py', text: 'model = f"{org}/{name}"\nx = load("a/b")' },
  ],
} as const satisfies Detector;
