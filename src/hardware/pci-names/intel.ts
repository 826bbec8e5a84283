/**
 * Intel graphics, integrated and discrete, by PCI device id. One row per line: id, name.
 * From the PCI ID Repository (pci-ids.ucw.cz, BSD 3-Clause or GPL-2.0-or-later; release 2023.04.11) with newer parts added by hand (2026-11).
 */
export const INTEL_NAMES = `
0953 PCIe Data Center SSD
0bd5 Ponte Vecchio XT (2 Tile) [Data Center GPU Max 1550]
0bd6 Ponte Vecchio XT (2 Tile) [Data Center GPU Max 1550]
0bd7 Ponte Vecchio XT (2 Tile) [Data Center GPU Max 1350]
0bd8 Ponte Vecchio XT (2 Tile) [Data Center GPU Max 1350]
0bd9 Ponte Vecchio XT (1 Tile) [Data Center GPU Max 1100]
0bda Ponte Vecchio XT (1 Tile) [Data Center GPU Max 1100]
0bdb Ponte Vecchio XT (1 Tile) [Data Center GPU Max 1100]
0f31 Atom Processor Z36xxx/Z37xxx Series Graphics & Display
1240 82752 (752) AGP Graphics Accelerator
1602 Broadwell-U Integrated Graphics
1606 HD Graphics
160a Broadwell-U Integrated Graphics
160b Broadwell-U Integrated Graphics
160d Broadwell-U Integrated Graphics
160e Broadwell-U Integrated Graphics
1612 HD Graphics 5600
1616 HD Graphics 5500
161a Broadwell-U Integrated Graphics
161b Broadwell-U Integrated Graphics
161d Broadwell-U Integrated Graphics
161e HD Graphics 5300
1622 Iris Pro Graphics 6200
1626 HD Graphics 6000
162a Iris Pro Graphics P6300
162b Iris Graphics 6100
162d Broadwell-U Integrated Graphics
162e Broadwell-U Integrated Graphics
1632 Broadwell-U Integrated Graphics
1636 Broadwell-U Integrated Graphics
163a Broadwell-U Integrated Graphics
163b Broadwell-U Integrated Graphics
163d Broadwell-U Integrated Graphics
163e Broadwell-U Integrated Graphics
1902 HD Graphics 510
1906 HD Graphics 510
190b HD Graphics 510
1912 HD Graphics 530
1916 Skylake GT2 [HD Graphics 520]
191b HD Graphics 530
191d HD Graphics P530
191e HD Graphics 515
1921 HD Graphics 520
1923 HD Graphics 535
1926 Iris Graphics 540
1927 Iris Graphics 550
192b Iris Graphics 555
192d Iris Graphics P555
1932 Iris Pro Graphics 580
193a Iris Pro Graphics P580
193b Iris Pro Graphics 580
193d Iris Pro Graphics P580
2562 82845G/GL[Brookdale-G]/GE Chipset Integrated Graphics Device
2780 82915G/GV/GL/910GL [Grantsdale] Graphics Device
2a41 Mobile 4 Series Chipset PCI Express Graphics Port
2e5b Graphics Media Accelerator 500 Graphics
3184 GeminiLake [UHD Graphics 605]
3185 GeminiLake [UHD Graphics 600]
3582 82852/855GM Integrated Graphics Device
358e 82854 GMCH Integrated Graphics Device
3e90 CoffeeLake-S GT1 [UHD Graphics 610]
3e91 CoffeeLake-S GT2 [UHD Graphics 630]
3e92 CoffeeLake-S GT2 [UHD Graphics 630]
3e93 CoffeeLake-S GT1 [UHD Graphics 610]
3e94 Coffee Lake-S GT2 [UHD Graphics P630]
3e96 CoffeeLake-S GT2 [UHD Graphics P630]
3e98 CoffeeLake-S GT2 [UHD Graphics 630]
3e9a Coffee Lake-S GT2 [UHD Graphics P630]
3e9b CoffeeLake-H GT2 [UHD Graphics 630]
3e9c Coffee Lake-S GT1 [UHD Graphics 610]
3ea0 WhiskeyLake-U GT2 [UHD Graphics 620]
3ea1 Whiskey Lake-U GT1 [UHD Graphics 610]
3ea5 CoffeeLake-U GT3e [Iris Plus Graphics 655]
3ea6 Coffee Lake-U GT3 [Iris Plus Graphics 645]
3ea8 Coffee Lake-U GT3 [Iris Plus Graphics 655]
3ea9 Coffee Lake-U GT2 [UHD Graphics 620]
4100 Moorestown Graphics and Video
4555 Elkhart Lake [UHD Graphics Gen11 16EU]
4571 Elkhart Lake [UHD Graphics Gen11 32EU]
4628 Alder Lake-UP3 GT2 [UHD Graphics]
462a AlderLake-P [UHD Graphics]
4636 AlderLake-P [UHD Graphics]
4638 AlderLake-P [UHD Graphics]
463a AlderLake-P [UHD Graphics]
4682 Alder Lake-S GT1 [UHD Graphics 730]
4688 Alder Lake-HX GT1 [UHD Graphics 770]
468a Alder Lake-S [UHD Graphics]
468b Alder Lake-S [UHD Graphics]
4690 Alder Lake-S GT1 [UHD Graphics 770]
4692 Alder Lake-S GT1 [UHD Graphics 730]
4693 Alder Lake-S GT1 [UHD Graphics 710]
46a1 UHD Graphics
46a3 Alder Lake-P GT1 [UHD Graphics]
46a8 Alder Lake-UP3 GT2 [Iris Xe Graphics]
46aa Alder Lake-UP4 GT2 [Iris Xe Graphics]
46b0 AlderLake-P [Iris Xe Graphics]
46b1 AlderLake-P [Iris Xe Graphics]
46b3 Alder Lake-UP3 GT1 [UHD Graphics]
46b6 AlderLake-P [Iris Xe Graphics]
46b8 AlderLake-P [Iris Xe Graphics]
46ba AlderLake-P [Iris Xe Graphics]
46c1 AlderLake-M [Iris Xe Graphics]
46c3 Alder Lake-UP4 GT1 [UHD Graphics]
46d0 Alder Lake-N [UHD Graphics]
46d1 Alder Lake-N [UHD Graphics]
46d2 Alder Lake-N [UHD Graphics]
4905 DG1 [Iris Xe MAX Graphics]
4906 DG1 [Iris Xe Pod]
4907 SG1 [Server GPU SG-18M]
4908 DG1 [Iris Xe Graphics]
4909 DG1 [Iris Xe MAX 100]
4c8a RocketLake-S GT1 [UHD Graphics 750]
4c8b RocketLake-S GT1 [UHD Graphics 730]
4c90 RocketLake-S GT1 [UHD Graphics P750]
4c9a RocketLake-S [UHD Graphics]
4e55 JasperLake [UHD Graphics]
4e61 JasperLake [UHD Graphics]
4e71 JasperLake [UHD Graphics]
5002 LE80578 Graphics Processor Unit
5690 DG2 [Arc A770M]
5691 DG2 [Arc A730M]
5692 DG2 [Arc A550M]
5693 DG2 [Arc A370M]
5694 DG2 [Arc A350M]
5695 DG2 [Iris Xe MAX A200M]
56a0 DG2 [Arc A770]
56a1 DG2 [Arc A750]
56a2 DG2 [Arc A580]
56a5 DG2 [Arc A380]
56a6 DG2 [Arc A310]
56b0 DG2 [Arc Pro A30M]
56b1 DG2 [Arc Pro A40/A50]
56c0 Data Center GPU Flex 170
56c1 Data Center GPU Flex 140
5902 HD Graphics 610
5906 HD Graphics 610
590b HD Graphics 610
5912 HD Graphics 630
5916 HD Graphics 620
5917 UHD Graphics 620
591b HD Graphics 630
591c UHD Graphics 615
591d HD Graphics P630
591e HD Graphics 615
5921 HD Graphics 620
5923 HD Graphics 635
5926 Iris Plus Graphics 640
5927 Iris Plus Graphics 650
5a84 Apollo Lake [HD Graphics 505]
5a85 HD Graphics 500
64a0 Lunar Lake [Arc Graphics 130V / 140V]
7800 82740 (i740) AGP Graphics Accelerator
7d45 Meteor Lake-P [Graphics]
7d51 Arrow Lake-P [Arc Graphics 130T / 140T]
7d55 Meteor Lake-P [Arc Graphics]
7d67 Arrow Lake-S [Graphics]
87c0 UHD Graphics 617
87ca UHD Graphics 617
8a51 Iris Plus Graphics G7 (Ice Lake)
8a52 Iris Plus Graphics G7
8a53 Iris Plus Graphics G7
8a56 Iris Plus Graphics G1 (Ice Lake)
8a58 Ice Lake-Y GT1 [UHD Graphics G1]
8a5a Iris Plus Graphics G4 (Ice Lake)
8a5c Iris Plus Graphics G4 (Ice Lake)
9840 Lakefield GT2 [UHD Graphics]
9841 Lakefield GT1.5 [UHD Graphics]
9a40 Tiger Lake-UP4 GT2 [Iris Xe Graphics]
9a49 TigerLake-LP GT2 [Iris Xe Graphics]
9a60 TigerLake-H GT1 [UHD Graphics]
9a68 TigerLake-H GT1 [UHD Graphics]
9a70 Tiger Lake-H GT1 [UHD Graphics]
9a78 Tiger Lake-LP GT2 [UHD Graphics G4]
9b21 Comet Lake-U GT2 [UHD Graphics 620]
9b41 CometLake-U GT2 [UHD Graphics]
9ba4 Comet Lake-H GT1 [UHD Graphics 610]
9ba8 CometLake-S GT1 [UHD Graphics 610]
9baa Comet Lake UHD Graphics
9bac Comet Lake UHD Graphics
9bc4 CometLake-H GT2 [UHD Graphics]
9bc5 CometLake-S GT2 [UHD Graphics 630]
9bc6 Comet Lake-S GT2 [UHD Graphics P630]
9bc8 CometLake-S GT2 [UHD Graphics 630]
9bca Comet Lake UHD Graphics
9bcc Comet Lake UHD Graphics
9be6 Comet Lake-S GT2 [UHD Graphics P630]
9bf6 Coffee Lake-S GT2 [UHD Graphics P630]
a720 Raptor Lake-P [UHD Graphics]
a721 Raptor Lake-P [UHD Graphics]
a780 Raptor Lake-S GT1 [UHD Graphics 770]
a781 Raptor Lake-S UHD Graphics
a782 Raptor Lake-S UHD Graphics
a783 Raptor Lake-S UHD Graphics
a788 Raptor Lake-S UHD Graphics
a789 Raptor Lake-S UHD Graphics
a78a Raptor Lake-S UHD Graphics
a78b Raptor Lake-S UHD Graphics
a7a0 Raptor Lake-P [Iris Xe Graphics]
a7a1 Raptor Lake-P [Iris Xe Graphics]
a7a8 Raptor Lake-P [UHD Graphics]
a7a9 Raptor Lake-P [UHD Graphics]
e20b Battlemage G21 [Arc B580]
e20c Battlemage G21 [Arc B570]
e211 Battlemage G21 [Arc Pro B60]
e212 Battlemage G21 [Arc Pro B50]
`;
