import type { SignedPrincipal } from '../../base/principal.ts'
import { decide } from '../decide.ts'
import { signedPrincipal } from '../signed-principal.ts'
import type { AuthorizationRequest, Decision, NamedPolicy, PoliciesInForce } from '../types.ts'
import type { AccessWorld } from './access-world.ts'
import { type Actor, actorsOf } from './actor.ts'

/** What AWS answers when the check fails, with the code MalformedPolicyDocumentException. */
export const LOCKOUT_SENTENCE =
  'The new key policy will not allow you to update the key policy in the future.'

/** Who calls CreateKey, PutKeyPolicy or ReplicateKey, on which key, under which policies. */
export interface LockoutCaller extends Pick<
  AuthorizationRequest,
  'principal' | 'resource' | 'resourceAccount' | 'context'
> {
  /** Of the caller's own side and of the key; the key policy in force is not asked. */
  readonly policies: Omit<PoliciesInForce, 'resource'>
}

/**
 * The policy lockout safety check: with the new policy on the key, the caller must be able to
 * call PutKeyPolicy again. It passes when the outcome is `allow`.
 *
 * It is a real decision with everything else as it is now, so it also fails when the policy
 * leaves it to the account and the caller's own IAM policies do not allow kms:PutKeyPolicy. No
 * grant can carry it.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function checkLockout(newPolicy: NamedPolicy, caller: LockoutCaller): Decision {
  const { policies, ...request } = caller
  return decide(
    { ...request, action: 'kms:PutKeyPolicy', sameAccountOnly: true },
    { ...policies, resource: { ...newPolicy, kind: 'keyPolicy' } },
  )
}

/**
 * The same for a principal of a world, by ARN: a user, a role, one of its sessions, the root
 * user. What the world does not know of the request counts as absent. Undefined for whom the
 * world does not have.
 */
export function lockoutCheck(
  newPolicy: NamedPolicy,
  caller: string,
  world: AccessWorld,
): Decision | undefined {
  const asked = signedPrincipal(caller)
  const actor = actorsOf(world).find((one) => one.arn === caller || isSessionOf(one, asked))
  if (!actor || actor.unseen) return undefined
  const { key } = world
  const { principal, identity, boundary, serviceControl, context } = actor
  // Naming the session itself suffices, and only the caller knows which one it is.
  const isSession = principal.type === 'assumedRole' && asked?.type === 'assumedRole'
  const self = isSession
    ? { ...principal, arn: asked.arn, sessionName: asked.sessionName }
    : principal
  return checkLockout(newPolicy, {
    principal: self,
    resource: key.arn,
    resourceAccount: key.account,
    context: context(),
    policies: {
      identity,
      ...(boundary && { boundary }),
      serviceControl,
      resourceControl: key.resourceControl ?? [],
      grants: [],
    },
  })
}

/** The ARN of a session has the name of its role, and not its path. */
function isSessionOf({ principal, arn }: Actor, asked: SignedPrincipal | undefined): boolean {
  if (principal.type !== 'assumedRole' || asked?.type !== 'assumedRole') return false
  const [, name = ''] = /\/([^/]+)$/.exec(asked.roleArn) ?? []
  const isNamed = asked.sessionName !== undefined && arn.endsWith(`/${name}`)
  return isNamed && principal.account === asked.account
}
