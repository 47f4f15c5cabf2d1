/**
 * When the events of this time are delivered at the earliest: the end of the window that the time
 * lies in. CloudTrail's windows are of five minutes.
 */
export const windowEnd = (time: Date, windowMs: number): Date =>
  new Date((Math.floor(time.getTime() / windowMs) + 1) * windowMs)
