// What a file leaves to deployment: it stands in the texts as a mark that no real text holds, so
// that it is never taken for a policy variable.

const OPEN = '\u{E000}'
const CLOSE = '\u{E001}'
const MARK = /\u{E000}([^\u{E000}\u{E001}]*)\u{E001}/gu

/** Stands for a value that is known only once it is applied. */
export const unknown = (name: string): string => `${OPEN}${withoutMarks(name)}${CLOSE}`

export const hasUnknown = (text: string): boolean => text.includes(OPEN)

/** Names of the unknown values in a text. */
export const unknownsIn = (text: string): readonly string[] =>
  [...text.matchAll(MARK)].map(([, name = '']) => name)

/** As a person reads it: `${Name}`. */
export const shown = (text: string): string => text.replaceAll(MARK, '${$1}')

/** Without what is not known: it will have at least this much. */
export const knownPartOf = (text: string): string => text.replaceAll(MARK, '')

/** Whether a text with unknown values may turn out to be `candidate`. */
export function mayBecome(text: string, candidate: string): boolean {
  const known = text.split(MARK).filter((_, index) => index % 2 === 0)
  const [first = '', ...rest] = known
  const last = rest.pop()
  if (last === undefined) return text === candidate
  if (!candidate.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = candidate.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return candidate.length - last.length >= at && candidate.endsWith(last)
}

/** A file from outside must not bring marks of its own: they would hide what is wrong. */
export const withoutMarks = (text: string): string =>
  text.replaceAll(/[\u{E000}\u{E001}]/gu, '\u{FFFD}')
