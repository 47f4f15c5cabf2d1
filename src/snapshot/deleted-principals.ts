import { principalsOf, readPolicy } from '../policy/index.ts'
import type { SeedAccount } from '../seed/format.ts'

const UNIQUE_ID = /^(A(?:IDA|ROA)[A-Z2-7]{17})(?::.*)?$/

/**
 * The unique ids that policies and grants of the account name. Of a principal that is there its ARN
 * is shown, so whoever goes by a bare id is gone.
 */
export function deletedPrincipalsIn({ roles = {}, regions = {} }: SeedAccount): readonly string[] {
  const keys = Object.values(regions).flatMap((region) => Object.values(region.keys ?? {}))
  const policies = [
    ...Object.values(roles).map(({ trustPolicy }) => trustPolicy),
    ...keys.flatMap(({ policy }) => policy ?? []),
  ]
  const grantees = keys
    .flatMap(({ grants = [] }) => grants)
    .flatMap(({ granteePrincipal, retiringPrincipal }) => [granteePrincipal, retiringPrincipal])
  const ids = [...policies.flatMap(principalsIn), ...grantees].flatMap((name = '') => {
    const [, uniqueId] = UNIQUE_ID.exec(name) ?? []
    return uniqueId ?? []
  })
  return [...new Set(ids)]
}

function principalsIn(policy: string): readonly string[] {
  const read = readPolicy(policy)
  return 'document' in read ? principalsOf(read.document).map(({ value }) => value) : []
}
