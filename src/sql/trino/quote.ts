/** Text as a literal of DuckDB's SQL: the only way by which text of the user reaches it. */
export function quoteText(text: string): string {
  // A zero byte would end the text early in a library that is written in C.
  if (!text.includes('\0')) return `'${text.replaceAll("'", "''")}'`
  return `(${text
    .split('\0')
    .map((part) => quoteText(part))
    .join(' || chr(0) || ')})`
}
