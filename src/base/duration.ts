import { dayMs, hourMs, minuteMs, secondMs } from './sizes.ts'

const unitsMs: Readonly<Record<string, number>> = {
  s: secondMs,
  m: minuteMs,
  h: hourMs,
  d: dayMs,
}

/** `91d` in milliseconds; undefined for anything that is not a whole number and a unit. */
export function parseDuration(text: unknown): number | undefined {
  const match = typeof text === 'string' ? /^(\d{1,6})([smhd])$/.exec(text) : null
  const [, amount, unit = ''] = match ?? []
  const unitMs = unitsMs[unit]
  return amount === undefined || unitMs === undefined ? undefined : Number(amount) * unitMs
}
