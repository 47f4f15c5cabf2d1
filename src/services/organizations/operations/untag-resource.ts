import type { Operation } from '../../operation.ts'
import type { UntagResourceInput } from '../model.ts'
import { onTagged, tagKeysContext } from '../questions.ts'
import { withoutTags } from '../resources/tags.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Takes tags off the root, an OU, an account or a policy.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_UntagResource.html
 */
export const UntagResource: Operation<OrganizationsScope, UntagResourceInput, void> = {
  readOnly: false,
  questions: ({ ResourceId, TagKeys }, scope) => [
    onTagged('organizations:UntagResource', ResourceId, scope, tagKeysContext(TagKeys)),
  ],
  perform({ ResourceId, TagKeys }, scope) {
    const tagged = scope.asManagement().requireTagged(ResourceId)
    return { changes: [tagged.with(withoutTags(tagged.tags, TagKeys))] }
  },
}
