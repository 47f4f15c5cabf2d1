import { arnOf } from '../../../base/arn.ts'
import type { Row } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import {
  InvalidArnException,
  InvalidGrantIdException,
  InvalidGrantTokenException,
  ValidationException,
} from '../errors.ts'
import type { RetireGrantInput } from '../model.ts'
import { constraintContext, onKey } from '../questions.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireGrantToken } from '../resources/grant-tokens.ts'
import { grantInForce, grantNotFound, isGrantId } from '../resources/grants.ts'
import type { KeyTarget } from '../resources/keys.ts'
import { existing } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'
import type { GrantRow } from '../tables.ts'

/**
 * Ends a grant by somebody whom it concerns: its retiring principal, its grantee if the grant says
 * so, or the account that made it. No key policy has a say.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html
 */
export const RetireGrant: Operation<KmsScope, RetireGrantInput, undefined> = {
  readOnly: false,
  questions(input, scope) {
    const { target, grant } = namedGrant(input, scope)
    const context = constraintContext(grant?.value.constraints)
    const question = onKey('kms:RetireGrant', target, scope, { context })
    const grants = grant ? [grantInForce(grant.value)] : []
    return [{ ...question, resource: { ...question.resource, grants } }]
  },
  perform(input, scope) {
    const { target, grant, grantId } = namedGrant(input, scope)
    const { arn } = existing(target)
    if (!grant) throw grantNotFound(grantId)
    stopDryRun(input)
    return {
      changes: scope.grants.remove(grant),
      event: { responseElements: { keyId: arn }, additionalEventData: { grantId } },
    }
  },
  requestParameters: () => null,
}

interface NamedGrant {
  readonly target: KeyTarget
  readonly grantId: string
  /** Undefined on another account's key: whether there is one is not told. */
  readonly grant: Row<GrantRow> | undefined
}

function namedGrant(input: RetireGrantInput, scope: KmsScope): NamedGrant {
  const { keyArn, grantId } = grantPlace(input, scope)
  const target = scope.keys.find(keyArn)
  const grant = target.key && scope.grants.find(target.key, grantId)
  if (!grant && target.resource.account === scope.account) throw grantNotFound(grantId)
  return { target, grantId, grant }
}

function grantPlace(input: RetireGrantInput, scope: KmsScope): { keyArn: string; grantId: string } {
  const { GrantToken, KeyId, GrantId } = input
  if (GrantToken !== undefined) {
    const { account, region, keyId, grantId } = requireGrantToken(GrantToken, scope)
    if (region !== scope.region) throw InvalidGrantTokenException()
    return { keyArn: arnOf('kms', region, account, `key/${keyId}`), grantId }
  }
  if (KeyId === undefined || GrantId === undefined) {
    throw ValidationException('Grant token OR (grant ID, key ID) must be specified')
  }
  // The sentence is ours; that a bare key id does not do is AWS's.
  if (!KeyId.startsWith('arn:')) throw InvalidArnException(`${KeyId} is not a key ARN.`)
  if (!isGrantId(GrantId)) throw InvalidGrantIdException()
  return { keyArn: KeyId, grantId: GrantId }
}
