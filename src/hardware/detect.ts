import {
  type Device,
  type DeviceSpec,
  type Finding,
  finding,
  type Hardware,
  type HostSpec,
  type Vendor,
} from '../domain/hardware.ts';
import { type Facts, NO_FACTS } from './facts.ts';
import type { Host } from './host.ts';
import { findIntegratedBesideDiscrete } from './merge/beside.ts';
import { lacksName, mergeDevice } from './merge/device.ts';
import { type DeviceRecord, joinDevices } from './merge/join.ts';
import { busOrder, mergeHost } from './merge/machine.ts';
import { poolsOf } from './merge/pools.ts';
import { applyVisibility } from './merge/visible.ts';
import { pciNames } from './pci-names/lookup.ts';
import { askLastResort } from './probe/last-resort.ts';
import { readCgroup, readLinuxHost } from './probe/linux-host.ts';
import { readKfd } from './probe/linux-kfd.ts';
import { readPciDevices } from './probe/linux-pci.ts';
import type { ProbeContext } from './probe/probe.ts';
import { PROBES } from './probe/registry.ts';
import { type ProbeReport, type ProbeRun, runProbe } from './probe/run-probe.ts';
import { resolveDevice } from './resolve-device.ts';

export interface DetectOptions {
  /** Rows to resolve device names against; without them `catalogId` stays null. */
  readonly devices?: readonly DeviceSpec[];
  readonly hosts?: readonly HostSpec[];
  /** Longest whole detection; probes that are not back by then count as timed out. */
  readonly limitMs?: number;
}

export interface Detection {
  readonly hardware: Hardware;
  readonly probes: readonly ProbeReport[];
}

const WHOLE_LIMIT_MS = 3800;

/** Looks at a machine: files first, then every program worth asking, all at once; then merges what they said. */
export async function detectHardware(host: Host, options: DetectOptions = {}): Promise<Detection> {
  const start = performance.now();
  const leftMs = (): number => (options.limitMs ?? WHOLE_LIMIT_MS) - (performance.now() - start);
  const linux = host.platform === 'linux';
  const [hostFacts, pci, kfd, cgroup] = await Promise.all([
    linux ? readLinuxHost(host) : null,
    linux ? readPciDevices(host) : NO_FACTS,
    linux ? readKfd(host) : NO_FACTS,
    linux ? readCgroup(host) : null,
  ]);
  const filesMs = performance.now() - start;
  const context: ProbeContext = {
    host,
    vendors: new Set<Vendor>(pci.devices.map((device) => device.vendor)),
    wsl: hostFacts?.marks.wsl === true,
    tegra: hostFacts?.marks.tegra !== null && hostFacts?.marks.tegra !== undefined,
    pciListed: linux && (await host.listDir('/sys/bus/pci/devices')).length > 0,
    appleOnLinux: linux && hostFacts?.facts.cpu?.model?.startsWith('Apple') === true,
    root: await isRoot(host),
  };
  const runs = (await Promise.all(PROBES.map((probe) => runProbe(probe, context, leftMs)))).filter(
    (run) => run !== null,
  );
  const heard: readonly Facts[] = [hostFacts?.facts ?? NO_FACTS, pci, kfd, ...runs.flatMap((run) => run.facts)].map(
    (one) => withoutUnaskedGpu(one, runs),
  );
  const all = [...heard, ...(await askLastResort(host, heard, leftMs()))];
  const machine = mergeHost({ host, all, cgroup, marks: hostFacts?.marks ?? null, hosts: options.hosts ?? [] });
  const merged = await mergeAll(all, machine.around, options);
  const beside = findIntegratedBesideDiscrete(merged.devices);
  const visible = applyVisibility(beside.devices, host.env);
  const displayOnly = [
    ...new Map(all.flatMap((one) => one.displayOnly).map((one) => [one.pciBusId ?? one.name, one])).values(),
  ];
  const findings: Finding[] = [
    ...runs.flatMap((run) => relevantFindings(run, context)),
    ...all.flatMap((one) => one.findings),
    ...machine.findings,
    ...merged.findings,
    ...beside.findings,
    ...visible.findings,
    ...(await permissionFindings(context)),
  ];
  const marks = hostFacts?.marks;
  if (marks?.wsl && marks.dxg && visible.devices.length === 0)
    findings.push(finding('wsl-gpu-not-identified', 'warning', {}));
  else if (visible.devices.length === 0 && (host.complete || displayOnly.length > 0))
    findings.push(finding('no-gpu', 'info', {}));
  await host.finish?.();
  return {
    hardware: {
      origin: host.kind === 'real' ? 'detected' : 'replayed',
      system: machine.system,
      cpu: machine.cpu,
      memory: machine.memory,
      devices: visible.devices,
      pools: poolsOf(visible.devices),
      displayOnly,
      ignoredAdapters: all.flatMap((one) => one.ignored),
      findings: distinct(findings),
    },
    probes: [
      {
        id: 'files',
        command: linux ? '/proc /sys /etc' : '',
        outcome: 'ok' as const,
        milliseconds: host.kind === 'real' ? Math.round(filesMs) : null,
        detail: null,
      },
      ...runs.flatMap((run) => run.reports),
    ].filter((report) => report.command !== ''),
  };
}

