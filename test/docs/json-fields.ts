import type { Section } from './markdown.ts';

/** Field path (`plan.memory.devices[].id`) to its type as the tables write it; `?` after a path: may be absent. */
type Fields = ReadonlyMap<string, string>;

type Node = Readonly<Record<string, unknown>>;

/** Every field of a JSON Schema. Alternatives are merged. */
export function fieldsOfSchema(root: Node): Fields {
  const fields = new Map<string, string>();
  addProperties(variantsOf(root, root), root, '', fields);
  return fields;
}

function addProperties(variants: readonly Node[], root: Node, prefix: string, fields: Map<string, string>): void {
  const objects = variants.filter((variant) => variant.properties !== undefined);
  for (const key of new Set(objects.flatMap((object) => Object.keys(object.properties as Node)))) {
    const found = objects.flatMap((object) => {
      const property = (object.properties as Readonly<Record<string, Node>>)[key];
      return property === undefined ? [] : [property];
    });
    const inner = found.flatMap((property) => variantsOf(property, root));
    const path = `${prefix}${key}`;
    fields.set(path, typeOf(inner, root));
    addProperties(inner, root, `${path}.`, fields);
    addProperties(
      inner.flatMap((variant) => itemsOf(variant, root)),
      root,
      `${path}[].`,
      fields,
    );
  }
}

function variantsOf(schema: Node, root: Node): readonly Node[] {
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref
      .replace('#/', '')
      .split('/')
      .reduce<unknown>((node, key) => (node as Node)[key], root);
    return variantsOf(target as Node, root);
  }
  const nested = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (schema[key] as readonly Node[] | undefined) ?? []);
  return nested.length > 0 ? nested.flatMap((item) => variantsOf(item, root)) : [schema];
}

function itemsOf(variant: Node, root: Node): readonly Node[] {
  return variant.type === 'array' && variant.items !== undefined ? variantsOf(variant.items as Node, root) : [];
}

function typeOf(variants: readonly Node[], root: Node): string {
  const names = new Set(variants.flatMap(({ type }) => (type === undefined ? ['any'] : type)) as string[]);
  const end = names.delete('null') ? '?' : '';
  if (names.has('number')) names.delete('integer');
  if (names.size === 1 && names.has('array'))
    return `${typeOf(
      variants.flatMap((variant) => itemsOf(variant, root)),
      root,
    )}[]${end}`;
  return `${[...names].sort().join(' or ')}${end}`;
}

/** Every field that the table below the heading `name` gives, other tables taken in. */
export function fieldsOfTables(name: string, sections: readonly Section[]): Fields {
  const fields = new Map<string, string>();
  addTable(name, sections, '', fields);
  return fields;
}

function addTable(name: string, sections: readonly Section[], prefix: string, fields: Map<string, string>): void {
  const table = sections.find((section) => section.level === 4 && section.text === name)?.tables[0];
  if (table === undefined) throw new Error(`no table of ${name}`);
  for (const [field = '', type = ''] of table.slice(1).map((row) => row.map((cell) => cell.replaceAll('`', '')))) {
    if (field === '…') {
      addTable(type, sections, prefix, fields);
      continue;
    }
    const path = `${prefix}${field.replaceAll('?', '')}`;
    addParents(path, fields);
    const named = /^([A-Z]\w*)((?:\?|\[\])*)$/.exec(type);
    fields.set(path, named === null ? type : `object${named[2] ?? ''}`);
    if (named !== null) addTable(named[1] ?? '', sections, `${path}${(named[2] ?? '').replaceAll('?', '')}.`, fields);
  }
}

/** `probes[].id` says that `probes` is a list of objects. */
function addParents(path: string, fields: Map<string, string>): void {
  const parts = path.split('.');
  for (let i = 1; i < parts.length; i++) {
    const parent = parts.slice(0, i).join('.');
    const list = parent.endsWith('[]');
    const key = list ? parent.slice(0, -2) : parent;
    if (!fields.has(key)) fields.set(key, list ? 'object[]' : 'object');
  }
}
