// What somebody pasted, as text to read: terminals and tools leave colours, frames and entities
// in it, and it may be of any size.

import { KiB, MiB } from '../../base/sizes.ts'

const limits = {
  /** A log file of a trail fits; the end is what counts, for the last error stands there. */
  readCharsMax: 8 * MiB,
  /** Of text that is no JSON: far more than a screenful of errors. */
  wordsCharsMax: 1 * MiB,
  /** What the diagnosis shows again. */
  shownCharsMax: 4 * KiB,
} as const

/** The end of the text, without what only a terminal understands. */
export function readableText(pasted: string): string {
  return pasted
    .slice(-limits.readCharsMax)
    .replaceAll(ESCAPES, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(CONTROLS, '')
}

/** For the report: the beginning of a long text, and how much more there was. */
export function shownText(readable: string): string {
  const text = readable.trim()
  if (text.length <= limits.shownCharsMax) return text
  return `${text.slice(0, limits.shownCharsMax)} … (${text.length - limits.shownCharsMax} more)`
}

/** Colours, cursor movements, titles and hyperlinks (ECMA-48, and OSC with either end). */
const ESCAPES =
  // oxlint-disable-next-line no-control-regex -- Control characters are what it looks for.
  /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]{0,2048}(?:\u0007|\u001B\\)|[@-Z\\-_])/g

/** All but tab and line feed, with those that turn the direction of writing. */
const CONTROLS =
  // oxlint-disable-next-line no-control-regex -- Control characters are what it looks for.
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g

/**
 * The text as one line of plain words, in the ways in which it may have been broken: between words,
 * within an ARN, or wherever the column of a terminal ended.
 */
export function unwrappings(readable: string): readonly string[] {
  const lines = plainWords(readable.slice(-limits.wordsCharsMax))
    .split('\n')
    .map((line) => line.replace(FRAME, ''))
  const words = lines.join('\n')
  const ways = [words, words.replaceAll(BROKEN_ARN, ''), lines.join('')]
  return ways.map((way) => way.replaceAll(/\s+/g, ' '))
}

/** After the beginning of an ARN, before anything but the words that follow a whole one. */
const BROKEN_ARN = new RegExp(
  [
    String.raw`(?<=\barn:[^\s"']{0,300})\n[ \t]{0,40}`,
    String.raw`(?!(?:is|on|because|with|and|that|the|as|from)\b|\s|arn:)`,
    String.raw`(?=[\w:/.@=,+-])`,
  ].join(''),
  'g',
)

/** The frame that Terraform draws around its errors, a quotation, a comment. */
const FRAME = /^\s*[│┃|>╷╵]\s?/

/** XML's entities, and what JSON in JSON escapes, a few levels deep. */
function plainWords(text: string): string {
  return text
    .replaceAll(/\\{1,8}u00(2[267]|3[CcEe])/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replaceAll(/\\{1,8}(["'/])/g, '$1')
    .replaceAll(/\\{1,8}[nrt]/g, ' ')
    .replaceAll(/&(?:#x27|#39|apos);/g, "'")
    .replaceAll(/&(?:#x22|#34|quot);/g, '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
