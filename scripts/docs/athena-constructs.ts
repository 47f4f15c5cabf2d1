import { refusalOf } from './refusal-of.ts'

const ROWS = 'FROM (VALUES 1) AS t(x)'

/** What is Trino's and not carried out, each with a query that is refused for it. */
const EXAMPLES: readonly string[] = [
  'WITH RECURSIVE t(n) AS (SELECT 1) SELECT n FROM t',
  `SELECT x ${ROWS} ORDER BY x FETCH FIRST 1 ROW WITH TIES`,
  `SELECT x ${ROWS} NATURAL JOIN (VALUES 1) AS u(x)`,
  'SELECT * FROM t TABLESAMPLE BERNOULLI (10)',
  'SELECT * FROM t MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS true)',
  "SELECT * FROM t FOR TIMESTAMP AS OF TIMESTAMP '2026-01-01 00:00:00'",
  'SELECT * FROM TABLE(sequence(1, 2))',
  `SELECT rank() OVER w ${ROWS}`,
  `SELECT x ${ROWS} WINDOW w AS (ORDER BY x)`,
  `SELECT approx_percentile(DISTINCT x, 0.5) ${ROWS}`,
  `SELECT max(x ORDER BY x) ${ROWS}`,
  'SELECT avg(CAST(1 AS decimal(3, 1)))',
  "SELECT trim(LEADING 'a' FROM 'ab')",
  "SELECT INTERVAL '1-2' YEAR TO MONTH",
  "SELECT now() AT TIME ZONE concat('U', 'TC')",
  "SELECT to_iso8601(now() AT TIME ZONE 'Asia/Tokyo')",
  "SELECT format_datetime(now(), 'ZZ')",
  "SELECT json_extract('{}', '$..a')",
  "SELECT json_value('{}', 'strict $.a')",
  "SELECT regexp_like('a', '(?=a)')",
  `SELECT regexp_like('a', CAST(x AS varchar)) ${ROWS}`,
]

export function constructsSection(): string {
  const rows = EXAMPLES.map((text) => {
    const refusal = refusalOf(text)
    if (refusal?.code !== 'NOT_SUPPORTED') throw new Error(`${text}: ${refusal?.message}`)
    const says = refusal.message.replace(/^NOT_SUPPORTED: line \d+:\d+: /, '')
    return `| \`${text}\` | ${says.replaceAll('|', '\\|')} |`
  })
  return `## Constructs

Of Trino's SELECT these are answered \`NOT_SUPPORTED\`, each with an example:

| A query | What it is answered |
|---|---|
${rows.join('\n')}

Patterns, formats, zones and JSON paths are constants. A regular expression is Java's on Athena and
RE2's here: what the two would read differently (lookaround, back references, possessive
quantifiers, set operations in brackets, some escapes) is refused.
`
}
