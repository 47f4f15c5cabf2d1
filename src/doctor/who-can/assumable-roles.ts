// The roles that the caller may become, as far as IAM shows: one list of roles, which bears their
// trust policies, and the caller's own policies.

import { paginateListRoles } from '@aws-sdk/client-iam'
import { parseAccountId } from '../../base/account-id.ts'
import { parseArn } from '../../base/arn.ts'
import { isJsonObject, parseJson } from '../../base/json.ts'
import type { WorldAccount } from '../../policy/index.ts'
import type { Connection } from '../connection.ts'
import { PolicyShelf } from '../evidence/account/policy-shelf.ts'
import { ask, gotOf, isUnseen, type Answer, type Failed, type Refused } from '../evidence/answer.ts'
import { askCallerIdentity } from '../evidence/caller-identity.ts'
import { askEntity, documentOf, entityNameOf } from '../evidence/entity.ts'
import { askIdentityPolicies, type PolicyText } from '../evidence/identity-policies.ts'
import { doctorFailure } from '../failure.ts'
import { statementsOf } from '../examine.ts'
import { assumersOf } from './who-assumes.ts'

export interface AssumableRole {
  readonly arn: string
  /** `elsewhere`: a role of another account, which has its own say. */
  readonly verdict: 'allowed' | 'conditional' | 'elsewhere'
}

export interface AssumableRoles {
  readonly roles: readonly AssumableRole[]
  /** Not empty: there may be more. */
  readonly unseen: readonly (Refused | Failed)[]
}

export async function askAssumableRoles(
  connection: Connection,
  signal?: AbortSignal,
): Promise<AssumableRoles> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('awsSays', caller)
  const id = parseAccountId(caller.account)
  const name = entityNameOf(caller.arn)
  // AWS lets no root user assume a role, and nobody knows what a federated user may.
  if (!id || !name) return { roles: [], unseen: [] }
  const [listed, entity] = await Promise.all([
    listRoles(connection, signal),
    askEntity(connection, name),
  ])
  const { policies, boundary, unseen } = await askIdentityPolicies(connection, name, entity)
  const shelf = new PolicyShelf()
  const arn = gotOf(entity)?.arn ?? `arn:aws:iam::${id}:${name.kind}/${name.name}`
  const self = {
    arn,
    policies: policies.map((policy) => shelf.take(policy)),
    ...(boundary === undefined ? {} : { boundary: [shelf.take(boundary)] }),
  }
  const world: WorldAccount = {
    ...{ id, users: name.kind === 'user' ? [self] : [] },
    roles: name.kind === 'role' ? [self] : [],
  }
  const own = (gotOf(listed) ?? []).flatMap((role): readonly AssumableRole[] => {
    const found = assumersOf(role.arn, role.trust, { id, world })
    const me = found?.find(({ principal }) => principal === arn || principal === caller.arn)
    return me && role.arn !== arn ? [{ arn: role.arn, verdict: me.verdict }] : []
  })
  const elsewhere = namedElsewhere(policies, id).map(
    (there) => ({ arn: there, verdict: 'elsewhere' }) as const,
  )
  return {
    roles: [...own, ...elsewhere],
    unseen: [...(isUnseen(listed) ? [listed] : []), ...unseen],
  }
}

interface ListedRole {
  readonly arn: string
  readonly trust: string
}

function listRoles(
  { iam }: Connection,
  signal: AbortSignal | undefined,
): Promise<Answer<readonly ListedRole[]>> {
  return ask('iam:ListRoles', async () => {
    const roles: ListedRole[] = []
    for await (const { Roles = [] } of paginateListRoles({ client: iam, pageSize: 1000 }, {})) {
      for (const { Arn = '', AssumeRolePolicyDocument } of Roles) {
        roles.push({ arn: Arn, trust: documentOf(AssumeRolePolicyDocument ?? '') ?? '' })
      }
      if (signal?.aborted) break
    }
    return roles
  })
}

/** Roles of other accounts that the caller's own policies name. */
function namedElsewhere(policies: readonly PolicyText[], id: string): readonly string[] {
  const named = policies.flatMap(({ text }) => {
    const document = parseJson(text)
    if (!isJsonObject(document)) return []
    return statementsOf(document)
      .filter(({ Effect, Action }) => Effect === 'Allow' && textsOf(Action).some(isAssuming))
      .flatMap(({ Resource }) => textsOf(Resource))
  })
  const roles = named.filter((arn) => {
    const { account, resource = '' } = parseArn(arn) ?? {}
    return account !== undefined && account !== id && /^role\/[^*?]+$/.test(resource)
  })
  return [...new Set(roles)]
}

const isAssuming = (action: string): boolean => /^(\*|sts:\*|sts:AssumeRole\*?)$/i.test(action)

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
