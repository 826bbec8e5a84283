import { describe, expect, it } from 'vitest';
import type { Relation } from '../../../src/domain/model.ts';
import type { LineageNode } from '../../../src/license/lineage.ts';
import { codes, judge, loud, nodeWith, policyWith, SMALL_COMPANY } from '../../fixtures/licenses.ts';

const policy = policyWith({ profile: SMALL_COMPANY });
const llama = nodeWith({ id: 'meta-llama/Base', publisher: 'Meta', licenses: ['llama3.1'] });
const free = nodeWith({ id: 'qwen/Base', publisher: 'Qwen', licenses: ['apache-2.0'] });
const shareAlike = nodeWith({ id: 'art/Base', publisher: 'Art', licenses: ['cc-by-sa-4.0'] });
const from = (base: LineageNode, relation: Relation = 'finetune') => ({ id: base.id, relation });

describe('effective licenses', () => {
  const cases: readonly (readonly [string, string | undefined, LineageNode, Relation, readonly string[]])[] = [
    ['a fine-tune keeps both', 'mit', llama, 'finetune', ['llama3.1', 'mit']],
    ['an adapter keeps both', 'mit', llama, 'adapter', ['llama3.1', 'mit']],
    ['a distilled student keeps both', 'mit', llama, 'distil', ['llama3.1', 'mit']],
    ['continued training keeps both', 'mit', free, 'continued', ['apache-2.0', 'mit']],
    ['a re-upload cannot relicense', 'apache-2.0', llama, 'quantized', ['llama3.1']],
    ['a mirror cannot relicense', 'mit', llama, 'mirror', ['llama3.1']],
    ['a stricter label of a re-upload adds', 'cc-by-nc-4.0', free, 'quantized', ['apache-2.0', 'cc-by-nc-4.0']],
    [
      'the license of a third vendor is not theirs to grant',
      'microsoft-research-license',
      free,
      'quantized',
      ['apache-2.0'],
    ],
    ['an unlabelled re-upload follows its base', undefined, llama, 'quantized', ['llama3.1']],
    ['the same label is one license', 'llama3.1', llama, 'finetune', ['llama3.1']],
  ];
  it.each(cases)('%s', (_, license, base, relation, expected) => {
    const licenses = license === undefined ? [] : [license];
    expect(judge({ licenses, bases: [from(base, relation)] }, policy, [llama, free]).ids).toEqual(expected);
  });

  it('a vendor may label its own conversion', () => {
    const node = { publisher: 'NVIDIA', licenses: ['nvidia-open-model-license'], bases: [from(llama, 'quantized')] };
    expect(judge(node, policy, [llama]).ids).toEqual(['llama3.1', 'nvidia-open-model-license']);
  });

  it('a merge is the union of its sources', () => {
    const node = { licenses: ['mit'], bases: [from(llama, 'merge'), from(free, 'merge'), from(shareAlike, 'merge')] };
    const verdict = judge(node, policy, [llama, free, shareAlike]);
    expect(verdict.ids).toEqual(['apache-2.0', 'cc-by-sa-4.0', 'llama3.1', 'mit']);
    expect(verdict.expression).toBe('MIT AND Apache-2.0 AND CC-BY-SA-4.0 AND LicenseRef-llama3.1');
  });

  it('a publisher relicenses its own earlier model, but not what came from elsewhere', () => {
    const middle = nodeWith({ id: 'org/middle', licenses: ['deepseek'], bases: [from(llama)] });
    const node = { id: 'org/newer', licenses: ['mit'], bases: [from(middle)] };
    expect(judge(node, policy, [middle, llama]).ids).toEqual(['llama3.1', 'mit']);
  });

  it('the license text may bring others along', () => {
    expect(judge({ licenses: ['cogvlm2'] }, policy).ids).toEqual(['cogvlm2', 'llama3', 'mit']);
    expect(judge({ licenses: ['baichuan-2-community'] }, policy).ids).toEqual(['apache-2.0', 'baichuan-2-community']);
  });

  it('a base outside the catalog counts when its license is stated', () => {
    const bases = [{ id: 'qwen/Elsewhere', relation: 'distil', external: true, license: 'apache-2.0' } as const];
    expect(judge({ licenses: ['mit'], bases }, policy)).toMatchObject({
      verdict: 'allowed',
      ids: ['apache-2.0', 'mit'],
    });
  });

  it("looks at the base's modality, not only at the child's", () => {
    const german = policyWith({ profile: { ...SMALL_COMPANY, domicile: 'DE' } });
    const vision = nodeWith({
      id: 'meta-llama/Vision',
      publisher: 'Meta',
      licenses: ['llama3.2'],
      modality: 'multimodal',
    });
    const child = { licenses: ['llama3.2'], bases: [from(vision)], modality: 'text' } as const;
    expect(judge(child, german, [vision])).toMatchObject({ verdict: 'denied' });
  });
});