async function mergeAll(all: readonly Facts[], around: Parameters<typeof mergeDevice>[1], options: DetectOptions) {
  const records = joinDevices(all.flatMap((one) => one.devices)).toSorted(busOrder);
  const names = await pciNames(records.filter(lacksName).flatMap(idOf));
  const merged = records.map((record) => mergeDevice(record, { ...around, pciName: (id) => names.get(id) ?? null }));
  const ambiguous: Finding[] = [];
  const devices = merged.map(({ device }, i): Device => {
    const whole: Device = { ...device, id: `gpu${i}`, catalogId: null };
    if (options.devices === undefined) return whole;
    const match = resolveDevice(whole, options.devices);
    if (match.kind === 'ambiguous') {
      const candidates = match.candidates.map((spec) => spec.name).join(', ');
      ambiguous.push(finding('device-ambiguous', 'info', { device: device.model ?? whole.id, candidates }));
    }
    return match.kind === 'found' ? { ...whole, catalogId: match.spec.id } : whole;
  });
  return { devices, findings: [...merged.flatMap((one) => one.findings), ...ambiguous] };
}

/**
 * sysctl names the chip, hence its GPU; that stands in for system_profiler when it is late or fails. A recording in which nobody
 * asked for displays says nothing of GPUs.
 */
function withoutUnaskedGpu(one: Facts, runs: readonly ProbeRun[]): Facts {
  const asked = runs.some((run) => run.probe.id === 'system_profiler');
  return asked || one.devices.every((device) => device.witness !== 'sysctl') ? one : { ...one, devices: [] };
}

function idOf(record: DeviceRecord): readonly { readonly vendor: Vendor; readonly pciDeviceId: string }[] {
  const found = record.find((fact) => fact.pciDeviceId !== null);
  return found?.pciDeviceId ? [{ vendor: found.vendor, pciDeviceId: found.pciDeviceId }] : [];
}

/** A failing tool matters when its vendor's device is there, or when it hung. */
function relevantFindings(run: ProbeRun, context: ProbeContext): readonly Finding[] {
  return run.outcome === 'timeout' || run.probe.wanted(context) ? run.findings : [];
}

async function isRoot(host: Host): Promise<boolean> {
  return host.kind === 'real' && host.platform === 'linux' && (await host.access('/dev/mem')) === 'ok';
}

async function permissionFindings({ host, vendors }: ProbeContext): Promise<readonly Finding[]> {
  if (host.platform !== 'linux' || host.kind !== 'real') return [];
  const paths = vendors.has('amd') ? ['/dev/kfd'] : vendors.has('intel') ? ['/dev/dri/renderD128'] : [];
  const states = await Promise.all(paths.map((path) => host.access(path)));
  return paths
    .filter((_, i) => states[i] === 'denied')
    .map((path) => finding('permission-denied', 'warning', { path, groups: 'render video' }));
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map(findings.map((one) => [JSON.stringify(one), one]));
  return [...seen.values()];
}
