import type { Logger } from 'pino'
import { pino, stdTimeFunctions } from 'pino'
import type { LogLevel } from './log-levels.ts'

/** Lines of JSON on standard error: levels by name, times as people write them. */
export function openLog(level: LogLevel): Logger {
  return pino(
    {
      level,
      // The process is known to whoever collects its standard error.
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
