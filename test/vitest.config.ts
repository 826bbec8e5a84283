import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    testTimeout: 30_000,
    // Locale, clock zone and colour of the developer's terminal must not change a result.
    env: { TZ: 'UTC', LC_ALL: 'C', NO_COLOR: '1' },
  },
});
