/**
 * Moore Threads GPUs, by PCI device id. One row per line: id, name.
 * From the PCI ID Repository (pci-ids.ucw.cz, BSD 3-Clause or GPL-2.0-or-later; release 2023.04.11) with newer parts added by hand (2026-11).
 */
export const MTHREADS_NAMES = `
0100 MTT S10
0101 MTT S10
0102 MTT S30
0105 MTT S50
0106 MTT S60
0111 MTT S100
0121 MTT S1000M
0122 MTT S1000
0123 MTT S2000
0200 MTT S80 Engineering Sample
0201 MTT S80
0202 MTT S70
0203 MTT S60
0222 MTT S3000
`;
