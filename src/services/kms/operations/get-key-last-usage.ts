import type { Operation } from '../../operation.ts'
import type { GetKeyLastUsageInput, GetKeyLastUsageOutput } from '../model.ts'
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
  perform({ KeyId }, { keys, store }) {
    const key = keys.require(KeyId)
    const created = new Date(key.createdAt)
    return {
      output: {
        KeyId: key.keyId,
        KeyLastUsage: lastUsage(key, store) ?? {},
        TrackingStartDate: created,
        KeyCreationDate: created,
      },
    }
  },
}
