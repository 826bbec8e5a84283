import type { DeviceKind, Vendor } from '../../domain/hardware.ts';
import { isAmdApu, isUnifiedAccelerator, kindOfVendor } from '../pci.ts';
import type { DeviceRecord } from './join.ts';

export interface Nature {
  readonly kind: DeviceKind;
  readonly unified: boolean;
}

interface Question {
  readonly record: DeviceRecord;
  readonly vendor: Vendor;
  readonly name: string | null;
  readonly pciBusId: string | null;
  readonly pciDeviceId: string | null;
  /** The host is a Jetson or another Tegra board. */
  readonly tegra: boolean;
}

/** NVIDIA SoCs whose GPU computes in system memory. */
const NVIDIA_SOC = /\b(?:GB10|GB20|N1X?|Thor|Orin|Xavier|Tegra|Jetson)\b|\(nvgpu\)/i;
const AMD_INTEGRATED =
  /\b(?:[2-9]\d0M|80[3-6]0S|Vega ?\d{0,2} (?:Mobile )?(?:Series|Graphics)|Radeon R[2-7] Graphics|\w+ APU)\b/i;
const INTEL_INTEGRATED = /\b(?:U?HD Graphics|Iris|Arc(?:\(TM\))? Graphics|Arc(?:\(TM\))? 1[34]0[VT]|GMA)\b/i;
const INTEL_DISCRETE = /\b(?:Arc(?:\(TM\))? (?:Pro )?[AB]\d{2,3}|Data Center GPU|Flex|Max 1\d{3}|DG[12])\b/i;

/** Whether a device shares the host's memory. Decided by ids, names and place on the bus, never by a memory size. */
const UNIFIED: Partial<Readonly<Record<Vendor, (question: Question) => boolean>>> = {
  apple: ({ record }) => record.some((fact) => fact.integrated === true),
  nvidia: ({ record, name, tegra }) =>
    NVIDIA_SOC.test(name ?? '') || (tegra && record.every((fact) => fact.totalBytes === null)),
  amd: ({ record, name, pciDeviceId }) =>
    isAmdApu(pciDeviceId) ?? (AMD_INTEGRATED.test(name ?? '') || saysIntegrated(record)),
  intel: ({ record, name, pciBusId }) => {
    if (pciBusId !== null) return pciBusId.endsWith(':00:02.0');
    return !INTEL_DISCRETE.test(name ?? '') && (INTEL_INTEGRATED.test(name ?? '') || saysIntegrated(record));
  },
  qualcomm: () => true,
};

function saysIntegrated(record: DeviceRecord): boolean {
  return record.find((fact) => fact.integrated !== null)?.integrated === true;
}

export function natureOf(question: Question): Nature {
  const unified = UNIFIED[question.vendor]?.(question) ?? saysIntegrated(question.record);
  const witnessed = question.record.find((fact) => fact.kind !== null)?.kind ?? kindOfVendor(question.vendor);
  const integrated = unified && witnessed === 'gpu' && !isUnifiedAccelerator(question.pciDeviceId);
  return { kind: integrated ? 'igpu' : witnessed, unified };
}
