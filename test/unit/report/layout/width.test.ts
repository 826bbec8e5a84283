import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { displayWidth, graphemes } from '../../../../src/report/layout/width.ts';

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['Qwen3 14B', 9],
    ['通义千问', 8],
    ['首 token 延迟', 13],
    ['显存（GiB）', 11],
    ['38–52 tok/s', 11],
    ['e\u0301te\u0301', 3],
    ['👩‍👩‍👧‍👦', 2],
    ['🇨🇳', 2],
    ['ｶﾞ', 2],
    ['한국어', 6],
    ['\u1112\u1161\u11ab', 2],
    ['│─┐', 3],
    ['\u200b', 0],
  ])('%j takes %i cells', (text, width) => expect(displayWidth(text)).toBe(width));

  it('counts ambiguous characters as two cells when the terminal does', () => {
    expect(displayWidth('38–52 ×2 …', { ambiguousWide: true })).toBe(13);
  });

  it('agrees with string-width on every assigned code point, alone and after a letter', () => {
    const disagreements: string[] = [];
    let looked = 0;
    for (let codePoint = 0x20; codePoint <= 0x3ffff; codePoint++) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
      // A sample inside the big uniform ideograph blocks, every code point elsewhere.
      if (codePoint > 0x20000 && codePoint % 97 !== 0) continue;
      if (codePoint > 0x10000 && codePoint < 0x1f000 && codePoint % 5 !== 0) continue;
      if (codePoint > 0x3500 && codePoint < 0xa000 && codePoint % 31 !== 0) continue;
      if (codePoint > 0xac00 && codePoint < 0xf900 && codePoint % 31 !== 0) continue;
      const character = String.fromCodePoint(codePoint);
      // Escape introducers start colour codes there; this function is never given colour codes.
      if (codePoint === 0x1b || codePoint === 0x9b) continue;
      looked++;
      const agree = (text: string, ambiguousWide: boolean): void => {
        if (displayWidth(text, { ambiguousWide }) !== stringWidth(text, { ambiguousIsNarrow: !ambiguousWide }))
          disagreements.push(`U+${codePoint.toString(16)} ${ambiguousWide}`);
      };
      agree(character, true);
      agree(`a${character}`, false);
    }
    expect(looked).toBeGreaterThan(30_000);
    expect(disagreements).toEqual([]);
  });

  it('agrees with string-width on random sequences', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        '中文',
        '，',
        '“',
        '…',
        '👍🏽',
        '👨‍💻',
        '1️⃣',
        '❤️',
        '❤',
        '🇨🇳',
        '🇨',
        'ﾞ',
        'か\u3099',
        'न्',
        'กำ',
        '\u1100',
        '\u1161',
        '\u200d',
        '\ufe0f',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join('').replaceAll('\u001b', '').replaceAll('\u009b', '');
        expect(displayWidth(text)).toBe(stringWidth(text));
      }),
      { numRuns: 3000 },
    );
  });
});

it('splits into graphemes that join to the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(graphemes(text).join('')).toBe(text);
    }),
  );
  expect(graphemes('e\u0301👩‍💻中')).toEqual(['e\u0301', '👩‍💻', '中']);
});
