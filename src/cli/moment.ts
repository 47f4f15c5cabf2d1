import { failure } from './failure.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/**
 * A day or a time as ISO 8601, to the second, as events have it. Of a day it is the first second,
 * or the last where `end` says so.
 */
export function parseMoment(text: string, { end = false } = {}): string {
  const time = DAY.test(text) ? `${text}T${end ? '23:59:59' : '00:00:00'}Z` : text
  const moment = new Date(time)
  // A day that does not exist, such as the 31st of June, would silently become another one.
  const isDay = !Number.isNaN(moment.getTime()) && isSameDay(text, moment)
  if (TIME.test(time) && isDay) return `${moment.toISOString().slice(0, 19)}Z`
  throw failure('noMoment', { text }, { lines: ['2024-05-06', '2024-05-06T07:08:09Z'] })
}

/** Only a day is compared: a time with an offset may be of another day in UTC. */
const isSameDay = (text: string, moment: Date): boolean =>
  !DAY.test(text) || moment.toISOString().startsWith(text)
