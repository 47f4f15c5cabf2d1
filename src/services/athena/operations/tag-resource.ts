import type { Operation } from '../../operation.ts'
import type { TagResourceInput, TagResourceOutput } from '../model.ts'
import { onWorkGroup, requestTagContext } from '../questions.ts'
import { requireTaggedWorkGroup, requireWorkGroupName } from '../resources/tagged-work-group.ts'
import { requireTags, withTags } from '../resources/tags.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Sets tags of a workgroup. One that it has already gets the new value.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_TagResource.html
 */
export const TagResource: Operation<AthenaScope, TagResourceInput, TagResourceOutput> = {
  readOnly: false,
  questions({ ResourceARN, Tags }, scope) {
    const context = requestTagContext(requireTags(Tags))
    const name = requireWorkGroupName(ResourceARN, scope)
    return [onWorkGroup('athena:TagResource', name, scope, context)]
  },
  perform({ ResourceARN, Tags }, scope) {
    const group = requireTaggedWorkGroup(ResourceARN, scope)
    const tagged = { ...group, tags: withTags(group.tags, Tags) }
    return { output: {}, changes: [scope.workGroups.put(tagged)] }
  },
}
