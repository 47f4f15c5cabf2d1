// The dates that conditions compare: W3C profiles of ISO 8601, or seconds since 1970.

const ISO =
  /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/
const EPOCH_SECONDS = /^-?\d+(?:\.\d+)?$/
/** Four digits are a year; a number of seconds that short lies before 1970-01-01T02:47. */
const YEAR = /^\d{4}$/

/** Milliseconds since 1970; undefined when the text is no date. */
export function parseDateMs(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text) && !YEAR.test(text)) return Number(text) * 1000
  if (!ISO.test(text)) return undefined
  const parsed = Date.parse(text)
  return Number.isNaN(parsed) ? undefined : parsed
}
