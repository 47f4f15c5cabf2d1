import type { Operation } from '../../operation.ts'
import type { TagResourceInput } from '../model.ts'
import { onOwnKey, requestTagContext } from '../questions.ts'
import { requireState } from '../resources/key-states.ts'
import { requireTags, withTags } from '../resources/tags.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Sets tags of a key. One that the key has already gets the new value and keeps its place.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html
 */
export const TagResource: Operation<KmsScope, TagResourceInput, undefined> = {
  readOnly: false,
  questions({ KeyId, Tags }, scope) {
    const context = requestTagContext(requireTags(Tags))
    return [onOwnKey('kms:TagResource', KeyId, scope, context)]
  },
  perform({ KeyId, Tags }, { keys }) {
    const key = keys.require(KeyId)
    requireState(key, 'TagResource')
    return {
      changes: [keys.update(key, { tags: withTags(key.tags, Tags) })],
      event: { responseElements: { keyId: key.arn } },
    }
  },
}
