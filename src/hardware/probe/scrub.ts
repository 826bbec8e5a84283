import { hostname, userInfo } from 'node:os';

const UUID = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
/** `Serial Number : 123`, `"serial": "123"`, `<serial>123</serial>`, `SerialNumber=123`, and the like of boards and modules. */
const SERIALS: readonly (readonly [RegExp, string])[] = [
  [
    /^(\s*[^:=\n]*\b(?:serial(?: number)?|asset tag|unique id|board id|gpu pdi|chassis_serial_number|guid)\b[^:=\n]*[:=]\s*).+$/gim,
    '$1scrubbed',
  ],
  [/("[^"\n]*(?:serial|unique[ _]id|board_id|guid|asset)[^"\n]*"\s*:\s*)"[^"\n]*"/gi, '$1"scrubbed"'],
  [/(<(\w*serial\w*|board_id|gpu_pdi)>)[^<]*(<\/\2>)/gi, '$1scrubbed$3'],
  [/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi, '00:00:00:00:00:00'],
];

/** Takes what identifies a machine or person out of captured text. One UUID becomes the same replacement everywhere. */
export function scrubber(): (text: string) => string {
  const uuids = new Map<string, string>();
  const names = [
    [hostname(), 'host'],
    [userName(), 'user'],
  ].filter(([name]) => (name?.length ?? 0) >= 3 && name !== 'root' && name !== 'localhost');
  return (text) => {
    let clean = text.replace(UUID, (uuid) => {
      const known = uuids.get(uuid.toLowerCase());
      if (known !== undefined) return known;
      const number = String(uuids.size + 1);
      const fresh = `${number.padStart(8, '0')}-0000-4000-8000-${number.padStart(12, '0')}`;
      uuids.set(uuid.toLowerCase(), fresh);
      return fresh;
    });
    for (const [pattern, by] of SERIALS) clean = clean.replace(pattern, by);
    for (const [name = '', by = ''] of names)
      clean = clean.replace(new RegExp(`(?<![\\w-])${escapePattern(name)}(?![\\w-])`, 'gi'), by);
    return clean;
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
