import type { StatementRef } from '../../../policy/index.ts'
import type { Statement } from '../model.ts'
import type { SourcePolicy } from './source-policy.ts'

/** The statements that a decision rests on, with their places in the text of their policies. */
export function matchedStatements(
  because: readonly StatementRef[],
  sources: readonly SourcePolicy[],
): readonly Statement[] {
  return because.flatMap(({ policy, statement }) => {
    const source = sources.find(({ named }) => named.name === policy)
    return source ? [statementOf(source, statement)] : []
  })
}

function statementOf({ id, sourceType, named }: SourcePolicy, statement: number): Statement {
  const extent = named.policy.document.positions?.extentOf(statement)
  const source = { SourcePolicyId: id, SourcePolicyType: sourceType }
  if (!extent) return source
  const { start, end } = extent
  return {
    ...source,
    // AWS counts from behind the opening brace to behind the closing one, both in columns from 1:
    // the examples of `aws iam simulate-custom-policy help`.
    StartPosition: { Line: start.line, Column: start.column + 1 },
    EndPosition: { Line: end.line, Column: end.column },
  }
}
