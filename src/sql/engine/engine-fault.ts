import { SqlError, type SqlErrorCode } from '../sql-error.ts'

/** What the child process said, as an error for the one who wrote the query, or as a fault. */
export function engineFault(message: string): Error {
  const [, code, says] = /(?:^|['\s])([A-Z][A-Z_]{5,}): ([^\n]*)/.exec(message) ?? []
  const raised = RAISED.find((known) => known === code)
  // A sentence that was a CAST's operand has DuckDB's words behind it.
  if (raised && says !== undefined) return new SqlError(raised, says.replace(/' to INT32.*$/, ''))
  for (const [pattern, known, sentence] of KNOWN) {
    const found = pattern.exec(message)
    if (found) return new SqlError(known, sentence(found[1] ?? ''))
  }
  return new Error(`DuckDB: ${message}`)
}

/** What the macros raise. */
const RAISED = [
  'DIVISION_BY_ZERO',
  'INVALID_CAST_ARGUMENT',
  'INVALID_FUNCTION_ARGUMENT',
  'NOT_SUPPORTED',
] as const

type Sentence = (detail: string) => string

const KNOWN: readonly (readonly [RegExp, SqlErrorCode, Sentence])[] = [
  [
    /Out of Memory|failed to offload/,
    'EXCEEDED_LOCAL_MEMORY_LIMIT',
    () => 'Query exceeded the memory limit',
  ],
  [
    /Overflow in (\w+)|Out of Range Error/,
    'NUMERIC_VALUE_OUT_OF_RANGE',
    (what) => `Overflow${what && ` in ${what}`}`,
  ],
  [
    /More than one row returned by a subquery/,
    'SUBQUERY_MULTIPLE_ROWS',
    () => 'Scalar sub-query has returned multiple rows',
  ],
  [
    /column .* must appear in the GROUP BY clause/,
    'EXPRESSION_NOT_AGGREGATE',
    () => 'A column must be an aggregate expression or appear in GROUP BY clause',
  ],
  [
    /Malformed JSON|JSON transform error|Missing required|invalid JSON/i,
    'HIVE_CURSOR_ERROR',
    () => 'Row is not a valid JSON Object',
  ],
  [/maximum_object_size/, 'HIVE_CURSOR_ERROR', () => 'A line is longer than can be read'],
  [
    /Could not parse string "([^"]*)"/,
    'INVALID_FUNCTION_ARGUMENT',
    (text) => `Invalid format: "${text}"`,
  ],
  [
    /Could not (?:convert|cast) .*?'([^']*)'/,
    'INVALID_CAST_ARGUMENT',
    (text) => `Cannot cast '${text}'`,
  ],
  [/Conversion Error/, 'INVALID_CAST_ARGUMENT', () => 'A value cannot be cast to the type'],
  [
    /(?:Invalid Input Error: )((?:missing|invalid|bad|no argument|unexpected)[^\n]*)/,
    'INVALID_FUNCTION_ARGUMENT',
    (text) => text,
  ],
  [
    /No files found|Cannot open file|Could not open|Cannot access file/,
    'HIVE_CANNOT_OPEN_SPLIT',
    () => 'An object could not be read',
  ],
  [
    /[Ii]nput is not a GZIP|corrupt|No magic bytes|too small to be a Parquet|CSV Error/,
    'HIVE_BAD_DATA',
    () => 'An object is not of the format of its table',
  ],
]
