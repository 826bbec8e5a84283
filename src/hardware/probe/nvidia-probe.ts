import { parseNvidiaSmi } from '../parse/nvidia-smi.ts';
import type { Probe, ProbeContext } from './probe.ts';

const CORE_FIELDS = [
  'index',
  'uuid',
  'pci.bus_id',
  'name',
  'memory.total',
  'memory.used',
  'memory.free',
  'driver_version',
];
const FIELDS = [
  ...CORE_FIELDS,
  'memory.reserved',
  'compute_cap',
  'mig.mode.current',
  'ecc.mode.current',
  'pci.device_id',
];

/** The named fields first; old drivers get the fields of 2015, MIG and unreadable fields get the whole log. */
export const nvidiaSmi: Probe = {
  id: 'nvidia-smi',
  platforms: ['linux', 'win32'],
  programs: ['nvidia-smi'],
  folders: nvidiaFolders,
  wanted: ({ vendors, wsl, tegra }) => vendors.has('nvidia') || wsl || tegra,
  whenInstalled: true,
  commands: () => [{ args: [`--query-gpu=${FIELDS.join(',')}`, '--format=csv'], limitMs: 3000 }],
  follow: ([first]) => {
    if (first === undefined || first.result.outcome === 'timeout' || first.result.outcome === 'absent') return [];
    if (/not a valid field/i.test(first.result.stdout + first.result.stderr))
      return [{ args: [`--query-gpu=${CORE_FIELDS.join(',')}`, '--format=csv'], limitMs: 3000 }];
    const unclear = first.facts.devices.some((device) => device.migMode === 'enabled' || device.unreadable.length > 0);
    return unclear ? [{ args: ['-q', '-x'], limitMs: 4000 }] : [];
  },
  parse: parseNvidiaSmi,
};

/** Where drivers put nvidia-smi when it is not on PATH. */
async function nvidiaFolders({ host, wsl }: ProbeContext): Promise<readonly string[]> {
  if (host.platform === 'linux') return wsl ? ['/usr/lib/wsl/lib'] : [];
  const root = host.env.SystemRoot ?? 'C:\\Windows';
  const programs = host.env.ProgramFiles ?? 'C:\\Program Files';
  const store = `${root}\\System32\\DriverStore\\FileRepository`;
  const packages = (await host.listDir(store)).filter((name) => name.startsWith('nv') && name.includes('.inf_amd64'));
  return [
    `${root}\\System32`,
    `${programs}\\NVIDIA Corporation\\NVSMI`,
    ...packages.map((name) => `${store}\\${name}`),
  ];
}
