import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGguf } from '../../../src/scan/artifacts/gguf.ts';
import { readSafetensors } from '../../../src/scan/artifacts/safetensors.ts';
import { ggufHeader } from '../../fixtures/gguf.ts';

describe('GGUF headers', () => {
  it('tell license, name and bases, past lists and numbers', () => {
    const bytes = ggufHeader({
      'general.architecture': 'llama',
      'general.name': 'Support Bot',
      'tokenizer.ggml.tokens': ['a', 'b', '</s>'],
      'general.file_type': 15,
      'general.license': 'mit',
      'general.license.link': 'https://example.com/terms',
      'general.base_model.count': 2,
      'general.base_model.0.repo_url': 'https://huggingface.co/meta-llama/Llama-3.1-8B',
      'general.base_model.1.name': 'Secret 7B',
      'general.base_model.1.organization': 'Acme',
    });
    expect(readGguf(bytes, 'm.gguf')).toEqual({
      origin: 'gguf',
      file: 'm.gguf',
      line: 1,
      name: 'Support Bot',
      license: 'mit',
      licenseLink: 'https://example.com/terms',
      bases: [
        { id: 'meta-llama/Llama-3.1-8B', relation: 'quantized' },
        { id: 'Acme/Secret 7B', relation: 'quantized', external: true },
      ],
    });
  });

  it('falls back on the repository it was made from', () => {
    const bytes = ggufHeader({ 'general.source.repo_url': 'https://huggingface.co/Qwen/Qwen3-8B' });
    expect(readGguf(bytes, 'm.gguf')?.bases).toEqual([{ id: 'Qwen/Qwen3-8B', relation: 'quantized' }]);
  });

  it('survives headers that are cut or lie', () => {
    const whole = ggufHeader({ 'general.license': 'mit', 'general.name': 'x', list: ['a', 'b'] });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: whole.length }),
        fc.array(fc.tuple(fc.integer({ min: 8, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 })), {
          maxLength: 6,
        }),
        (length, changes) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const read = readGguf(bytes.subarray(0, length), 'm.gguf');
          expect(length < 24 ? read : 'read').toEqual(length < 24 ? undefined : 'read');
        },
      ),
    );
  });

  it('is not fooled by other files', () => {
    expect(
      readGguf(new TextEncoder().encode('version https://git-lfs.github.com/spec/v1 oid sha256:0'), 'm.gguf'),
    ).toBeUndefined();
  });
});

describe('safetensors headers', () => {
  const file = (header: string, size = header.length): Uint8Array => {
    const bytes = new Uint8Array(8 + header.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(size), true);
    bytes.set(new TextEncoder().encode(header), 8);
    return bytes;
  };

  it('tell license and base where they are given', () => {
    const header =
      '{"__metadata__":{"format":"pt","license":"cc-by-nc-4.0","base_model":"black-forest-labs/FLUX.1-dev"},"w":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}';
    expect(readSafetensors(file(header), 'a.safetensors')).toEqual({
      origin: 'safetensors',
      file: 'a.safetensors',
      line: 1,
      license: 'cc-by-nc-4.0',
      bases: [{ id: 'black-forest-labs/FLUX.1-dev', relation: 'finetune' }],
    });
  });

  it.each([
    ['no metadata', '{"w":{"dtype":"F16"}}', undefined],
    ['metadata without either', '{"__metadata__":{"format":"pt"}}', undefined],
    ['a length that lies', '{"__metadata__":{"format":"pt"}}', 1 << 30],
    ['no JSON', 'xxxxxxxxxxxxxxxx', undefined],
  ])('say nothing with %s', (_, header, size) => {
    expect(readSafetensors(file(header, size), 'a.safetensors')).toBeUndefined();
  });
});
