/** `*`: any characters, or none. */
export const STAR = Symbol('*')
/** `?`: one character. */
export const ANY = Symbol('?')

/** Literal text, or a wildcard. Kept apart, so that `${*}` can stand for a literal asterisk. */
export type Token = string | typeof STAR | typeof ANY

export type TextMatcher = (text: string) => boolean

export function tokenize(pattern: string): readonly Token[] {
  if (!/[*?]/.test(pattern)) return pattern === '' ? [] : [pattern]
  return pattern.split(/([*?])/).flatMap((piece): Token[] => {
    if (piece === '*') return [STAR]
    if (piece === '?') return [ANY]
    return piece === '' ? [] : [piece]
  })
}

/** Matches the whole text; `*` reaches over every character, colons and slashes included. */
export function wildcard(pattern: string): TextMatcher {
  return wildcardOf(tokenize(pattern))
}

export function wildcardOf(tokens: readonly Token[]): TextMatcher {
  if (tokens.length === 0) return (text) => text === ''
  const [first, second] = tokens
  if (tokens.length === 1 && typeof first === 'string') return (text) => text === first
  if (tokens.length === 1 && first === STAR) return () => true
  if (tokens.length === 2 && typeof first === 'string' && second === STAR) {
    return (text) => text.startsWith(first)
  }
  return matcherOf(segmentsOf(tokens))
}

/** What stands between two asterisks: literal pieces at fixed places, question marks between. */
interface Segment {
  readonly length: number
  readonly pieces: readonly { readonly offset: number; readonly text: string }[]
}

function segmentsOf(tokens: readonly Token[]): readonly Segment[] {
  const segments: Segment[] = []
  let length = 0
  let pieces: { offset: number; text: string }[] = []
  for (const token of tokens) {
    if (token === STAR) {
      segments.push({ length, pieces })
      length = 0
      pieces = []
    } else if (token === ANY) length += 1
    else {
      pieces.push({ offset: length, text: token })
      length += token.length
    }
  }
  segments.push({ length, pieces })
  return segments
}

/**
 * Takes each middle segment at the first place where it fits: a later place could only leave less
 * room for the next one. So nothing is ever tried twice, and there is nothing to blow up.
 */
function matcherOf(segments: readonly Segment[]): TextMatcher {
  const first = segments[0] ?? { length: 0, pieces: [] }
  const last = segments.at(-1) ?? first
  const middle = segments.slice(1, -1)
  const lengthMin = segments.reduce((sum, segment) => sum + segment.length, 0)
  if (segments.length === 1) {
    return (text) => text.length === first.length && fits(first, text, 0)
  }
  return (text) => {
    if (text.length < lengthMin) return false
    const end = text.length - last.length
    if (!fits(first, text, 0) || !fits(last, text, end)) return false
    let at = first.length
    for (const segment of middle) {
      const found = find(segment, text, at)
      if (found === -1) return false
      at = found + segment.length
    }
    return at <= end
  }
}

function fits(segment: Segment, text: string, at: number): boolean {
  for (const { offset, text: literal } of segment.pieces) {
    if (!text.startsWith(literal, at + offset)) return false
  }
  return true
}

function find(segment: Segment, text: string, from: number): number {
  const [piece] = segment.pieces
  if (piece && piece.text.length === segment.length) return text.indexOf(piece.text, from)
  for (let at = from; at + segment.length <= text.length; at += 1) {
    if (fits(segment, text, at)) return at
  }
  return -1
}
