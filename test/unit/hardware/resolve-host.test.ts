import { describe, expect, it } from 'vitest';
import { hostClass, resolveHost } from '../../../src/hardware/resolve-host.ts';
import { hosts } from './catalog-rows.ts';

describe('resolveHost', () => {
  it.each([
    ['AMD EPYC 7763 64-Core Processor', 'epyc-7002-7003'],
    ['AMD EPYC 7R13 48-Core Processor', 'epyc-7002-7003'],
    ['AMD EPYC 7451 24-Core Processor', 'epyc-7001'],
    ['AMD EPYC 9654 96-Core Processor', 'epyc-9004'],
    ['AMD EPYC 9755 128-Core Processor', 'epyc-9005'],
    ['Intel(R) Xeon(R) CPU E5-2690 v3 @ 2.60GHz', 'xeon-e5-v3'],
    ['Intel(R) Xeon(R) CPU E5-2697A v4 @ 2.60GHz', 'xeon-e5-v4'],
    ['Intel(R) Xeon(R) Gold 6154 CPU @ 3.00GHz', 'xeon-scalable-1'],
    ['Intel(R) Xeon(R) Platinum 8275CL CPU @ 3.00GHz', 'xeon-scalable-2'],
    ['Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz', 'xeon-scalable-3-ice-lake'],
    ['Intel(R) Xeon(R) Platinum 8380H CPU @ 2.90GHz', null],
    ['Intel(R) Xeon(R) Platinum 8480+', 'xeon-scalable-4'],
    ['INTEL(R) XEON(R) PLATINUM 8592+', 'xeon-scalable-5'],
    ['AMD Ryzen 9 7950X 16-Core Processor', 'ryzen-7000-8000'],
    ['AMD Ryzen 9 5950X 16-Core Processor', 'ryzen-3000-5000'],
    ['AMD Ryzen 7 7840HS w/ Radeon 780M Graphics', 'ryzen-mobile-7040-8040'],
    ['AMD Ryzen AI 9 HX 370 w/ Radeon 890M', 'ryzen-ai-300'],
    ['AMD RYZEN AI MAX+ 395 w/ Radeon 8060S', 'strix-halo'],
    ['AMD Ryzen Threadripper PRO 7995WX 96-Cores', 'threadripper-pro-7000'],
    ['13th Gen Intel(R) Core(TM) i9-13900K', 'core-12-14'],
    ['12th Gen Intel(R) Core(TM) i7-1260P', 'core-mobile-12-13'],
    ['Intel(R) Core(TM) Ultra 7 258V', 'lunar-lake'],
    ['Intel(R) Core(TM) Ultra 7 155H', 'core-ultra-100'],
    // No number, no platform.
    ['AMD EPYC', null],
    ['AMD EPYC-Milan Processor', null],
    ['QEMU Virtual CPU version 2.5+', null],
    ['Intel(R) Core(TM) i7-4770K CPU @ 3.50GHz', null],
    [null, null],
  ])('%s', (model, id) => {
    expect(resolveHost(model, hosts)?.id ?? null).toBe(id);
  });
});

describe('hostClass', () => {
  it.each([
    ['AMD EPYC', 'server'],
    ['Intel(R) Xeon(R) Processor @ 2.20GHz', 'server'],
    ['Neoverse-N1', 'server'],
    ['Apple M7 Max', 'soc'],
    ['Intel(R) Core(TM) i7-4770K CPU @ 3.50GHz', 'desktop'],
    ['Intel(R) Core(TM) i5-5200U CPU @ 2.20GHz', 'laptop'],
    ['Elbrus-8C', 'unknown'],
    [null, 'unknown'],
  ])('%s', (model, kind) => {
    expect(hostClass(model)).toBe(kind);
  });
});
