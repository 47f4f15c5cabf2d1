import { isJsonObject, type JsonObject } from '../../base/json.ts'
import { statementsOf } from '../examine.ts'
import { principalsNamedBy } from '../principals.ts'
import { renamePrincipals } from '../rebuild.ts'

/**
 * AWS refuses a policy that names a principal which does not exist: those names go, and with them
 * a statement that named nobody else. One made again keeps its name, and is bound to it from then
 * on. Undefined where a name would have to leave `NotPrincipal`: that would widen the statement.
 */
export function withoutPrincipals(
  policy: JsonObject,
  gone: ReadonlySet<string>,
): JsonObject | undefined {
  const statements = statementsOf(policy)
  const spared = statements.filter(({ NotPrincipal }) => NotPrincipal !== undefined)
  if (spared.flatMap(principalsNamedBy).some((name) => gone.has(name))) return undefined
  const renamed = renamePrincipals(policy, (name) => (gone.has(name) ? undefined : name))
  return { ...renamed, Statement: statementsOf(renamed).filter(namesSomebody) }
}

function namesSomebody({ Principal }: JsonObject): boolean {
  return !isJsonObject(Principal) || Object.keys(Principal).length > 0
}
