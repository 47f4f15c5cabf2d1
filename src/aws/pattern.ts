// Model patterns are Java's. What both languages write differently is translated here; a test
// compiles every pattern of every table and runs it against hostile text.

const compiled = new Map<string, RegExp>()

/** The pattern as a whole-text match, as AWS applies it. */
export function matcher(pattern: string): RegExp {
  const known = compiled.get(pattern)
  if (known) return known
  const made = compile(pattern)
  compiled.set(pattern, made)
  return made
}

const DOT_ALL = '(?s)'

function compile(pattern: string): RegExp {
  const dotAll = pattern.startsWith(DOT_ALL)
  const body = translateEscapes(dotAll ? pattern.slice(DOT_ALL.length) : pattern)
  return new RegExp(`^(?:${body})$`, dotAll ? 'us' : 'u')
}

/**
 * The `u` flag is needed for `\p{L}` and for ranges beyond U+FFFF; it forbids escapes without
 * meaning, such as `\:`, which Java reads as the character itself. Java's `\s` is ASCII; the
 * models use it inside brackets only, where a range says the same.
 */
function translateEscapes(pattern: string): string {
  return pattern.replaceAll('\\s', ' \\t-\\r').replaceAll(/\\([^\w^$\\.*+?()[\]{}|/-])/g, '$1')
}
