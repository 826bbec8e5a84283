/**
 * What `pipeline(task)` loads when no model is given. transformers.js: `SUPPORTED_TASKS` in src/pipelines.js of
 * huggingface/transformers.js; Python: `SUPPORTED_TASKS` in src/transformers/pipelines/__init__.py of huggingface/transformers; read 2026-11.
 * The libraries change them between versions, so that such a reference is never more than likely.
 */
const JAVASCRIPT: Readonly<Record<string, string>> = {
  'text-classification': 'Xenova/distilbert-base-uncased-finetuned-sst-2-english',
  'sentiment-analysis': 'Xenova/distilbert-base-uncased-finetuned-sst-2-english',
  'token-classification': 'Xenova/bert-base-multilingual-cased-ner-hrl',
  ner: 'Xenova/bert-base-multilingual-cased-ner-hrl',
  'question-answering': 'Xenova/distilbert-base-cased-distilled-squad',
  'fill-mask': 'onnx-community/ettin-encoder-32m-ONNX',
  summarization: 'Xenova/distilbart-cnn-6-6',
  translation: 'Xenova/t5-small',
  'text2text-generation': 'Xenova/flan-t5-small',
  'text-generation': 'onnx-community/Qwen3-0.6B-ONNX',
  'zero-shot-classification': 'Xenova/distilbert-base-uncased-mnli',
  'audio-classification': 'Xenova/wav2vec2-base-superb-ks',
  'zero-shot-audio-classification': 'Xenova/clap-htsat-unfused',
  'automatic-speech-recognition': 'Xenova/whisper-tiny.en',
  'text-to-audio': 'onnx-community/Supertonic-TTS-ONNX',
  'text-to-speech': 'onnx-community/Supertonic-TTS-ONNX',
  'image-to-text': 'Xenova/vit-gpt2-image-captioning',
  'image-classification': 'Xenova/vit-base-patch16-224',
  'image-segmentation': 'Xenova/detr-resnet-50-panoptic',
  'background-removal': 'Xenova/modnet',
  'zero-shot-image-classification': 'Xenova/clip-vit-base-patch32',
  'object-detection': 'Xenova/detr-resnet-50',
  'zero-shot-object-detection': 'Xenova/owlvit-base-patch32',
  'document-question-answering': 'Xenova/donut-base-finetuned-docvqa',
  'image-to-image': 'Xenova/swin2SR-classical-sr-x2-64',
  'depth-estimation': 'onnx-community/depth-anything-v2-small',
  'feature-extraction': 'onnx-community/all-MiniLM-L6-v2-ONNX',
  embeddings: 'onnx-community/all-MiniLM-L6-v2-ONNX',
  'image-feature-extraction': 'onnx-community/dinov3-vits16-pretrain-lvd1689m-ONNX',
};

const PYTHON: Readonly<Record<string, string>> = {
  'text-classification': 'distilbert/distilbert-base-uncased-finetuned-sst-2-english',
  'sentiment-analysis': 'distilbert/distilbert-base-uncased-finetuned-sst-2-english',
  'token-classification': 'dbmdz/bert-large-cased-finetuned-conll03-english',
  ner: 'dbmdz/bert-large-cased-finetuned-conll03-english',
  'question-answering': 'distilbert/distilbert-base-cased-distilled-squad',
  'fill-mask': 'distilbert/distilroberta-base',
  summarization: 'sshleifer/distilbart-cnn-12-6',
  translation: 'google-t5/t5-base',
  'text2text-generation': 'google-t5/t5-base',
  'text-generation': 'openai-community/gpt2',
  'zero-shot-classification': 'facebook/bart-large-mnli',
  'feature-extraction': 'distilbert/distilbert-base-cased',
  'table-question-answering': 'google/tapas-base-finetuned-wtq',
  'visual-question-answering': 'dandelin/vilt-b32-finetuned-vqa',
  'document-question-answering': 'impira/layoutlm-document-qa',
  'image-classification': 'google/vit-base-patch16-224',
  'image-feature-extraction': 'google/vit-base-patch16-224',
  'image-segmentation': 'facebook/detr-resnet-50-panoptic',
  'image-to-text': 'ydshieh/vit-gpt2-coco-en',
  'object-detection': 'facebook/detr-resnet-50',
  'zero-shot-object-detection': 'google/owlvit-base-patch32',
  'depth-estimation': 'Intel/dpt-large',
  'video-classification': 'MCG-NJU/videomae-base-finetuned-kinetics',
  'zero-shot-image-classification': 'openai/clip-vit-base-patch32',
  'automatic-speech-recognition': 'facebook/wav2vec2-base-960h',
  'audio-classification': 'superb/wav2vec2-base-superb-ks',
  'text-to-audio': 'suno/bark-small',
  'text-to-speech': 'suno/bark-small',
};

export type PipelineLibrary = 'transformers' | 'transformers.js';

/** Undefined for texts that are no task. A task of translation carries its languages: `translation_en_to_de`. */
export function defaultModelOf(task: string, library: PipelineLibrary): string | undefined {
  const table = library === 'transformers' ? PYTHON : JAVASCRIPT;
  return table[/^translation_\w+$/.test(task) ? 'translation' : task];
}
