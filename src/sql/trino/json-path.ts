import { quoteText } from './quote.ts'

const STEP = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\[["']([^"']+)["']\]|\."([^"]+)"/y

/** A path of constant steps, in DuckDB's spelling and quoted; undefined when it has others. */
export function jsonPath(text: string): string | undefined {
  const trimmed = text.trim().replace(/^(lax|strict)\s+/, '')
  if (!trimmed.startsWith('$')) return undefined
  let path = '$'
  let at = 1
  while (at < trimmed.length) {
    STEP.lastIndex = at
    const match = STEP.exec(trimmed)
    if (!match) return undefined
    const [, plain, index, bracketed, quoted] = match
    const name = plain ?? bracketed ?? quoted
    path += name === undefined ? `[${index}]` : `."${name}"`
    at = STEP.lastIndex
  }
  return quoteText(path)
}