describe('chains that cannot be followed', () => {
  it('an unknown base makes the model unknown, whatever its own label', () => {
    const verdict = judge({ licenses: ['mit'], bases: [{ id: 'who/knows', relation: 'finetune' }] }, policy);
    expect(verdict).toMatchObject({ verdict: 'unknown', ids: [], expression: 'NOASSERTION' });
    expect(verdict.findings[0]).toMatchObject({ rule: 'LLA002', license: 'who/knows' });
  });

  it('an own base of the publisher may stay unknown', () => {
    const node = { id: 'org/chat', licenses: ['mit'], bases: [{ id: 'org/base', relation: 'finetune' }] } as const;
    expect(judge(node, policy).verdict).toBe('allowed');
  });

  it('a circle ends, and is told', () => {
    const a = nodeWith({ id: 'a/a', publisher: 'A', licenses: ['mit'], bases: [{ id: 'b/b', relation: 'merge' }] });
    const b = nodeWith({
      id: 'b/b',
      publisher: 'B',
      licenses: ['apache-2.0'],
      bases: [{ id: 'a/a', relation: 'merge' }],
    });
    const verdict = judge(a, policy, [a, b]);
    expect(verdict).toMatchObject({ verdict: 'conditional', ids: ['apache-2.0', 'mit'] });
    expect(verdict.findings.some((finding) => finding.kind === 'lineage')).toBe(true);
  });

  it('eight steps are followed, the ninth is told', () => {
    const chain = Array.from({ length: 12 }, (_, index) =>
      nodeWith({
        id: `p${index}/m`,
        publisher: `P${index}`,
        licenses: ['mit'],
        bases: index === 11 ? [] : [{ id: `p${index + 1}/m`, relation: 'finetune' }],
      }),
    );
    const nodeAt = (index: number) => chain[index] ?? nodeWith({ licenses: [] });
    expect(judge(nodeAt(3), policy, chain)).toMatchObject({ verdict: 'allowed' });
    expect(judge(nodeAt(2), policy, chain)).toMatchObject({ verdict: 'conditional' });
  });

  it('training on without a license grants nothing', () => {
    expect(judge({ licenses: [], bases: [from(free)] }, policy, [free])).toMatchObject({ verdict: 'unknown' });
    const base = nodeWith({ id: 'meta/one', publisher: 'Meta', licenses: ['llama'] });
    expect(loud(judge({ licenses: [], bases: [from(base)] }, policy, [base]))).toContain('LLA006 error');
  });

  it('a license nobody knows stays unknown, and so does none at all', () => {
    expect(judge({ licenses: ['shapley-1.0'] }, policy)).toMatchObject({ verdict: 'unknown', ids: [] });
    expect(judge({ licenses: [] }, policy)).toMatchObject({ verdict: 'unknown', expression: 'NOASSERTION' });
    const copy = { licenses: ['shapley-1.0'], bases: [from(free, 'quantized')] };
    expect(judge(copy, policy, [free])).toMatchObject({ verdict: 'unknown', ids: [] });
  });
});

