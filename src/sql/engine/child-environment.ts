// What a process of DuckDB finds in its environment: nothing of the stack's own, where credentials
// of AWS and the root key's words may be.

/** Libraries are found, time is told and files are spilled as in the stack itself. */
const KEPT = new Set(['PATH', 'HOME', 'TMPDIR', 'TMP', 'TEMP', 'TZ', 'LANG', 'SYSTEMROOT'])

const isKept = (name: string): boolean =>
  KEPT.has(name.toUpperCase()) || name.startsWith('LD_') || name.startsWith('LC_')

export const childEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => isKept(name)))
