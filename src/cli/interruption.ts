/** What stops a program in the middle of its work. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Lends `use` a signal that the first interrupt aborts, and tells of it; a second one ends the
 * process as usual.
 */
export async function withInterruption<Result>(
  tell: () => void,
  use: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interruption = new AbortController()
  const interrupt = (): void => {
    letGo()
    tell()
    interruption.abort()
  }
  const letGo = (): void => {
    for (const name of SIGNALS) process.off(name, interrupt)
  }
  for (const name of SIGNALS) process.on(name, interrupt)
  try {
    return await use(interruption.signal)
  } finally {
    letGo()
  }
}
