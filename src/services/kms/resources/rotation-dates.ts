import { dayMs } from '../../../base/sizes.ts'

/** The date of the first automatic rotation of a key whose rotation is switched on now. */
export const rotationAfter = (now: Date, periodInDays: number): string =>
  new Date(now.getTime() + periodInDays * dayMs).toISOString()

/**
 * The next date of a schedule, behind `now`. A stack that was down for several periods rotates once
 * for all of them, and keeps to the days of the schedule.
 */
export function nextRotationDate(scheduled: string, periodInDays: number, now: Date): string {
  const periodMs = periodInDays * dayMs
  const behindMs = now.getTime() - Date.parse(scheduled)
  const periods = Math.floor(behindMs / periodMs) + 1
  return new Date(Date.parse(scheduled) + periods * periodMs).toISOString()
}
