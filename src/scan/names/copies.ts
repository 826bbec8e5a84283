/**
 * Conversions for browsers and what they were converted from, as their cards state it. From the base models of the repositories of
 * huggingface.co/Xenova and huggingface.co/onnx-community that transformers.js loads by default, read 2026-11.
 */
const COPIES: Readonly<Record<string, string>> = {
  'Xenova/distilbert-base-uncased-finetuned-sst-2-english':
    'distilbert/distilbert-base-uncased-finetuned-sst-2-english',
  'Xenova/bert-base-multilingual-cased-ner-hrl': 'Davlan/bert-base-multilingual-cased-ner-hrl',
  'Xenova/distilbert-base-cased-distilled-squad': 'distilbert/distilbert-base-cased-distilled-squad',
  'Xenova/distilbart-cnn-6-6': 'sshleifer/distilbart-cnn-6-6',
  'Xenova/t5-small': 'google-t5/t5-small',
  'Xenova/flan-t5-small': 'google/flan-t5-small',
  'onnx-community/Qwen3-0.6B-ONNX': 'Qwen/Qwen3-0.6B',
  'Xenova/distilbert-base-uncased-mnli': 'typeform/distilbert-base-uncased-mnli',
  'Xenova/wav2vec2-base-superb-ks': 'superb/wav2vec2-base-superb-ks',
  'Xenova/clap-htsat-unfused': 'laion/clap-htsat-unfused',
  'Xenova/whisper-tiny.en': 'openai/whisper-tiny.en',
  'Xenova/vit-gpt2-image-captioning': 'nlpconnect/vit-gpt2-image-captioning',
  'Xenova/vit-base-patch16-224': 'google/vit-base-patch16-224',
  'Xenova/detr-resnet-50-panoptic': 'facebook/detr-resnet-50-panoptic',
  'Xenova/detr-resnet-50': 'facebook/detr-resnet-50',
  'Xenova/clip-vit-base-patch32': 'openai/clip-vit-base-patch32',
  'Xenova/owlvit-base-patch32': 'google/owlvit-base-patch32',
  'Xenova/donut-base-finetuned-docvqa': 'naver-clova-ix/donut-base-finetuned-docvqa',
  'Xenova/swin2SR-classical-sr-x2-64': 'caidas/swin2SR-classical-sr-x2-64',
  'onnx-community/depth-anything-v2-small': 'depth-anything/Depth-Anything-V2-Small-hf',
  'onnx-community/all-MiniLM-L6-v2-ONNX': 'sentence-transformers/all-MiniLM-L6-v2',
  'Xenova/all-MiniLM-L6-v2': 'sentence-transformers/all-MiniLM-L6-v2',
  'onnx-community/dinov3-vits16-pretrain-lvd1689m-ONNX': 'facebook/dinov3-vits16-pretrain-lvd1689m',
};

const BY_LOWER: ReadonlyMap<string, string> = new Map(
  Object.entries(COPIES).map(([copy, of]) => [copy.toLowerCase(), of]),
);

/** What a conversion was made from; undefined for every other repository. */
export const originalOf = (id: string): string | undefined => BY_LOWER.get(id.toLowerCase());
