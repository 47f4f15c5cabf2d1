const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** As Athena tells sizes: a thousand bytes are one KB. */
export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 ? value : value.toFixed(2)} ${UNITS[power]}`
}
