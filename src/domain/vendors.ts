/** Makers of accelerators, as tools and captures name them. */
export const VENDORS = [
  'nvidia',
  'amd',
  'intel',
  'apple',
  'huawei',
  'mthreads',
  'cambricon',
  'hygon',
  'iluvatar',
  'metax',
  'kunlunxin',
  'biren',
  't-head',
  'kunlunxin',
  'biren',
  't-head',
  'tenstorrent',
  'qualcomm',
  'unknown',
] as const;

export type Vendor = (typeof VENDORS)[number];
