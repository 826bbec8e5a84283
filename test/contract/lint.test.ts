import { describe, expect, it } from 'vitest';
import { compileCatalog } from '../../src/catalog/compile.ts';
import { SCHEMA_CHECKS } from '../../src/catalog/finding.ts';
import { LINT_RULES } from '../../src/catalog/lint/registry.ts';

const TODAY = '2026-01-01';

/** Findings of an example, as if the files were a whole catalog. */
function lint(files: Readonly<Record<string, string>>) {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  return compileCatalog(sources, { sha256: (text) => String(text.length), today: TODAY, style: true }).findings;
}

describe('lint rules', () => {
  it('have ids that are unique and no schema check uses', () => {
    const ids = LINT_RULES.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(Object.keys(SCHEMA_CHECKS)).not.toContain(id);
    }
  });

  describe.each(LINT_RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
    it('says what it asks for', () => {
      expect(rule.description).toMatch(/^[A-Z`].*\.$/s);
    });

    it('finds nothing in its good example', () => {
      expect(lint(rule.examples.good).filter((finding) => finding.rule === rule.id)).toEqual([]);
    });

    it('has a good example that the schemas accept', () => {
      expect(lint(rule.examples.good).filter((finding) => finding.rule in SCHEMA_CHECKS)).toEqual([]);
    });

    it('finds its bad example, at a place in a file of it', () => {
      const found = lint(rule.examples.bad).filter((finding) => finding.rule === rule.id);
      expect(found.length).toBeGreaterThan(0);
      for (const finding of found) {
        const text = rule.examples.bad[finding.file];
        expect(text).toBeDefined();
        expect(finding.level).toBe(rule.level);
        expect(finding.line).toBeLessThanOrEqual(text?.split('\n').length ?? 0);
        expect(finding.column).toBeGreaterThan(0);
      }
    });

    it('has a bad example that only rules find fault with', () => {
      expect(lint(rule.examples.bad).filter((finding) => finding.rule in SCHEMA_CHECKS)).toEqual([]);
    });
  });
});
