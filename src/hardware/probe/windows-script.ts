const DISPLAY_CLASS = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}\\0*';

/** One PowerShell start for everything (near half a second each). JSON and invariant property names: labels are localized. */
export const WINDOWS_INVENTORY: string = [
  '[Console]::OutputEncoding=[Text.Encoding]::UTF8',
  "$ErrorActionPreference='SilentlyContinue'",
  '@{' +
    [
      'video=@(Get-CimInstance Win32_VideoController|Select-Object Name,PNPDeviceID,DriverVersion,Status,ConfigManagerErrorCode)',
      'modules=@(Get-CimInstance Win32_PhysicalMemory|Select-Object Capacity,Speed,ConfiguredClockSpeed,SMBIOSMemoryType,BankLabel,DeviceLocator)',
      'os=(Get-CimInstance Win32_OperatingSystem|Select-Object Caption,Version,TotalVisibleMemorySize,FreePhysicalMemory)',
      'cpu=@(Get-CimInstance Win32_Processor|Select-Object Name,Manufacturer,NumberOfCores,NumberOfLogicalProcessors)',
      `registry=@(Get-ItemProperty '${DISPLAY_CLASS}'|Select-Object DriverDesc,MatchingDeviceId,@{n='qwMemorySize';e={$_.'HardwareInformation.qwMemorySize'}})`,
    ].join(';') +
    '}|ConvertTo-Json -Depth 4 -Compress',
].join(';');
