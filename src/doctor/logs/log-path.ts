// Where a log file lies says whose, of which Region and of which day its events are:
// `AWSLogs/[o-organization/]account/CloudTrail/region/yyyy/mm/dd/file.json.gz`.

export interface LogFilter {
  readonly account: string
  /** Undefined: any of them. */
  readonly region: string | undefined
  /** ISO 8601. */
  readonly since: string | undefined
  readonly until: string | undefined
}

/** Whether a file, or any file in a folder, may hold what is looked for. */
export function mayHold(path: string, filter: LogFilter): boolean {
  const [account, service, region, year, month, day] = partsOf(path)
  if (account !== undefined && account !== filter.account) return false
  // `CloudTrail-Digest` and `CloudTrail-Insight` stand beside it.
  if (service !== undefined && service !== 'CloudTrail') return false
  if (region !== undefined && filter.region !== undefined && region !== filter.region) return false
  const date = [year, month, day].filter((part) => part !== undefined).join('-')
  return isWithin(date, filter)
}

/** The parts behind `AWSLogs/`; whole folders only, for a name may go on. */
function partsOf(path: string): readonly string[] {
  const parts = path.split('/')
  const at = parts.lastIndexOf('AWSLogs')
  if (at < 0) return []
  const below = parts.slice(at + 1, -1)
  return below[0]?.startsWith('o-') ? below.slice(1) : below
}

/** `date` is a day, a month, a year or nothing: is any moment of it within? */
function isWithin(date: string, { since, until }: LogFilter): boolean {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(date)) return true
  if (since !== undefined && date < since.slice(0, date.length)) return false
  return until === undefined || date <= deliveredBy(until).slice(0, date.length)
}

/** A file lies in the folder of the day it was delivered on, which may be the next. */
export function deliveredBy(until: string): string {
  const day = new Date(until)
  day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString()
}

/** `.json.gz` as CloudTrail delivers it, or `.json` as people keep it. */
export const isLogFile = (path: string): boolean => /\.json(\.gz)?$/.test(path)
