import { describe, expect, it } from 'vitest';
import { QUERY_FIELDS, type QueryContext } from '../../../../src/catalog/query/fields.ts';
import { matchesQuery } from '../../../../src/catalog/query/match.ts';
import { parseQuery } from '../../../../src/catalog/query/parse.ts';
import { queryVocabulary } from '../../../../src/catalog/query/vocabulary.ts';
import type { ModelSpec } from '../../../../src/domain/model.ts';
import { bytes, parameters, tokens } from '../../../../src/units/quantities.ts';
import { license, MOE, model } from '../models.ts';

const LICENSES = [
  license({
    id: 'open-1',
    category: 'permissive',
    aliases: ['Open One'],
    openness: { osiApproved: true, osaidCompatible: true, mofOpen: true },
  }),
  license({ id: 'community-1', category: 'community-conditional', commercialUse: { allowed: 'conditional' } }),
  license({ id: 'study-1', category: 'research-only', commercialUse: { allowed: 'no' } }),
];
const CONTEXT: QueryContext = { licenses: new Map(LICENSES.map((entry) => [entry.id, entry])) };

function ask(text: string, subject: ModelSpec): boolean {
  const parsed = parseQuery(text);
  if (parsed.kind === 'error') throw new Error(parsed.message);
  return matchesQuery(parsed.ast, subject, CONTEXT);
}

const licensed = (id: string): ModelSpec => model({ license: { id, confidence: 'text', gated: 'unknown' } });
const sized = (total: number): ModelSpec =>
  model({ parameters: { total: parameters(total), active: parameters(total) } });

describe('matchesQuery', () => {
  it.each<readonly [string, ModelSpec, boolean]>([
    ['params<=14b', sized(14e9), true],
    ['params<=14b', sized(14_770_033_664), false],
    ['params<14b', sized(14e9), false],
    ['params=7b', sized(7e9), true],
    ['params!=7b', sized(7e9), false],
    ['params>=1.5b and params<=1.6b', sized(1.54e9), true],
    ['active<4b', model({ parameters: { total: parameters(30e9), active: parameters(3e9) } }), true],
    ['context>=32k', model({ context: { native: tokens(32_000) } }), true],
    ['context<=32k', model({ context: { native: tokens(32_768) } }), true],
    ['context>32k', model({ context: { native: tokens(32_768) } }), false],
    ['context=128k', model({ context: { native: tokens(131_072) } }), true],
    [
      'context>=128k',
      model({ context: { native: tokens(8192), extended: { tokens: tokens(131_072), by: 'yarn' } } }),
      true,
    ],
    ['context=32768', model({ context: { native: tokens(32_000) } }), false],
    ['released>=2025-04', model({ released: '2025-04-01' }), true],
    ['released>=2025-04-02', model({ released: '2025-04' }), false],
    ['released<=2025-04', model({ released: '2025-04' }), true],
    ['released=2025', model({ released: '2025-04-30' }), true],
    ['released<2025', model(), false],
    ['released>=1900', model(), false],
    ['not released<2025', model(), true],
    ['language:en', model(), true],
    ['language:zh', model({ languages: { zh: 'supported' } }), true],
    ['language:zh', model({ languages: { zh: 'incidental' } }), false],
    ['language:zh>=strong', model({ languages: { zh: 'supported' } }), false],
    ['language:zh>=strong', model({ languages: { zh: 'native' } }), true],
    ['language:zh<supported', model({ languages: { zh: 'none' } }), true],
    ['language:zh<supported', model({ languages: {} }), false],
    ['license:permissive', licensed('open-1'), true],
    ['license:osi', licensed('open-1'), true],
    ['license:"open one"', licensed('open-1'), true],
    ['license:commercial', licensed('community-1'), true],
    ['license:permissive', licensed('community-1'), false],
    ['license:community-conditional', licensed('community-1'), true],
    ['license:commercial', licensed('study-1'), false],
    ['license:commercial', licensed('nobody-knows'), false],
    ['license:any', licensed('nobody-knows'), true],
    ['license!=study-1', licensed('open-1'), true],
    ['moe', model(), false],
    ['dense', model(), true],
    ['moe', model({ architecture: MOE }), true],
    ['moe:no', model({ architecture: MOE }), false],
    ['vision', model({ modalities: ['text', 'vision'] }), true],
    ['tools', model(), false],
    ['tools:unknown', model(), true],
    ['gated:no', model(), false],
    ['reasoning', model({ capabilities: { ...model().capabilities, reasoning: 'toggle' } }), true],
    ['reasoning:always', model({ capabilities: { ...model().capabilities, reasoning: 'toggle' } }), false],
    ['engine:vllm,sglang', model({ engines: { sglang: {} } }), true],
    ['ollama', model({ engines: { ollama: {} } }), false],
    ['ollama', model({ engines: { ollama: { tag: 'sample:7b' } } }), true],
    ['format:gguf', model({ weights: [{ format: 'gguf', repo: 'a/b' }] }), true],
    ['quantization:q4_k_m', model({ weights: [{ format: 'gguf', repo: 'a/b', files: { Q4_K_M: bytes(1) } }] }), true],
    ['name:sample-7b', model(), true],
    ['name:*7b', model(), true],
    ['name:*a*m*p*e*7*', model(), true],
    ['name:*7b*7b*', model(), false],
    ['name:short', model({ aliases: ['Short'] }), true],
    ['series:"sample 1"', model(), true],
    ['publisher:own*', model(), true],
    ['family:x,sample', model(), true],
    ['family!=sample', model(), false],
  ])('%s', (text, subject, expected) => {
    expect(ask(text, subject)).toBe(expected);
  });

  it('answers the example of every field without failing', () => {
    for (const field of QUERY_FIELDS) expect(typeof ask(field.example, model())).toBe('boolean');
  });
});

describe('queryVocabulary', () => {
  it('holds the words of open fields, and of all licenses', () => {
    const vocabulary = queryVocabulary({ models: [model()], licenses: LICENSES });
    expect([...(vocabulary.family ?? [])]).toEqual(['sample']);
    expect(vocabulary.license).toContain('study-1');
    expect(vocabulary.license).toContain('commercial');
    expect(vocabulary.name).toBeUndefined();
    expect(vocabulary.role).toBeUndefined();
  });
});
