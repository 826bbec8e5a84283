import type { PlacementInput } from '../input.ts';
import { fits, leastShort, NOWHERE, type Placed, place } from './candidate.ts';
import { bySpeed } from './device-groups.ts';

/** Placement for engines that run on one device only. */
export function placeOnOne(input: PlacementInput): Placed {
  const layers = input.model.architecture.order.length;
  const tried = [...input.machine.devices].sort(bySpeed).map((device) =>
    place(input, {
      ...NOWHERE,
      kind: 'single',
      devices: [device.id],
      layersByDevice: [layers],
      gpuLayers: layers + 1,
    }),
  );
  const found = tried.find(fits) ?? leastShort(tried);
  return found ?? { ...place(input, NOWHERE), fit: { kind: 'unsupported', code: 'no-device' } };
}
