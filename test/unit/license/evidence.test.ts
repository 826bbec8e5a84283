import { describe, expect, it } from 'vitest';
import type { Obligation } from '../../../src/domain/license.ts';
import { assessVerdict } from '../../../src/license/assess.ts';
import { type EvidenceContext, proveByFiles } from '../../../src/license/evidence.ts';
import { judge, LICENSES, loud, policyWith, SMALL_COMPANY } from '../../fixtures/licenses.ts';

function context(
  files: Readonly<Record<string, string>>,
  more: Partial<Pick<EvidenceContext, 'declared' | 'publishedNames'>> = {},
): EvidenceContext {
  return {
    files: { paths: Object.keys(files), read: (path) => files[path] },
    declared: {},
    details: (license) => LICENSES.get(license),
    publishedNames: [],
    ...more,
  };
}

const duty = (code: string, license = 'llama3.1'): Obligation => ({ code, license, state: 'open' });
const NOTICE = LICENSES.get('llama3.1')?.terms.noticeFile?.text ?? '';
const DISPLAY = 'display:Built with Llama';

describe('proofs in files', () => {
  it.each<readonly [string, Obligation, EvidenceContext, string | undefined]>([
    ['a display text in the readme', duty(DISPLAY), context({ 'README.md': 'x\nBuilt with Llama\n' }), 'README.md'],
    [
      'across tags and lines',
      duty(DISPLAY),
      context({ 'web/about.html': '<p>Built <b>with</b>\n Llama</p>' }),
      'web/about.html',
    ],
    ['in another case', duty(DISPLAY), context({ 'README.md': 'built with llama' }), undefined],
    ['in source code only', duty(DISPLAY), context({ 'src/a.py': '# Built with Llama' }), undefined],
    [
      'in the named file',
      duty(DISPLAY),
      context({ 'NOTES.txt': 'Built with Llama' }, { declared: { [DISPLAY]: ['NOTES.txt'] } }),
      'NOTES.txt',
    ],
    [
      'not in the named file',
      duty(DISPLAY),
      context({ 'README.md': 'Built with Llama', 'NOTES.txt': '' }, { declared: { [DISPLAY]: ['NOTES.txt'] } }),
      undefined,
    ],
    ['a named file that is missing', duty(DISPLAY), context({}, { declared: { [DISPLAY]: ['NOTES.txt'] } }), undefined],
    ['the sentence in a notice file', duty('notice-file'), context({ NOTICE }), 'NOTICE'],
    ['a notice file without it', duty('notice-file'), context({ NOTICE: 'Acme' }), undefined],
    [
      'a copy of the license',
      duty('license-copy'),
      context({ 'LICENSES/llama.txt': 'LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\n…' }),
      'LICENSES/llama.txt',
    ],
    ['a copy of another license', duty('license-copy'), context({ LICENSE: 'MIT License' }), undefined],
    [
      'a name with its prefix',
      duty('name-prefix:Llama'),
      context({}, { publishedNames: ['acme/Llama-Sky'] }),
      'acme/Llama-Sky',
    ],
    [
      'a name without',
      duty('name-prefix:Llama'),
      context({}, { publishedNames: ['acme/Llama-Sky', 'acme/Sky'] }),
      undefined,
    ],
    ['no published name', duty('name-prefix:Llama'), context({}), undefined],
    [
      'passed-on terms in a named file',
      duty('pass-on-restrictions'),
      context({ 'terms.md': '…' }, { declared: { 'pass-on-restrictions': ['terms.md'] } }),
      'terms.md',
    ],
    ['passed-on terms nowhere named', duty('pass-on-restrictions'), context({ 'terms.md': '…' }), undefined],
  ])('%s', (_, obligation, where, reference) => {
    const [proven] = proveByFiles([obligation], where);
    expect(proven?.state).toBe(reference === undefined ? 'open' : 'proven');
    expect(proven?.proof?.reference).toBe(reference);
  });
});

describe('open duties', () => {
  const verdict = (license: string) => judge({ licenses: [license] }, policyWith({ profile: SMALL_COMPANY }));

  it('are errors where something has to be shown, warnings where a rule has to be accepted', () => {
    expect(loud(assessVerdict(verdict('llama3.1'), context({})))).toEqual(['LLA003 error', 'LLA003 warning']);
    expect(loud(assessVerdict(verdict('llama3.1'), context({ README: 'Built with Llama' })))).toEqual([
      'LLA003 warning',
    ]);
  });

  it('of a denied model are not asked for', () => {
    expect(loud(assessVerdict(verdict('mrl'), context({})))).toEqual(['LLA006 error']);
  });
});
