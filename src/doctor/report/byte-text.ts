import { GiB, KiB, MiB, TiB } from '../../base/sizes.ts'

const UNITS = [
  [TiB, 'TB'],
  [GiB, 'GB'],
  [MiB, 'MB'],
  [KiB, 'KB'],
] as const

/** `1.5 GB`, in the units that AWS bills by. */
export function byteText(bytes: number): string {
  const [size, unit] = UNITS.find(([least]) => bytes >= least) ?? [1, 'bytes']
  const amount = bytes / size
  return `${amount.toLocaleString('en', { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${unit}`
}

export const countText = (count: number): string => count.toLocaleString('en')
