import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { ListResourceTagsInput, ListResourceTagsOutput } from '../model.ts'
import { NUMBER, pageOf } from '../paging.ts'
import { onOwnKey } from '../questions.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Lists the tags of a key, in the order in which they were first set.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html
 */
export const ListResourceTags: Operation<KmsScope, ListResourceTagsInput, ListResourceTagsOutput> =
  {
    readOnly: true,
    questions: ({ KeyId }, scope) => [onOwnKey('kms:ListResourceTags', KeyId, scope)],
    perform(input, { keys }) {
      const { tags } = keys.require(input.KeyId)
      const places = tags.map((tag, place) => ({ tag, place }))
      const { items, more } = pageOf(
        input,
        limits.tagsPerPage,
        ({ after = '-1', limit }) =>
          places.filter(({ place }) => place > Number(after)).slice(0, limit),
        ({ place }) => String(place),
        NUMBER,
      )
      return { output: { Tags: items.map(({ tag }) => tag), ...more } }
    },
  }
