import type { Operation } from '../../operation.ts'
import type { GetKeyLastUsageInput, GetKeyLastUsageOutput, KeyLastUsageData } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { lastUsage } from '../resources/last-usage.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Tells the last successful cryptographic operation with the key, and nothing where there was none.
 * Every key has been watched since it was made.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
 */
export const GetKeyLastUsage: Operation<KmsScope, GetKeyLastUsageInput, GetKeyLastUsageOutput> = {
  readOnly: true,
  questions: ({ KeyId }, scope) => [onOwnKey('kms:GetKeyLastUsage', KeyId, scope)],
  prepare: ({ KeyId }, { keys, store }) => lastUsage(keys.require(KeyId), store),
  perform({ KeyId }, { keys }, prepared) {
    const key = keys.require(KeyId)
    const created = new Date(key.createdAt)
    return {
      output: {
        KeyId: key.keyId,
        KeyLastUsage: (prepared as KeyLastUsageData | undefined) ?? {},
        TrackingStartDate: created,
        KeyCreationDate: created,
      },
    }
  },
}
