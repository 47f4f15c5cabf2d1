/** Whether a name is a time zone: of the tz database, or an offset such as `+09:00`. */
export function isZone(name: string): boolean {
  // DuckDB's ICU calls offsets otherwise, and takes a name that it does not know for UTC.
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
