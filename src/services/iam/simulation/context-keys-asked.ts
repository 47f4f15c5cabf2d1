import { variablesIn } from '../../../policy/index.ts'
import type { Statement } from '../../../policy/index.ts'
import type { SourcePolicy } from './source-policy.ts'

/** The context keys that the policies ask for, in conditions and in policy variables. */
export function contextKeysAsked(sources: readonly SourcePolicy[]): readonly string[] {
  const asked = sources.flatMap(({ named }) =>
    named.policy.document.statements.flatMap(keysAskedBy),
  )
  return [...new Set(asked)].toSorted()
}

function keysAskedBy({ conditions, resource }: Statement): readonly string[] {
  const texts = [...conditions.flatMap(({ values }) => values), ...(resource?.patterns ?? [])]
  return [...conditions.map(({ key }) => key), ...texts.flatMap(variablesIn)]
}
