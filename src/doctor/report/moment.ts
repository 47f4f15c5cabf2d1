/** `2026-11-23 16:20:11 UTC`. */
export const momentOf = (time: string | undefined): string =>
  (time ?? '').replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC')
