// Where Athena says that a query is wrong: `line 1:8: mismatched input 'x'`.

import { linter, type Diagnostic } from '@codemirror/lint'
import type { Extension, Text } from '@codemirror/state'

/** Marks the place that the reason of a failure names, and nothing where it names none. */
export function markedError(reason: string | undefined): Extension {
  const [, line, column] = /\bline (\d+):(\d+)/.exec(reason ?? '') ?? []
  // Without a reason as well: it takes away the mark of the one before.
  return linter(
    ({ state }) =>
      reason === undefined ? [] : diagnosticsAt(state.doc, Number(line), Number(column), reason),
    { delay: 0 },
  )
}

function diagnosticsAt(
  text: Text,
  line: number,
  column: number,
  message: string,
): readonly Diagnostic[] {
  if (!(line >= 1 && line <= text.lines)) return []
  const { from: start, to: end, text: written } = text.line(line)
  const from = Math.min(start + Math.max(0, column - 1), end)
  const [word = ''] = /^\w+|^./.exec(written.slice(from - start)) ?? []
  return [{ from, to: Math.min(end, from + word.length), severity: 'error', message }]
}
