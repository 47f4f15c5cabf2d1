// Apart from the log, so that the help does not load it. The first is the usual one.

export const LOG_LEVELS = ['warn', 'silent', 'error', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]
