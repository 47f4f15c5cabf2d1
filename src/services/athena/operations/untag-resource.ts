import type { Operation } from '../../operation.ts'
import type { UntagResourceInput, UntagResourceOutput } from '../model.ts'
import { onWorkGroup, tagKeysContext } from '../questions.ts'
import { requireTaggedWorkGroup, requireWorkGroupName } from '../resources/tagged-work-group.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Takes tags off a workgroup.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_UntagResource.html
 */
export const UntagResource: Operation<AthenaScope, UntagResourceInput, UntagResourceOutput> = {
  readOnly: false,
  questions({ ResourceARN, TagKeys }, scope) {
    const name = requireWorkGroupName(ResourceARN, scope)
    return [onWorkGroup('athena:UntagResource', name, scope, tagKeysContext(TagKeys))]
  },
  perform({ ResourceARN, TagKeys }, scope) {
    const group = requireTaggedWorkGroup(ResourceARN, scope)
    const tags = group.tags.filter(({ Key = '' }) => !TagKeys.includes(Key))
    return { output: {}, changes: [scope.workGroups.put({ ...group, tags })] }
  },
}
