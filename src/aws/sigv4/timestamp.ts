/** `20150830T123600Z`: ISO 8601's basic format, the only one that signatures know. */
export function basicTimestamp(time: Date): string {
  return time.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

/** Undefined when the text is not in that format or names no moment, such as February 30th. */
export function parseBasicTimestamp(text: string): Date | undefined {
  const time = new Date(text.replace(BASIC, '$1-$2-$3T$4:$5:$6Z'))
  return BASIC.test(text) && isSameMoment(time, text) ? time : undefined
}

function isSameMoment(time: Date, text: string): boolean {
  return !Number.isNaN(time.getTime()) && basicTimestamp(time) === text
}
