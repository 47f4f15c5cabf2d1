/**
 * Remembers the last answer of a reader that is slow beside everything else in a decision: one
 * decision asks about the same address or date in statement after statement.
 */
export function rememberLast<Value>(read: (text: string) => Value): (text: string) => Value {
  let last: { readonly text: string; readonly value: Value } | undefined
  return (text) => {
    if (last?.text !== text) last = { text, value: read(text) }
    return last.value
  }
}
