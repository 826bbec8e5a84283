import { describe, expect, it } from 'vitest';
import { fixText } from '../../../src/build/lint-catalog.ts';

const LINE = '# yaml-language-server: $schema=../schema/devices.schema.json\n';
const fix = (text: string): string => fixText({ path: 'devices/a.yaml', text });

const entry = (id: string, lead = ''): string => `${lead}  - id: ${id}\n    name: Card ${id} # kept\n`;

describe('catalog:lint --fix', () => {
  it('writes the schema line, over a wrong one too', () => {
    expect(fix(`devices:\n${entry('a')}`)).toBe(`${LINE}devices:\n${entry('a')}`);
    expect(fix(`# yaml-language-server: $schema=../x.json\ndevices:\n${entry('a')}`)).toBe(
      `${LINE}devices:\n${entry('a')}`,
    );
  });

  it('sorts whole blocks with the comments above them, and nothing inside them', () => {
    const before = `${LINE}devices:\n${entry('rtx-14')}${entry('rtx-7', '  # the small one\n')}`;
    expect(fix(before)).toBe(`${LINE}devices:\n${entry('rtx-7', '  # the small one\n')}${entry('rtx-14')}`);
  });

  it('keeps blank lines between entries', () => {
    const before = `${LINE}devices:\n${entry('c')}\n${entry('a')}\n${entry('b')}`;
    expect(fix(before)).toBe(`${LINE}devices:\n${entry('a')}\n${entry('b')}\n${entry('c')}`);
  });

  it('changes nothing twice, and nothing that cannot be read', () => {
    const once = fix(`devices:\n${entry('b')}${entry('a')}`);
    expect(fix(once)).toBe(once);
    expect(fix('devices: [\n')).toBe('devices: [\n');
  });
});
