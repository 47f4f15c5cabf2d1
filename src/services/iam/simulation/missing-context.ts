import { variablesIn } from '../../../policy/index.ts'
import type { RequestContext, Statement } from '../../../policy/index.ts'
import type { SourcePolicy } from './source-policy.ts'

/** The context keys that the policies ask for and that the request does not give. */
export function missingContextValues(
  sources: readonly SourcePolicy[],
  context: RequestContext,
): readonly string[] {
  const asked = sources.flatMap(({ named }) =>
    named.policy.document.statements.flatMap(keysAskedBy),
  )
  return [...new Set(asked)].filter((key) => !context.has(key.toLowerCase())).toSorted()
}

function keysAskedBy({ conditions, resource }: Statement): readonly string[] {
  const texts = [...conditions.flatMap(({ values }) => values), ...(resource?.patterns ?? [])]
  return [...conditions.map(({ key }) => key), ...texts.flatMap(variablesIn)]
}
