/** Reasons of estimating and placing. */
export interface MemoryReasonArgs {
  'fits-whole': { readonly device: string; readonly headroomBytes: number };
  'fits-split': { readonly devices: number; readonly headroomBytes: number };
  'fits-offloaded': { readonly layersOnDevice: number; readonly layers: number };
  'experts-in-ram': { readonly layers: number };
  'fits-in-ram': { readonly headroomBytes: number };
  'too-big': { readonly needBytes: number; readonly haveBytes: number; readonly where: string };
  'context-reduced': { readonly askedTokens: number; readonly givenTokens: number };
  'kv-quantized': { readonly type: string };
}
