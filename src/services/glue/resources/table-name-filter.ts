import { namePattern } from '../../../base/name-pattern.ts'
import { InvalidInputException } from '../errors.ts'
import { limits } from '../limits.ts'

/**
 * GetTables' Expression: a regular expression to the API page, but aws-sdk-pandas sends `prefix*`
 * and `*part*`, as Hive's metastore takes them: there `*` is `.*`.
 */
export function tableNameFilter(expression: string | undefined): (name: string) => boolean {
  if (expression === undefined || expression === '') return () => true
  const pattern = expression.toLowerCase().replaceAll(/(?<!\.)\*/g, '.*')
  const matches = namePattern(pattern, limits.namePatternStatesMax)
  // The sentence is ours: AWS's is not known.
  if (!matches) throw InvalidInputException(`Invalid expression '${expression}'`)
  return matches
}
