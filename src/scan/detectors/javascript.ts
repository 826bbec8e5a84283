import { readJavaScript } from '../recognise/javascript-code.ts';
import { JAVASCRIPT } from '../text/code-tokens.ts';
import type { Detector } from '../types.ts';

/** JavaScript and TypeScript, also inside single-file components. */
export const javascript = {
  id: 'javascript',
  reads: ({ extension, name }) =>
    /^(?:[mc]?[jt]sx?|vue|svelte|astro)$/.test(extension) && !/\.min\.[mc]?js$/.test(name),
  detect: (file) => readJavaScript(file.code(JAVASCRIPT)),
  good: [
    {
      file: 'a.ts',
      text: "const p = await pipeline('feature-extraction', 'Xenova/all-MiniLM-L6-v2');",
      expect: ['hf:Xenova/all-MiniLM-L6-v2'],
    },
    {
      file: 'a.ts',
      text: "import { pipeline } from '@huggingface/transformers';\nconst p = await pipeline('summarization');",
      expect: ['hf:Xenova/distilbart-cnn-6-6'],
    },
    {
      file: 'a.js',
      text: 'const m = new ChatOllama({ model: "llama3.2", temperature: 0 });',
      expect: ['ollama:llama3.2:latest'],
    },
    {
      file: 'a.ts',
      text: "await ollama.chat({ model: 'qwen3:8b', messages });\nstreamText({ model: ollama('phi4') });",
      expect: ['ollama:qwen3:8b', 'ollama:phi4:latest'],
    },
    { file: 'a.ts', text: "const model = process.env.EMBED_MODEL ?? 'BAAI/bge-m3';", expect: ['hf:BAAI/bge-m3'] },
    { file: 'a.ts', text: 'const e = await CreateMLCEngine("Qwen3-0.6B-q4f16_1-MLC");', expect: ['?preset'] },
    {
      file: 'a.ts',
      text: "await llama.loadModel({ modelPath: await resolveModelFile('hf:acme/Bot-GGUF:Q4_K_M') });",
      expect: ['hf:acme/Bot-GGUF'],
    },
    {
      file: 'a.ts',
      text: "await hf.textToImage({\n  model: 'black-forest-labs/FLUX.1-dev',\n  provider: 'fal-ai',\n});",
      expect: ['hf:black-forest-labs/FLUX.1-dev'],
    },
    {
      file: 'a.tsx',
      text: "const t = await AutoTokenizer.from_pretrained(\n  'Xenova/gpt-4o',\n);",
      expect: ['hf:Xenova/gpt-4o'],
    },
  ],
  bad: [
    { file: 'a.ts', text: "import { x } from '@huggingface/inference';\nimport y from 'acme/model';" },
    { file: 'a.ts', text: "// await pipeline('fill-mask', 'acme/bert')\nconst type = 'application/json';" },
    {
      file: 'a.ts',
      text: "const p = await pipeline(stream, through, sink);\nconst c = { provider: 'openai', model: 'gpt-4o' };",
    },
    { file: 'a.ts', text: 'const r = /[\'"]acme/g; const s = `model: \u0024{x}`;' },
  ],
} as const satisfies Detector;
