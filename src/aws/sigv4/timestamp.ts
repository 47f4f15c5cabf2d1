/** `20150830T123600Z`: ISO 8601's basic format, the only one that signatures know. */
export function basicTimestamp(time: Date): string {
  return time.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

/** Undefined when the text is not in that format or names no moment, such as February 30th. */
export function parseBasicTimestamp(text: string): Date | undefined {
  const [, year, month, day, hour, minute, second] = BASIC.exec(text) ?? []
  if (year === undefined) return undefined
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  // `Date` refuses a 13th month, but takes February 30th and 24 o'clock for the day after.
  const isSameMoment = time.getUTCDate() === Number(day) && time.getUTCHours() === Number(hour)
  return isSameMoment ? time : undefined
}
