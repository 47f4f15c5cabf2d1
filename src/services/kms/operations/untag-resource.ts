import type { Operation } from '../../operation.ts'
import type { UntagResourceInput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireState } from '../resources/key-states.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Takes tags from a key; those that it does not have are passed over.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html
 */
export const UntagResource: Operation<KmsScope, UntagResourceInput, undefined> = {
  readOnly: false,
  questions({ KeyId, TagKeys }, scope) {
    const context = TagKeys.length === 0 ? {} : { 'aws:TagKeys': TagKeys }
    return [onOwnKey('kms:UntagResource', KeyId, scope, context)]
  },
  perform({ KeyId, TagKeys }, { keys }) {
    const key = keys.require(KeyId)
    requireState(key, 'UntagResource')
    const tags = key.tags.filter(({ TagKey }) => !TagKeys.includes(TagKey))
    return {
      changes: [keys.update(key, { tags })],
      event: { responseElements: { keyId: key.arn } },
    }
  },
}
