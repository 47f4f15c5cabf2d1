/** What runs the queries: DuckDB beside us, or a Trino server that somebody runs. */
export type AthenaEngine = 'duckdb' | { readonly trino: string }

/** `duckdb`, `trino=http://127.0.0.1:8080`. Undefined: it is neither. */
export function parseAthenaEngine(text: string): AthenaEngine | undefined {
  if (text === 'duckdb') return 'duckdb'
  const [, url] = /^trino=(.+)$/.exec(text) ?? []
  if (url === undefined || !URL.canParse(url)) return undefined
  return /^https?:$/.test(new URL(url).protocol) ? { trino: url } : undefined
}
