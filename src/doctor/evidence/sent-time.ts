/** A time as it was sent; one out of all bounds, which has no text, is as good as none. */
export const sentTime = (time: Date | undefined): Date | undefined =>
  time === undefined || Number.isNaN(time.getTime()) ? undefined : time
