import type { Operation } from '../../operation.ts'
import { ConflictException, KMSInvalidStateException, LimitExceededException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { RotateKeyOnDemandInput, RotateKeyOnDemandOutput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { generationOf, relatedWithout } from '../resources/imported-materials.ts'
import { requireState } from '../resources/key-states.ts'
import type { Key } from '../resources/keys.ts'
import { requireRotatable, rotatedToNew, rotatedToPending } from '../resources/rotation.ts'
import { requireNoReplica } from '../resources/primary-key.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Rotates the key now: to fresh key material, or to imported material that waited for this. The
 * dates of automatic rotation stay as they are.
 *
 * UNLIKE AWS: the key has been rotated when it answers. AWS takes a while, and tells of it as
 * GetKeyRotationStatus's OnDemandRotationStartDate.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html
 */
export const RotateKeyOnDemand: Operation<
  KmsScope,
  RotateKeyOnDemandInput,
  RotateKeyOnDemandOutput
> = {
  readOnly: false,
  questions: ({ KeyId }, scope) => [onOwnKey('kms:RotateKeyOnDemand', KeyId, scope)],
  perform({ KeyId }, scope) {
    const key = scope.keys.require(KeyId)
    requireRotatable(key)
    requireState(key, 'RotateKeyOnDemand')
    requireNoReplica(key)
    requireRotationsLeft(key)
    requireNoneDue(key, scope.now)
    return { output: { KeyId: key.arn }, ...rotated(key, scope) }
  },
}

function rotated(key: Key, scope: KmsScope) {
  if (key.origin === 'AWS_KMS') return rotatedToNew(key.row, 'ON_DEMAND', scope)
  const { pendingGeneration } = key
  const pending = scope.keyMaterials
    .allOf(key)
    .find((material) => generationOf(material) === pendingGeneration)
  if (pending && pendingGeneration !== undefined) {
    requireEverywhere(key, pendingGeneration, scope)
    return rotatedToPending(key.row, pending.value, pendingGeneration, scope)
  }
  throw KMSInvalidStateException(
    `No available key material pending rotation for the key: ${key.arn}.`,
  )
}

/** The sentence is ours. */
function requireEverywhere(key: Key, generation: number, scope: KmsScope): void {
  const lacking = relatedWithout(key, generation, scope)
  if (lacking.length === 0) return
  throw KMSInvalidStateException(
    'The key material that is pending rotation must be imported first into ' +
      `${lacking.map(({ arn }) => arn).join(', ')}.`,
  )
}

function requireRotationsLeft({ arn, onDemandRotations = 0 }: Key): void {
  if (onDemandRotations < limits.onDemandRotationsMax) return
  throw LimitExceededException(
    'The on-demand rotations limit has been reached for the given keyId. No more on-demand ' +
      `rotations can be performed for this key: ${arn}`,
  )
}

/** The sentence is ours. */
function requireNoneDue({ arn, nextRotationDate }: Key, now: Date): void {
  if (nextRotationDate === undefined) return
  if (Date.parse(nextRotationDate) - now.getTime() > limits.onDemandRotationClearMs) return
  throw ConflictException(`An automatic rotation of the key is about to begin: ${arn}`)
}
