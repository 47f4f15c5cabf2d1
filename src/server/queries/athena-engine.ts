/** What runs the queries: DuckDB beside us, a Trino server that somebody runs, or AWS's Athena. */
export type AthenaEngine =
  | 'duckdb'
  | { readonly trino: string }
  /** A workgroup. */
  | { readonly athena: string }

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html */
const WORKGROUP = /^[a-zA-Z0-9._-]{1,128}$/

/** `duckdb`, `trino=http://127.0.0.1:8080`, `athena`, `athena=WORKGROUP`. Undefined: it is none. */
export function parseAthenaEngine(text: string): AthenaEngine | undefined {
  if (text === 'duckdb') return 'duckdb'
  const [, workgroup = 'primary'] = /^athena(?:=(.*))?$/.exec(text) ?? []
  if (text.startsWith('athena')) {
    const isOne = /^athena(=|$)/.test(text) && WORKGROUP.test(workgroup)
    return isOne ? { athena: workgroup } : undefined
  }
  const [, url] = /^trino=(.+)$/.exec(text) ?? []
  if (url === undefined || !URL.canParse(url)) return undefined
  return /^https?:$/.test(new URL(url).protocol) ? { trino: url } : undefined
}
