import { type CpuWitness, NO_CPU } from '../facts.ts';
import { asList, isObject, type Json, member, readJson, scalar } from './json.ts';
import { instructionSetsOf } from './proc.ts';
import { integer, lines, said } from './quantity.ts';

/** `lscpu` as text or as JSON (a list of field and data, nested from util-linux 2.36 on). Runs with LC_ALL=C. */
export function parseLscpu(text: string): CpuWitness {
  const fields = new Map<string, string>();
  const documents = text.trimStart().startsWith('{') ? readJson(text) : [];
  for (const document of documents) addFields(member(document, 'lscpu'), fields, 0);
  if (documents.length === 0) {
    for (const line of lines(text, 20_000)) {
      const match = /^\s*([^:#]+):\s+(.*\S)\s*$/.exec(line);
      if (match && !fields.has(keyOf(match[1] ?? ''))) fields.set(keyOf(match[1] ?? ''), match[2] ?? '');
    }
  }
  const number = (key: string): number | null => integer(fields.get(key));
  const sockets = number('socket(s)') ?? number('cluster(s)');
  const perSocket = number('core(s) per socket') ?? number('core(s) per cluster');
  return {
    ...NO_CPU,
    model: said(fields.get('model name')),
    vendor: said(fields.get('vendor id')),
    logicalCores: number('cpu(s)'),
    physicalCores: sockets !== null && perSocket !== null ? sockets * perSocket : null,
    sockets,
    numaNodes: number('numa node(s)'),
    instructionSets: instructionSetsOf(fields.get('flags') ?? ''),
    arch: said(fields.get('architecture')),
  };
}

function addFields(list: Json | undefined, fields: Map<string, string>, depth: number): void {
  for (const item of asList(list)) {
    if (!isObject(item)) continue;
    const key = keyOf(scalar(item.field) ?? '');
    const data = scalar(item.data);
    if (data !== null && !fields.has(key)) fields.set(key, data);
    if (depth < 8) addFields(item.children, fields, depth + 1);
  }
}

function keyOf(text: string): string {
  return text.trim().replace(/:$/, '').toLowerCase();
}
