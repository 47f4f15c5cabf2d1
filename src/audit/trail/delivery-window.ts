import { minuteMs } from '../../base/sizes.ts'

/** CloudTrail delivers about every five minutes; the minutes in its files' names are multiples. */
const windowMs = 5 * minuteMs

/**
 * When the events of this time are delivered at the earliest: the end of the window of five
 * minutes that the time lies in.
 */
export const windowEnd = (time: Date): Date =>
  new Date((Math.floor(time.getTime() / windowMs) + 1) * windowMs)
