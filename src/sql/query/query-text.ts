import { TextPositions } from '../../base/text-positions.ts'
import type { QueryText, TextPosition } from '../types.ts'

/** Where an offset of the query stands in the whole text that the user wrote. */
export function positionsIn({ text, start }: QueryText): (offset: number) => TextPosition {
  const positions = new TextPositions(text)
  return (offset) => {
    const { line, column } = positions.at(offset)
    const isFirst = line === 1
    return { line: start.line + line - 1, column: isFirst ? start.column + column - 1 : column }
  }
}
