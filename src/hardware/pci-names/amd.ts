/**
 * AMD display and compute functions, Tonga and newer, APUs included, by PCI device id. One row per line: id, name.
 * From the PCI ID Repository (pci-ids.ucw.cz, BSD 3-Clause or GPL-2.0-or-later; release 2023.04.11) with newer parts added by hand (2026-11).
 */
export const AMD_NAMES = `
1114 Krackan [Radeon 840M / 860M]
13c0 Granite Ridge [Radeon Graphics]
13e9 Ariel/Navi10Lite
13f9 Oberon/Navi12Lite
1506 Mendocino
150e Strix [Radeon 880M / 890M]
1586 Strix Halo [Radeon 8050S / 8060S Graphics]
15bf Phoenix1 (Radeon 780M)
15c8 Phoenix2 (Radeon 740M)
15d8 Picasso/Raven 2 [Radeon Vega Series / Radeon Vega Mobile Series]
15dd Raven Ridge [Radeon Vega Series / Radeon Vega Mobile Series]
15df Raven/Raven2/Fenghuang/Renoir Cryptographic Coprocessor
15e7 Barcelo
1636 Renoir
1638 Cezanne [Radeon Vega Series / Radeon Vega Mobile Series]
163f VanGogh [AMD Custom GPU 0405]
164c Lucienne
164d Rembrandt
164e Raphael
164f Phoenix
1681 Rembrandt [Radeon 680M]
1900 Hawk Point1 (Radeon 780M)
1901 Hawk Point2 (Radeon 740M)
66a0 Vega 20 [Radeon Instinct]
66a1 Vega 20 [Radeon Pro VII/Radeon Instinct MI50 32GB]
66a2 Vega 20
66a3 Vega 20 [Radeon Pro Vega II/Radeon Pro Vega II Duo]
66a7 Vega 20 [Radeon Pro Vega 20]
66af Vega 20 [Radeon VII]
67a0 Hawaii XT GL [FirePro W9100]
67a1 Hawaii PRO GL [FirePro W8100]
67a2 Hawaii GL
67a8 Hawaii
67a9 Hawaii
67aa Hawaii
67b0 Hawaii XT / Grenada XT [Radeon R9 290X/390X]
67b1 Hawaii PRO [Radeon R9 290/390]
67b8 Hawaii XT [Radeon R9 290X Engineering Sample]
67be Hawaii LE
67c0 Ellesmere [Radeon Pro WX 7100 Mobile]
67c2 Ellesmere [Radeon Pro V7300X / V7350x2]
67c4 Ellesmere [Radeon Pro WX 7100]
67c7 Ellesmere [Radeon Pro WX 5100]
67ca Ellesmere [Polaris10]
67cc Ellesmere [Polaris10]
67cf Ellesmere [Polaris10]
67d0 Ellesmere [Radeon Pro V7300X / V7350x2]
67d4 Ellesmere [Radeon Pro WX 7100 / Barco MXRT-8700]
67d7 Ellesmere [Radeon Pro WX 5100 / Barco MXRT-6700]
67df Ellesmere [Radeon RX 470/480/570/570X/580/580X/590]
67e0 Baffin [Radeon Pro WX 4170]
67e1 Baffin [Polaris11]
67e3 Baffin [Radeon Pro WX 4100]
67e8 Baffin [Radeon Pro WX 4130/4150]
67e9 Baffin [Polaris11]
67eb Baffin [Radeon Pro V5300X]
67ef Baffin [Radeon RX 460/560D / Pro 450/455/460/555/555X/560/560X]
67ff Baffin [Radeon RX 550 640SP / RX 560/560X]
6860 Vega 10 [Instinct MI25/MI25x2/V340/V320]
6861 Vega 10 XT [Radeon PRO WX 9100]
6862 Vega 10 XT [Radeon PRO SSG]
6863 Vega 10 XTX [Radeon Vega Frontier Edition]
6864 Vega 10 [Radeon Pro V340/Instinct MI25x2]
6867 Vega 10 XL [Radeon Pro Vega 56]
6868 Vega 10 [Radeon PRO WX 8100/8200]
6869 Vega 10 XGA [Radeon Pro Vega 48]
686a Vega 10 LEA
686b Vega 10 XTXA [Radeon Pro Vega 64X]
686c Vega 10 [Instinct MI25 MxGPU/MI25x2 MxGPU/V340 MxGPU/V340L MxGPU]
686d Vega 10 GLXTA
686e Vega 10 GLXLA
687f Vega 10 XL/XT [Radeon RX Vega 56/64]
6929 Tonga XT GL [FirePro S7150]
692b Tonga PRO GL [FirePro W7100]
692f Tonga XTV GL [FirePro S7150V]
6930 Tonga PRO [Radeon R9 380 4GB]
6938 Tonga XT / Amethyst XT [Radeon R9 380X / R9 M295X]
6939 Tonga PRO [Radeon R9 285/380]
693b Tonga PRO GL [FirePro W7100 / Barco MXRT-7600]
694c Polaris 22 XT [Radeon RX Vega M GH]
694e Polaris 22 XL [Radeon RX Vega M GL]
694f Polaris 22 MGL XL [Radeon Pro WX Vega M GL]
6980 Polaris12
6981 Lexa XT [Radeon PRO WX 3200]
6985 Lexa XT [Radeon PRO WX 3100]
6986 Polaris12
6987 Lexa [Radeon 540X/550X/630 / RX 640 / E9171 MCM]
698f Lexa XT [Radeon PRO WX 3100 / Barco MXRT 4700]
6995 Lexa XT [Radeon PRO WX 2100]
699f Lexa PRO [Radeon 540/540X/550/550X / RX 540X/550/550X]
69a0 Vega 12
69a1 Vega 12
69a2 Vega 12
69a3 Vega 12
69af Vega 12 [Radeon Pro Vega 20]
6fdf Polaris 20 XL [Radeon RX 580 2048SP]
7300 Fiji [Radeon R9 FURY / NANO Series]
7310 Navi 10 [Radeon Pro W5700X]
7312 Navi 10 [Radeon Pro W5700]
7319 Navi 10 [Radeon Pro 5700 XT]
731b Navi 10 [Radeon Pro 5700]
731f Navi 10 [Radeon RX 5600 OEM/5600 XT / 5700/5700 XT]
7340 Navi 14 [Radeon RX 5500/5500M / Pro 5500M]
7341 Navi 14 [Radeon Pro W5500]
7347 Navi 14 [Radeon Pro W5500M]
734f Navi 14 [Radeon Pro W5300M]
7360 Navi 12 [Radeon Pro 5600M/V520/BC-160]
7362 Navi 12 [Radeon Pro V520/V540]
7388 Arcturus GL-XL
738c Arcturus GL-XL [Instinct MI100]
738e Arcturus GL-XL [Instinct MI100]
73a1 Navi 21 [Radeon Pro V620]
73a2 Navi 21 Pro-XTA [Radeon Pro W6900X]
73a3 Navi 21 GL-XL [Radeon PRO W6800]
73a5 Navi 21 [Radeon RX 6950 XT]
73ab Navi 21 Pro-XLA [Radeon Pro W6800X/Radeon Pro W6800X Duo]
73ae Navi 21 [Radeon Pro V620 MxGPU]
73af Navi 21 [Radeon RX 6900 XT]
73bf Navi 21 [Radeon RX 6800/6800 XT / 6900 XT]
73c3 Navi 22
73ce Navi22-XL SRIOV MxGPU
73df Navi 22 [Radeon RX 6700/6700 XT/6750 XT / 6800M/6850M XT]
73e0 Navi 23
73e1 Navi 23 WKS-XM [Radeon PRO W6600M]
73e3 Navi 23 WKS-XL [Radeon PRO W6600]
73ef Navi 23 [Radeon RX 6650 XT / 6700S / 6800S]
73ff Navi 23 [Radeon RX 6600/6600 XT/6600M]
7408 Aldebaran/MI200 [Instinct MI250X]
740c Aldebaran/MI200 [Instinct MI250X/MI250]
740f Aldebaran/MI200 [Instinct MI210]
7421 Navi 24 [Radeon PRO W6500M]
7422 Navi 24 [Radeon PRO W6400]
7423 Navi 24 [Radeon PRO W6300/W6300M]
7424 Navi 24 [Radeon RX 6300]
743f Navi 24 [Radeon RX 6400/6500 XT/6500M]
744c Navi 31 [Radeon RX 7900 XT/7900 XTX]
747e Navi 32 [Radeon RX 7700 XT / 7800 XT]
7480 Navi 33 [Radeon RX 7700S/7600S]
7483 Navi 33 [Radeon RX 7600M/7600M XT]
74a0 Aqua Vanjaram [Instinct MI300A]
74a1 Aqua Vanjaram [Instinct MI300X]
74a5 Aqua Vanjaram [Instinct MI325X]
7550 Navi 48 [Radeon RX 9070/9070 XT/9070 GRE]
7551 Navi 48 [Radeon AI PRO R9700]
7590 Navi 44 [Radeon RX 9060 XT]
75a0 Instinct MI350X
75a3 Instinct MI355X
`;
