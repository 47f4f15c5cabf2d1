import { fitsPattern } from '../fits-pattern.ts'

const WILDCARDS = { many: '*', one: '.' } as const

/**
 * Whether a name fits the pattern of a SHOW: `*` is anything, as `.*` is, `.` one character, and
 * `|` stands between alternatives. Without a pattern every name fits. Names are in lower case.
 */
export function matchesPattern(name: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true
  const alternatives = pattern.toLowerCase().split('|')
  return alternatives.some((alternative) =>
    fitsPattern(name.split(''), alternative.replaceAll('.*', '*').split(''), WILDCARDS),
  )
}
