import type { Operation } from '../../operation.ts'
import type { TagResourceInput } from '../model.ts'
import { onTagged, requestTagContext } from '../questions.ts'
import { withTags } from '../resources/tags.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Adds tags to the root, an OU, an account or a policy, or replaces the values of those it has.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_TagResource.html
 */
export const TagResource: Operation<OrganizationsScope, TagResourceInput, void> = {
  readOnly: false,
  questions: ({ ResourceId, Tags }, scope) => [
    onTagged('organizations:TagResource', ResourceId, scope, requestTagContext(Tags)),
  ],
  perform({ ResourceId, Tags }, scope) {
    const tagged = scope.asManagement().requireTagged(ResourceId)
    return { changes: [tagged.with(withTags(tagged.tags, Tags))] }
  },
}
