import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { EnableKeyRotationInput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireState } from '../resources/key-states.ts'
import type { Key } from '../resources/keys.ts'
import { alsoAtReplicas } from '../resources/multi-region.ts'
import { rotationAfter } from '../resources/rotation-dates.ts'
import { requireOwnMaterial } from '../resources/rotation.ts'
import { requireNoReplica } from '../resources/primary-key.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Has KMS give the key new key material from time to time, for the first time one rotation period
 * from now. Asked again, with another period, it begins to count again.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
 */
export const EnableKeyRotation: Operation<KmsScope, EnableKeyRotationInput, undefined> = {
  readOnly: false,
  questions(input, scope) {
    const context = { 'kms:RotationPeriodInDays': String(periodOf(input)) }
    return [onOwnKey('kms:EnableKeyRotation', input.KeyId, scope, context)]
  },
  perform(input, scope) {
    const { keys, now } = scope
    const key = keys.require(input.KeyId)
    requireOwnMaterial(key)
    requireState(key, 'EnableKeyRotation')
    requireNoReplica(key)
    return {
      ...alsoAtReplicas(
        key.row,
        (row) => [keys.update({ row }, schedule(key, periodOf(input), now))],
        scope,
      ),
      event: { responseElements: { keyId: key.arn } },
    }
  },
}

const periodOf = ({ RotationPeriodInDays }: EnableKeyRotationInput): number =>
  RotationPeriodInDays ?? limits.rotationPeriodInDays.default

function schedule(key: Key, days: number, now: Date) {
  if (key.rotationPeriodInDays === days) return {}
  return { rotationPeriodInDays: days, nextRotationDate: rotationAfter(now, days) }
}
