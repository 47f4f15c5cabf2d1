// Text in columns of a terminal: a wide character takes two, and may be followed by a line break.

/** Hangul, Han, kana, and the full-width forms. */
const WIDE = [
  '\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff',
  '\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6',
].join('')
const wide = new RegExp(`[${WIDE}]`, 'g')
/** What may stand together on a line: a word, or one wide character with its punctuation. */
const chunks = new RegExp(`[「『(]*(?:[${WIDE}]|[^\\s${WIDE}]+)[、。」』)：]*`, 'g')

export const columnsOf = (text: string): number => text.length + (text.match(wide)?.length ?? 0)

/** Breaks at `width` columns. What is longer than that stands on a line of its own. */
export function wrap(text: string, width: number): string {
  const lines: string[] = []
  let line = ''
  let end = 0
  for (const match of text.matchAll(chunks)) {
    const [chunk] = match
    const space = text.slice(end, match.index)
    end = match.index + chunk.length
    if (line !== '' && columnsOf(line + space + chunk) > width) {
      lines.push(line)
      line = chunk
    } else {
      line += space + chunk
    }
  }
  return [...lines, line].join('\n')
}

/** A paragraph that stands `indent` columns in. */
export function paragraph(text: string, width: number, indent: number): string {
  return ' '.repeat(indent) + indented(wrap(text, width - indent), indent)
}

/** A label, and a text that wraps in the column behind it. */
export function row(label: string, text: string, width: number, column: number): string {
  const gap = ' '.repeat(Math.max(1, column - columnsOf(label)))
  const indent = column + 2
  return `  ${label}${gap}${indented(wrap(text, width - indent), indent)}`
}

/** Every line but the first. */
function indented(text: string, indent: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(indent)}`)
}