describe('labels and names', () => {
  const finding = (rule: string, node: Parameters<typeof judge>[0]) =>
    judge(node, policy, [llama, free, shareAlike]).findings.find((item) => item.rule === rule);

  it('a weaker label is a warning, another one a note, the same nothing', () => {
    expect(finding('LLA007', { licenses: ['mit'], bases: [from(llama)] })).toMatchObject({ level: 'warning' });
    expect(finding('LLA007', { licenses: ['apache-2.0'], bases: [from(shareAlike)] })).toMatchObject({
      level: 'warning',
    });
    expect(finding('LLA007', { licenses: ['mit'], bases: [from(free)] })).toMatchObject({ level: 'note' });
    expect(finding('LLA007', { licenses: ['apple-amlr'], bases: [from(free)] })).toMatchObject({ level: 'note' });
    expect(finding('LLA007', { licenses: ['llama3.1'], bases: [from(llama)] })).toBeUndefined();
  });

  it('a derivative without its prefix is a note for its users', () => {
    expect(finding('LLA008', { id: 'x/Sky-8B', licenses: ['llama3.1'], bases: [from(llama)] })).toMatchObject({
      level: 'note',
    });
    expect(finding('LLA008', { id: 'x/Llama-3.1-Sky', licenses: ['llama3.1'], bases: [from(llama)] })).toBeUndefined();
    expect(finding('LLA008', { id: 'x/Sky-GGUF', licenses: [], bases: [from(llama, 'quantized')] })).toBeUndefined();
  });

  it('two first name parts cannot both be first', () => {
    const exaone = nodeWith({ id: 'lg/Base', publisher: 'LG', licenses: ['k-exaone'] });
    const merge = { licenses: ['mit'], bases: [from(llama, 'merge'), from(exaone, 'merge')] };
    const publishing = policyWith({
      profile: {
        ...SMALL_COMPANY,
        use: 'research',
        distribution: ['weights'],
        publishesDerivatives: true,
        fineTunes: true,
      },
    });
    expect(loud(judge(merge, publishing, [llama, exaone]))).toContain('LLA018 error');
    expect(judge(merge, publishing, [llama, exaone]).verdict).toBe('denied');
    expect(loud(judge(merge, policy, [llama, exaone]))).not.toContain('LLA018 error');
  });

  it('"Llama 3" satisfies "Llama"', () => {
    const older = nodeWith({ id: 'meta-llama/Older', publisher: 'Meta', licenses: ['llama3'] });
    const publishing = policyWith({
      profile: { ...SMALL_COMPANY, distribution: ['weights'], publishesDerivatives: true, fineTunes: true },
    });
    const verdict = judge({ licenses: ['mit'], bases: [from(llama), from(older)] }, publishing, [llama, older]);
    expect(codes(verdict)).toEqual(expect.arrayContaining(['name-prefix:Llama', 'name-prefix:Llama 3']));
    expect(verdict.verdict).toBe('conditional');
  });

  it('two licenses that each want the whole exclude each other, unless one takes the other in', () => {
    const copyleft = (id: string, license: string) => nodeWith({ id: `${id}/m`, publisher: id, licenses: [license] });
    const gpl = copyleft('g', 'gpl-3.0');
    const lgpl = copyleft('l', 'lgpl-3.0');
    const sa = copyleft('s', 'cc-by-nc-sa-4.0');
    const publishing = policyWith({
      profile: { ...SMALL_COMPANY, use: 'research', distribution: ['weights'], publishesDerivatives: true },
    });
    const merge = (...bases: readonly LineageNode[]) =>
      judge({ licenses: ['mit'], bases: bases.map((base) => from(base, 'merge')) }, publishing, bases).verdict;
    expect(merge(gpl, sa)).toBe('denied');
    expect(merge(gpl, lgpl)).toBe('conditional');
  });
});
