const MS_PER_DAY = 86_400_000n
const MICROS_PER_MS = 1000n
const MONTHS_PER_YEAR = 12

/** `2026-07-04 01:02:03.000`, with its zone behind when it has one. */
export function timestampText(ms: bigint, zone?: string): string {
  if (zone === undefined || zone === 'UTC') {
    const text = new Date(Number(ms)).toISOString().slice(0, -1).replace('T', ' ')
    return zone === undefined ? text : `${text} ${zone}`
  }
  return `${localText(Number(ms), zone)} ${zone}`
}

const FORMATS = new Map<string, Intl.DateTimeFormat>()

function localText(ms: number, zone: string): string {
  let format = FORMATS.get(zone)
  if (!format) {
    const options = { hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' } as const
    // Sweden writes its dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', { ...options, timeZone: zone })
    FORMATS.set(zone, format)
  }
  const fraction = String(((ms % 1000) + 1000) % 1000).padStart(3, '0')
  return `${format.format(ms)}.${fraction}`
}

/** `2 03:04:05.000` */
export function daySecondText({ days, micros }: { days: number; micros: bigint }): string {
  const total = BigInt(days) * MS_PER_DAY + micros / MICROS_PER_MS
  const [sign, ms] = total < 0n ? ['-', -total] : ['', total]
  const time = new Date(Number(ms % MS_PER_DAY)).toISOString().slice(11, -1)
  return `${sign}${ms / MS_PER_DAY} ${time}`
}

/** `1-2`: years and months. */
export function yearMonthText(months: number): string {
  const count = Math.abs(months)
  const sign = months < 0 ? '-' : ''
  return `${sign}${Math.floor(count / MONTHS_PER_YEAR)}-${count % MONTHS_PER_YEAR}`
}
