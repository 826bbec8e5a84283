import type { FindingTexts } from '../messages.ts';

export const hardwareFindings = {
  'no-gpu': () => '没有找到 GPU，模型将由 CPU 运行',
  'driver-missing': (a) => `${a.device} 没有可用的 ${a.vendor} 驱动，装好之前不计入`,
  'driver-not-for-compute': (a) => `${a.device} 绑定的驱动 ${a.driver} 不能做计算`,
  'driver-old': (a) => `${a.device} 的驱动（${a.driver}）较旧，新版引擎可能无法使用`,
  passthrough: (a) => `${a.device} 已直通给虚拟机，本机不可用`,
  'device-lost': (a) => `${a.device} 已掉卡或报错，不计入`,
  'permission-denied': (a) => `无权访问 ${a.path}，请把用户加入 ${a.groups} 组`,
  'integrated-beside-discrete': (a) => `已有独显 ${a.discrete}，核显 ${a.device} 不计入`,
  'integrated-too-weak': (a) => `核显 ${a.device} 算力太弱，帮不上忙`,
  'mig-without-instances': (a) => `${a.device} 处于 MIG 模式但没有创建实例，暂时无法使用`,
  'mig-slices': (a) => `${a.device} 被切分为 ${a.slices} 个 MIG 实例，一个模型只能用其中一个`,
  'hidden-by-variable': (a) => `${a.device} 被环境变量 ${a.variable}=${a.value} 屏蔽`,
  'probe-failed': (a) => `${a.probe} 执行失败：${a.detail}`,
  'probe-timeout': (a) => `${a.probe} 在 ${a.limitMs} 毫秒内没有返回`,
  'field-unreadable': (a, f) => `${a.device} 的${f.term('field', a.field)}无法读取（${a.value}）`,
  'sources-disagree': (a, f) =>
    `${a.device} 的${f.term('field', a.field)}：${a.source} 为 ${f.memory(a.bytes)}，${a.otherSource} 为 ${f.memory(a.otherBytes)}，取较小值`,
  'device-memory-unknown': (a) => `${a.device} 的显存未知，可用 --gpu "NAME:24GiB" 指定`,
  'unified-pool': (a, f) => `${a.device} 与 CPU 共享内存，其中 ${f.memory(a.bytes)} 可用于模型（${a.rule}）`,
  'unequal-devices': (a) => `${a.count} 张 ${a.vendor} 卡规格不一，张量并行以最小的一张为准`,
  'device-order-unknown': (a) => `设备顺序未知，无法确定 ${a.variable} 指的是哪些卡`,
  'memory-limited-by-cgroup': (a, f) =>
    `cgroup 把内存限制为 ${f.memory(a.limitBytes)}（整机 ${f.memory(a.totalBytes)}）`,
  'cpu-limited-by-quota': (a) => `cgroup 配额只给了 ${a.cores} 个 CPU 核`,
  'hugepages-reserved': (a, f) => `大页预留了 ${f.memory(a.bytes)} 内存`,
  'memory-in-gpu-node': (a, f) => `所列内存中有 ${f.memory(a.bytes)} 是显存，已计入显存`,
  'carve-out-hides-memory': (a, f) => `固件给核显划走了 ${f.memory(a.bytes)} 内存`,
  'wsl-memory-share': (a, f) => `WSL 分到 ${f.memory(a.totalBytes)} 内存，可在 .wslconfig 中调整`,
  'wsl-gpu-not-identified': () => 'WSL 透传了一块 GPU，但没有工具能识别型号',
  'apple-limit-by-rule': (a, f) =>
    `macOS ${a.macos} 允许 GPU 使用 ${f.memory(a.bytes)}，可用 iogpu.wired_limit_mb 调整`,
  'apple-limit-set-by-user': (a, f) => `iogpu.wired_limit_mb 允许 GPU 使用 ${f.memory(a.bytes)}`,
  'no-metal-on-linux': () => 'Apple GPU 在 Linux 下不能做计算，模型将由 CPU 运行',
  'memory-unknown': () => '读不到本机内存大小，请用 --ram 指定',
  'dimms-unequal': (a) => `${a.modules} 条内存规格不一，带宽可能达不到全部通道`,
} as const satisfies FindingTexts;
