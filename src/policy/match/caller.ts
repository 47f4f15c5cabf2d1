import type { Principal } from '../../base/principal.ts'
import { unreachable } from '../../base/unreachable.ts'

/** Every name under which a policy can mean the caller. Worked out once for a decision. */
export interface Caller {
  /** Undefined for AWS services and anonymous callers. */
  readonly account: string | undefined
  readonly isRoot: boolean
  /**
   * Identities that AWS may look at one after the other, each a list of equivalent names; a
   * `NotPrincipal` exempts a caller only when it lists every one of them.
   */
  readonly identities: readonly Identity[]
  /** The name of an AWS service. */
  readonly service: string | undefined
}

export interface Identity {
  readonly names: readonly string[]
  /**
   * An Allow for this identity still needs the permissions boundary and the session policy: it
   * names the role, or the issuer of a federated user, and not the session.
   */
  readonly limited: boolean
}

export function callerOf(principal: Principal): Caller {
  const identities = identitiesOf(principal)
  const service = principal.type === 'service' ? principal.arn : undefined
  return { account: principal.account, isRoot: principal.type === 'root', identities, service }
}

function identitiesOf(principal: Principal): readonly Identity[] {
  switch (principal.type) {
    case 'root':
    case 'service':
    case 'anonymous':
      return []
    case 'user':
      return [{ names: known([principal.arn, principal.uniqueId]), limited: false }]
    case 'federatedUser': {
      const own: Identity = { names: [principal.arn], limited: false }
      const { issuerArn } = principal
      return issuerArn === undefined ? [own] : [own, { names: [issuerArn], limited: true }]
    }
    case 'assumedRole': {
      const { arn, roleArn, uniqueId, sessionName } = principal
      const role: Identity = { names: known([roleArn, uniqueId]), limited: true }
      // Any session of the role: no session can be named, so none is exempt either.
      if (sessionName === undefined) return [{ names: [], limited: false }, role]
      const boundSession = uniqueId === undefined ? undefined : `${uniqueId}:${sessionName}`
      return [{ names: known([arn, boundSession]), limited: false }, role]
    }
    default:
      return unreachable(principal)
  }
}

function known(names: readonly (string | undefined)[]): readonly string[] {
  return names.filter((name) => name !== undefined)
}
