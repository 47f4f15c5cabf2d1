// Tables for terminals: columns of a fixed width, cells that wrap, wide characters counted as two.

import { columnsOf, wrap } from '../../base/columns.ts'

export interface Cell {
  readonly text: string
  readonly paint?: (text: string) => string
}

const GAP = 2

/** The last column takes what is left of the width. */
export function tableText(
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
  width: number,
): string {
  const taken = widths.reduce((total, one) => total + one + GAP, 0)
  const all = [...widths, Math.max(10, width - taken)]
  return rows.map((cells) => rowText(cells, all)).join('\n')
}

function rowText(cells: readonly Cell[], widths: readonly number[]): string {
  const columns = cells.map(({ text }, index) => cellLines(text, widths[index] ?? 10))
  const height = Math.max(...columns.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) => {
    const parts = cells.map(({ paint = plain }, index) => {
      const text = columns[index]?.[line] ?? ''
      const isLast = index === cells.length - 1
      const space = isLast ? 0 : (widths[index] ?? 0) - columnsOf(text) + GAP
      return `${text === '' ? '' : paint(text)}${' '.repeat(Math.max(0, space))}`
    })
    return parts.join('').trimEnd()
  }).join('\n')
}

const plain = (text: string): string => text

/** A word that is wider than its column is broken where the column ends. */
function cellLines(text: string, width: number): readonly string[] {
  return text
    .split('\n')
    .flatMap((line) => wrap(line, width).split('\n'))
    .flatMap((line) => broken(line, width))
}

function broken(line: string, width: number): readonly string[] {
  const lines: string[] = []
  let rest = ''
  for (const character of line) {
    if (columnsOf(rest + character) > width) {
      lines.push(rest)
      rest = ''
    }
    rest += character
  }
  return [...lines, rest]
}
