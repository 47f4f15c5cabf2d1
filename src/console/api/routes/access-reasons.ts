import {
  ACCESS_GROUPS,
  accessOf,
  policyNameIn,
  type GroupAccess,
  type Language,
} from '../../../doctor/index.ts'
import { consoleFailure, textIn } from '../../fault.ts'
import { inventoryFor } from '../../session/inventories.ts'
import { languageIn } from '../language.ts'
import type { Route } from '../route.ts'

/** By what one principal may do each action of a group with one key. */
export interface AccessReasons {
  readonly allowed: readonly AccessReason[]
  /** Actions that nothing allows. */
  readonly denied: readonly string[]
}

export interface AccessReason {
  readonly action: string
  readonly verdict: 'allowed' | 'conditional'
  /** `account`: IAM policies, which the key policy lets count. */
  readonly by: 'keyPolicy' | 'account' | 'grant' | 'root'
  readonly statements: readonly { readonly policy: string; readonly statement: string }[]
  /** `StringEquals aws:PrincipalOrgID = o-1`: each must be met, or must not be. */
  readonly conditions: readonly string[]
  readonly unless: readonly string[]
}

export const accessReasons: Route = {
  name: 'access-reasons',
  answer: async (input, asked): Promise<AccessReasons> => {
    const inventory = await inventoryFor(asked)
    const arn = textIn(input, 'key')
    const group = ACCESS_GROUPS.find((one) => one === input.group)
    const key = inventory.keys.find((one) => one.arn === arn)
    if (!group || !key) throw consoleFailure('ValidationError', 'noCell', {})
    const { groups } = accessOf(textIn(input, 'principal'), inventory)(key)
    return reasonsOf(groups[group], languageIn(input))
  },
}

type Allowed = GroupAccess['allowed'][number]
type Statements = Allowed['access']['ways'][number]

function reasonsOf({ actions, allowed }: GroupAccess, lang: Language): AccessReasons {
  const found = new Set(allowed.map(({ action }) => action))
  return {
    allowed: allowed.map((one) => reasonOf(one, lang)),
    denied: actions.filter((one) => !found.has(one)),
  }
}

function reasonOf({ action, access, constrained }: Allowed, lang: Language): AccessReason {
  const { because, ways, unless, verdict } = access
  return {
    ...{ action, verdict, by: doorOf(because.map(({ policy }) => policy)) },
    statements: because.map(({ policy, sid, statement }) => ({
      policy: policyNameIn(policy, lang),
      statement: sid ?? `#${statement + 1}`,
    })),
    conditions: [...conditionsOf(ways[0] ?? []), ...constrained.flatMap(constraintsOf)],
    unless: conditionsOf(unless),
  }
}

function doorOf(policies: readonly string[]): AccessReason['by'] {
  if (policies.length === 0) return 'root'
  if (policies.some((name) => name.startsWith('grant '))) return 'grant'
  return policies.every((name) => name === 'key policy') ? 'keyPolicy' : 'account'
}

const conditionsOf = (statements: Statements): readonly string[] =>
  statements.flatMap(({ conditions }) =>
    conditions.map(({ operator, key, values }) => `${operator} ${key} = ${values.join(' | ')}`),
  )

/** In the words of the grant itself. */
const constraintsOf = ({ constraints = {} }: Allowed['constrained'][number]): readonly string[] =>
  Object.entries(constraints).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
