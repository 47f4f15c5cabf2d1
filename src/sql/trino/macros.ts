import { NESTED_MACROS } from './nested-macros.ts'
import { SCALAR_MACROS } from './scalar-macros.ts'

const MACROS = [...SCALAR_MACROS, ...NESTED_MACROS]

/**
 * Inside TRY, whose errors DuckDB must be able to catch: `error` is one that it never lets be
 * caught. What fails there is a CAST of the sentence, of no constant, or it would fail at once.
 */
const FAIL =
  'CREATE MACRO skt_fail(depends, says) AS ' +
  '(CASE WHEN CAST(says || left(depends, 0) AS INTEGER) IS NULL THEN NULL END)'

const MACRO_HEAD = /^sk_(\w+)\((.*)\)$/

/** The statements that create the macros of a query, and those that they need. */
export function macrosFor(sql: string): readonly string[] {
  const names = new Set(namesIn(sql))
  const statements: string[] = []
  for (const [head, body] of MACROS.toReversed()) {
    const [, name = '', parameters = ''] = MACRO_HEAD.exec(head) ?? []
    const isTried = names.has(`skt_${name}`)
    if (isTried) statements.push(triedMacro(name, parameters, body))
    const isPlain = names.has(`sk_${name}`)
    if (isPlain) statements.push(`CREATE MACRO ${head} AS (${body})`)
    const inside = namesIn(body)
    if (isPlain) for (const needed of inside) names.add(needed)
    if (isTried) for (const needed of inside) names.add(needed.replace('sk_', 'skt_'))
  }
  const isAnyTried = [...names].some((name) => name.startsWith('skt_'))
  return [...(isAnyTried ? [FAIL] : []), ...statements.toReversed()]
}

function triedMacro(name: string, parameters: string, body: string): string {
  const depends = parameters === '' ? "''" : `concat(${parameters})`
  const failing = body.replaceAll('error(', `skt_fail(${depends}, `)
  return `CREATE MACRO skt_${name}(${parameters}) AS (${tried(failing)})`
}

/** The SQL with macros that TRY can catch; texts stay as they are. */
export const tried = (sql: string): string =>
  sql.replaceAll(/'(?:[^']|'')*'|\bsk_/g, (part) => (part === 'sk_' ? 'skt_' : part))

const namesIn = (sql: string): readonly string[] => sql.match(/\bskt?_\w+/g) ?? []
