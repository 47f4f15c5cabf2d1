// SQLite's result codes, and what they mean for the person who runs the stack.
// https://sqlite.org/rescode.html

export const SQLITE_BUSY = 5
export const SQLITE_READONLY = 8
export const SQLITE_IOERR = 10
export const SQLITE_CORRUPT = 11
export const SQLITE_FULL = 13
export const SQLITE_CANTOPEN = 14
export const SQLITE_NOTADB = 26

/** The extended codes carry the primary one in their low byte. */
const PRIMARY_CODE = 0xff

/** Why a write failed, in a form that crosses a thread. */
export interface WriteFault {
  readonly code: number | undefined
  readonly message: string
}

export function isSqliteFault(fault: unknown, code: number): boolean {
  return writeFaultOf(fault).code === code
}

/** The file is not, or no longer, what SQLite has written. */
export const isDamage = (fault: unknown): boolean =>
  isSqliteFault(fault, SQLITE_CORRUPT) || isSqliteFault(fault, SQLITE_NOTADB)

export function writeFaultOf(fault: unknown): WriteFault {
  if (!(fault instanceof Error)) return { code: undefined, message: String(fault) }
  const code = 'errcode' in fault && typeof fault.errcode === 'number' ? fault.errcode : undefined
  return { code: code === undefined ? undefined : code & PRIMARY_CODE, message: fault.message }
}

/** For `trouble()`: lower case, no full stop, the cause behind the colon. */
export function describeWriteFault({ code, message }: WriteFault, directory: string): string {
  switch (code) {
    case SQLITE_FULL:
      return `nothing can be written to \`${directory}\`: the disk is full`
    case SQLITE_READONLY:
      return `nothing can be written to \`${directory}\`: it is read-only`
    case SQLITE_IOERR:
      return `nothing can be written to \`${directory}\`: the disk reports an error: ${message}`
    default:
      return `nothing can be written to \`${directory}\`: ${message}`
  }
}
