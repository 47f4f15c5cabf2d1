import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onWorkGroup } from '../questions.ts'
import { requireTaggedWorkGroup, requireWorkGroupName } from '../resources/tagged-work-group.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Lists the tags of a workgroup.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_ListTagsForResource.html
 */
export const ListTagsForResource: Operation<
  AthenaScope,
  ListTagsForResourceInput,
  ListTagsForResourceOutput
> = {
  readOnly: true,
  questions: ({ ResourceARN }, scope) => [
    onWorkGroup('athena:ListTagsForResource', requireWorkGroupName(ResourceARN, scope), scope),
  ],
  perform(input, scope) {
    const { tags } = requireTaggedWorkGroup(input.ResourceARN, scope)
    const { MaxResults: limit = limits.tagsPerPage } = input
    const list = (after: string) => tags.slice(tags.findIndex(({ Key }) => Key === after) + 1)
    const { items, more } = pageOf(input, list, ({ Key = '' }) => Key, limit)
    return { output: { Tags: items, ...more } }
  },
}
