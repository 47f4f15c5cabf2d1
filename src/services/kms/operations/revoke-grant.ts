import type { Operation } from '../../operation.ts'
import { InvalidGrantIdException } from '../errors.ts'
import type { RevokeGrantInput } from '../model.ts'
import { NOT_FOR_AWS_RESOURCE, onKey } from '../questions.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { grantNotFound, isGrantId } from '../resources/grants.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Ends a grant by somebody who may manage the key.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html
 */
export const RevokeGrant: Operation<KmsScope, RevokeGrantInput, undefined> = {
  readOnly: false,
  questions({ KeyId, GrantId }, scope) {
    if (!isGrantId(GrantId)) throw InvalidGrantIdException()
    const context = NOT_FOR_AWS_RESOURCE
    return [onKey('kms:RevokeGrant', scope.keys.find(KeyId), scope, { context })]
  },
  perform(input, { keys, grants }) {
    const key = keys.require(input.KeyId)
    const grant = grants.find(key, input.GrantId)
    if (!grant) throw grantNotFound(input.GrantId)
    stopDryRun(input)
    return {
      changes: grants.remove(grant),
      event: { responseElements: { keyId: key.arn } },
    }
  },
}
