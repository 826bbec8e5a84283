import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatBytes, formatGib, formatParameters, formatTokens } from '../../src/units/format.ts';
import { parseBytes, parseParameters, parseTokens } from '../../src/units/parse.ts';
import { bytes, GIB, parameters, tokens } from '../../src/units/quantities.ts';

const whole = fc.maxSafeNat();

it('reads back exactly what was formatted', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        whole,
        fc.nat(4096).map((n) => n * GIB),
        fc.nat(4096).map((n) => n * 1e9),
      ),
      (n) => {
        expect(parseBytes(formatBytes(bytes(n)))).toEqual({ kind: 'ok', value: n });
      },
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        whole,
        fc.nat(9999).map((n) => n * 1024),
      ),
      (n) => {
        expect(parseTokens(formatTokens(tokens(n)))).toEqual({ kind: 'ok', value: n });
      },
    ),
  );
});

it('rounds for people by no more than it says', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 43), (n) => {
      const parsed = parseBytes(formatGib(n));
      expect(parsed.kind === 'ok' ? Math.abs(parsed.value - n) : Number.NaN).toBeLessThanOrEqual(0.0501 * GIB);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e13 }), (n) => {
      const parsed = parseParameters(formatParameters(parameters(n)));
      expect(parsed.kind === 'ok' ? Math.abs(parsed.value - n) / n : Number.NaN).toBeLessThanOrEqual(0.0051);
    }),
  );
});
