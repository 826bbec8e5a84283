import type { Facts } from '../facts.ts';
import type { Host } from '../host.ts';
import { parseSysteminformation } from '../parse/systeminformation.ts';

const LIMIT_MS = 2000;

/**
 * Runs in a child: the package starts a vendor tool synchronously and without a limit, so that one hanging driver would stop this
 * process. Names and CPU facts only; its memory figures are never read.
 */
const SCRIPT = `const si = require(process.argv[1]);
Promise.all([si.graphics(), si.cpu(), si.osInfo()]).then(([graphics, cpu, os]) =>
  process.stdout.write(JSON.stringify({ controllers: graphics.controllers, cpu, os })));`;

/** Asks the systeminformation package where our own reading lacks the CPU's name, or found no GPU and could not look for one. */
export async function askLastResort(host: Host, heard: readonly Facts[], leftMs: number): Promise<readonly Facts[]> {
  if (host.kind !== 'real' || leftMs < 300) return [];
  const cpuKnown = heard.some((one) => one.cpu?.model !== null && one.cpu !== null);
  const looked = heard.some((one) => one.devices.length > 0 || one.displayOnly.length > 0 || one.ignored.length > 0);
  const couldLook = host.platform === 'linux' && (await host.listDir('/sys/bus/pci/devices')).length > 0;
  if (cpuKnown && (looked || couldLook)) return [];
  const { createRequire } = await import('node:module');
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve('systeminformation');
  } catch {
    return [];
  }
  const result = await host.exec(process.execPath, ['-e', SCRIPT, entry], Math.min(LIMIT_MS, leftMs));
  return result.outcome === 'ok' ? [parseSysteminformation(result.stdout)] : [];
}
