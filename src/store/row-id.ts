// What an id may be, and the order of ids, which has to be the database's.

const idCharactersMax = 2048

/** A bug, not a caller's mistake: services make ids from what they have validated. */
export function requireRowId(id: string): void {
  const fits = id.length > 0 && id.length <= idCharactersMax
  if (fits && id.isWellFormed() && !id.includes('\0')) return
  throw new Error(`not a row id: ${JSON.stringify(id)}`)
}

/**
 * SQLite (BINARY) and PostgreSQL (COLLATE "C") compare the bytes of UTF-8. JavaScript's `<`
 * compares UTF-16 code units, which is another order beyond U+FFFF.
 */
export function compareIds(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right))
}
