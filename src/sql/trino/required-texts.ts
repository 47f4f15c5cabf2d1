import type { Context } from './context.ts'
import { jsonPath } from './json-path.ts'
import type { Expression, Relation } from './syntax.ts'
import type { TableUse } from './table-use.ts'
import { referenceOf } from './translate-reference.ts'

/** Written in JSON as it is, whatever wrote it: nothing that may be escaped. */
const PLAIN = /^[A-Za-z0-9 _:.@,;=+-]{4,}$/
/** A number may be written otherwise than it is read: `1e2` is 100.0. */
const NUMBER_LIKE = /^[-+.0-9eE]*$/

/**
 * Notes the texts that a table's every wanted record must have: `column = 'text'` between the ANDs
 * of WHERE, over a table that stands alone in FROM.
 */
export function noteRequiredTexts(
  where: Expression,
  from: Relation,
  use: TableUse | undefined,
  context: Context,
): void {
  if (from.kind !== 'table' || !use) return
  for (const term of termsOf(where)) {
    if (term.kind !== 'binary' || term.operator !== '=') continue
    const [text, other] = [term.left, term.right].toSorted((left) =>
      left.kind === 'string' ? -1 : 1,
    )
    if (text?.kind !== 'string' || !other || !PLAIN.test(text.text)) continue
    if (NUMBER_LIKE.test(text.text)) continue
    if (isOfRecord(other, use, context)) use.requiredTexts.push(text.text)
  }
}

const termsOf = (where: Expression): readonly Expression[] =>
  where.kind === 'logical' && where.operator === 'AND' ? where.terms.flatMap(termsOf) : [where]

/** A column of the record, a field in it, or a scalar of its JSON; no partition key. */
function isOfRecord(expression: Expression, use: TableUse, context: Context): boolean {
  if (expression.kind === 'call' && expression.name === 'json_extract_scalar') {
    const [json, path] = expression.arguments
    const isPlainPath = path?.kind === 'string' && jsonPath(path.text) !== undefined
    return json?.kind === 'name' && isPlainPath && isOfRecord(json, use, context)
  }
  if (expression.kind !== 'name' && expression.kind !== 'field') return false
  const reference = referenceOf(expression, context)
  const { typed, field } = reference ?? {}
  const isText = typed?.type.kind === 'varchar' && typed.type.length === undefined
  return isText && use.columns.some(({ sql }) => sql === field?.sql)
}
