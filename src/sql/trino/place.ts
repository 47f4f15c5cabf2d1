import type { QueryText, TextPosition } from '../types.ts'

/** The place of an offset in the text that the user wrote; undefined inside a view. */
export type PlaceOf = (offset: number) => TextPosition | undefined

export function placesOf({ text, start }: QueryText): PlaceOf {
  return (offset) => {
    const before = text.slice(0, offset)
    const lines = before.split(/\r\n|\r|\n/)
    const inLast = lines.at(-1)?.length ?? 0
    if (lines.length === 1) return { line: start.line, column: start.column + inLast }
    return { line: start.line + lines.length - 1, column: inLast + 1 }
  }
}
