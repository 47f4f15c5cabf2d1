import type { Principal } from '../../base/principal.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { PrincipalType } from '../document.ts'

/** Every name under which a policy can mean the caller. Worked out once for a decision. */
export interface Caller {
  /** Undefined for AWS services, identities of a provider, and anonymous callers. */
  readonly account: string | undefined
  /** What stands for the account as a whole: its id, and its canonical user id where known. */
  readonly accountNames: readonly string[]
  readonly isRoot: boolean
  /**
   * Identities that AWS may look at one after the other, each a list of equivalent names; a
   * `NotPrincipal` exempts a caller only when it lists every one of them.
   */
  readonly identities: readonly Identity[]
  /** Present when no account stands behind the caller: an AWS service, or an identity provider. */
  readonly outsider: Outsider | undefined
  /** All of these names in one list. */
  readonly names: readonly string[]
}

export interface Identity {
  readonly names: readonly string[]
  /**
   * An Allow for this identity still needs the permissions boundary and the session policy: it
   * names the role, or the issuer of a federated user, and not the session.
   */
  readonly limited: boolean
}

export interface Outsider {
  readonly type: Extract<PrincipalType, 'Service' | 'Federated'>
  readonly name: string
}

/** `canonicalUserId`: S3's name for the caller's account. */
export function callerOf(principal: Principal, canonicalUserId?: string): Caller {
  const { account } = principal
  const identities = identitiesOf(principal)
  const accountNames = account === undefined ? [] : known(account, canonicalUserId)
  const outsider = outsiderOf(principal)
  const names = [...accountNames]
  for (const identity of identities) names.push(...identity.names)
  if (outsider) names.push(outsider.name)
  return { account, accountNames, isRoot: principal.type === 'root', identities, outsider, names }
}

function outsiderOf({ type, arn }: Principal): Outsider | undefined {
  if (type === 'service') return { type: 'Service', name: arn }
  return type === 'providedIdentity' ? { type: 'Federated', name: arn } : undefined
}

const NO_IDENTITIES: readonly Identity[] = []

function identitiesOf(principal: Principal): readonly Identity[] {
  switch (principal.type) {
    case 'root':
    case 'providedIdentity':
    case 'service':
    case 'anonymous':
      return NO_IDENTITIES
    case 'user':
      return [{ names: known(principal.arn, principal.uniqueId), limited: false }]
    case 'federatedUser': {
      const own: Identity = { names: [principal.arn], limited: false }
      const issuer = known(principal.issuerArn, principal.issuerUniqueId)
      return issuer.length === 0 ? [own] : [own, { names: issuer, limited: true }]
    }
    case 'assumedRole': {
      const { arn, roleArn, uniqueId, sessionName } = principal
      const role: Identity = { names: known(roleArn, uniqueId), limited: true }
      // Any session of the role: no session can be named, so none is exempt either.
      if (sessionName === undefined) return [{ names: [], limited: false }, role]
      const boundSession = uniqueId === undefined ? undefined : `${uniqueId}:${sessionName}`
      return [{ names: known(arn, boundSession), limited: false }, role]
    }
    default:
      return unreachable(principal)
  }
}

function known(one: string | undefined, other: string | undefined): readonly string[] {
  if (one === undefined) return other === undefined ? [] : [other]
  return other === undefined ? [one] : [one, other]
}
