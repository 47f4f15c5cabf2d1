// Text in columns of a terminal: a wide character takes two, and may be followed by a line break;
// a combining one takes none. One of ambiguous width (box drawing, Greek) takes one, as terminals
// have it unless they are told otherwise: no layout of ours rests on it.

/** Hangul, Han, kana, the full-width forms, emoji, and the Han of the further planes. */
const WIDE = [
  '\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7a3\\uf900-\\ufaff',
  '\\ufe10-\\ufe19\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6',
  '\\u{1f300}-\\u{1f64f}\\u{1f680}-\\u{1f6ff}\\u{1f900}-\\u{1faff}\\u{20000}-\\u{3fffd}',
].join('')
/** Accents, the marks of kana, joiners, and what chooses between shapes. */
const NOTHING = '\\p{Mn}\\p{Me}\\p{Cf}'
const wide = new RegExp(`[${WIDE}]`, 'gu')
const nothing = new RegExp(`[${NOTHING}]`, 'gu')
/** What begins no line in Japanese: closing punctuation, the long vowel, small kana. */
const NOT_FIRST = '[、。」』)：・ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ]'
/** A word from another language: it reads badly in two parts. A longer one may be of several. */
const KATAKANA = '[ァ-ヶー]{2,12}'
/** What may stand together on a line: a word, or one wide character with its punctuation. */
const chunks = new RegExp(
  `[「『(]*(?:${KATAKANA}|[${WIDE}]|[^\\s${WIDE}]+)[${NOTHING}]*${NOT_FIRST}*`,
  'gu',
)

export function columnsOf(text: string): number {
  const characters = text.replaceAll(nothing, '')
  return [...characters].length + (characters.match(wide)?.length ?? 0)
}

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
