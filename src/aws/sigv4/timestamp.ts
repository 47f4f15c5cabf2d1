/** `20150830T123600Z`: ISO 8601's basic format, the only one that signatures know. */
export function basicTimestamp(time: Date): string {
  return time.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

const BASIC = /^\d{8}T\d{6}Z$/

/** Undefined when the text is not in that format or names no moment, such as February 30th. */
export function parseBasicTimestamp(text: string): Date | undefined {
  if (!BASIC.test(text)) return undefined
  const part = (from: number, to: number): number => Number(text.slice(from, to))
  const [month, day] = [part(4, 6) - 1, part(6, 8)]
  const [hour, minute, second] = [part(9, 11), part(11, 13), part(13, 15)]
  const time = new Date(0)
  time.setUTCFullYear(part(0, 4), month, day)
  time.setUTCHours(hour, minute, second)
  // `Date` takes February 30th and 24 o'clock for the day after, a 60th second for the next one.
  const isSameMoment =
    time.getUTCMonth() === month &&
    time.getUTCDate() === day &&
    time.getUTCHours() === hour &&
    time.getUTCMinutes() === minute &&
    time.getUTCSeconds() === second
  return isSameMoment ? time : undefined
}
