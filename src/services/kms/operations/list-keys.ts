import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { ListKeysInput, ListKeysOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onAccount } from '../questions.ts'
import { keyArn } from '../resources/key-id.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Lists the keys of the caller's account and Region. Key policies have no say.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
 */
export const ListKeys: Operation<KmsScope, ListKeysInput, ListKeysOutput> = {
  readOnly: true,
  questions: (_, scope) => [onAccount('kms:ListKeys', scope)],
  perform(input, { keys }) {
    const { items, more } = pageOf(
      input,
      limits.keysPerPage,
      (request) => keys.page(request),
      (key) => key.keyId,
    )
    const Keys = items.map((key) => ({ KeyId: key.keyId, KeyArn: keyArn(key) }))
    return { output: { Keys, ...more } }
  },
}
