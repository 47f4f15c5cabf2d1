import { AGGREGATE_FUNCTIONS, WINDOW_FUNCTIONS } from '../../src/sql/trino/functions/aggregate.ts'
import { COLLECTION_FUNCTIONS } from '../../src/sql/trino/functions/collection.ts'
import { NUMBER_FUNCTIONS } from '../../src/sql/trino/functions/number.ts'
import { TEXT_FUNCTIONS } from '../../src/sql/trino/functions/text.ts'
import { TIME_FUNCTIONS } from '../../src/sql/trino/functions/time.ts'
import { listOf } from './list-of.ts'
import { refusalOf } from './refusal-of.ts'
import { TRINO_FUNCTIONS } from './trino-functions.ts'

const KINDS = [
  ['Text, bytes, URLs', TEXT_FUNCTIONS],
  ['Numbers', NUMBER_FUNCTIONS],
  ['Time', TIME_FUNCTIONS],
  ['Arrays, maps, JSON', COLLECTION_FUNCTIONS],
  ['Aggregates', AGGREGATE_FUNCTIONS],
  ['With OVER only', WINDOW_FUNCTIONS],
] as const

/** Of functions that are not called by `name(argument)`, a call. */
const CALLS: Readonly<Record<string, string>> = {
  cast: 'cast(1 AS bigint)',
  current_date: 'current_date',
  current_time: 'current_time',
  current_timestamp: 'current_timestamp',
  current_user: 'current_user',
  extract: 'extract(year FROM current_date)',
  json_exists: "json_exists('{}', 'lax $.a')",
  json_query: "json_query('{}', 'lax $.a')",
  json_value: "json_value('{}', 'lax $.a')",
  localtime: 'localtime',
  localtimestamp: 'localtimestamp',
  position: "position('a' IN 'a')",
  substring: "substring('a', 1)",
  try_cast: 'try_cast(1 AS bigint)',
}

type Answer = 'carried out' | 'FUNCTION_NOT_FOUND' | 'MALFORMED_QUERY'

/** The functions of Trino's list, and what each is answered: the translator itself is asked. */
export function functionsSection(): string {
  const named = (answer: Answer) => TRINO_FUNCTIONS.filter((name) => answerTo(name) === answer)
  const kinds = KINDS.map(([title, rows]) => {
    const names = rows.map(([signature]) => signature.slice(0, signature.indexOf('(')))
    return { title, names: [...new Set(names)].toSorted() }
  })
  const inTables = new Set(kinds.flatMap(({ names }) => names))
  const found = named('carried out')
  const others = found.filter((name) => !inTables.has(name))
  const own = [...inTables].filter((name) => !TRINO_FUNCTIONS.includes(name))
  const lines = kinds.map(({ title, names }) => `- ${title}: ${listOf(names)}`)
  return `## Functions

Carried out are ${found.length} of the ${TRINO_FUNCTIONS.length} functions in Trino's
[list of functions](https://trino.io/docs/current/functions/list.html), the newest of which Athena's
engine may lack; besides them \`grouping\` and ${listOf(own)}.

${lines.join('\n')}
- Others: ${listOf(others)}

${listOf(named('MALFORMED_QUERY'))} are answered \`MALFORMED_QUERY\`.

### Not carried out

Answered \`FUNCTION_NOT_FOUND\`, ${named('FUNCTION_NOT_FOUND').length}:
${listOf(named('FUNCTION_NOT_FOUND'))}.
`
}

function answerTo(name: string): Answer {
  const refusal = refusalOf(`SELECT ${CALLS[name] ?? `${name}(NULL)`}`)
  if (refusal?.code === 'MALFORMED_QUERY') return 'MALFORMED_QUERY'
  // With arguments that do not fit, the function is there all the same.
  const isMissing = refusal?.message.endsWith('not registered') ?? false
  return isMissing ? 'FUNCTION_NOT_FOUND' : 'carried out'
}
