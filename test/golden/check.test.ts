import { describe, expect, it } from 'vitest';
import { writeLock } from '../../src/license/lock.ts';
import { explainModels } from '../../src/report/check-formats/explain.ts';
import { renderNotices } from '../../src/report/check-formats/notices.ts';
import type { CheckFormatId, CheckFormatOptions } from '../../src/report/check-formats/options.ts';
import { loadCheckFormat } from '../../src/report/check-formats/registry.ts';
import { policyOf } from '../fixtures/check.ts';
import { CHECK_RESULTS } from '../fixtures/check-results.ts';

const PLAIN: CheckFormatOptions = { locale: 'en', width: 100, color: 0, ascii: false, suppressed: false };
const LOOKS: Readonly<Record<string, readonly [CheckFormatId, CheckFormatOptions]>> = {
  'en.txt': ['table', PLAIN],
  'zh-CN.txt': ['table', { ...PLAIN, locale: 'zh-CN' }],
  'narrow.txt': ['table', { ...PLAIN, width: 48, ascii: true }],
  json: ['json', PLAIN],
  'sarif.json': ['sarif', PLAIN],
  'suppressed.sarif.json': ['sarif', { ...PLAIN, suppressed: true }],
  'junit.xml': ['junit', PLAIN],
  'github.txt': ['github', PLAIN],
  'gitlab.json': ['gitlab', PLAIN],
  'markdown.txt': ['markdown', PLAIN],
  'zh-CN.markdown.txt': ['markdown', { ...PLAIN, locale: 'zh-CN' }],
  'cdx.json': ['cyclonedx', PLAIN],
};

describe.each(Object.entries(CHECK_RESULTS))('%s', (name, { result, lock }) => {
  it.each(Object.entries(LOOKS))('as %s', async (look, [id, options]) => {
    const format = await loadCheckFormat(id, options.color);
    await expect(format(result, options)).toMatchFileSnapshot(`check/${name}.${look}`);
  });

  it('as notices, lock and explanation', async () => {
    await expect(renderNotices(result)).toMatchFileSnapshot(`check/${name}.notices.txt`);
    await expect(writeLock(lock)).toMatchFileSnapshot(`check/${name}.lock.json`);
    const explained = explainModels(result.models, result, policyOf({ profile: { use: 'commercial' } }), PLAIN);
    await expect(explained).toMatchFileSnapshot(`check/${name}.explain.txt`);
  });
});
