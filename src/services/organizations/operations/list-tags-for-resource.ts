import type { Operation } from '../../operation.ts'
import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '../model.ts'
import { onTagged } from '../questions.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Lists the tags of the root, an OU, an account or a policy.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTagsForResource.html
 */
export const ListTagsForResource: Operation<
  OrganizationsScope,
  ListTagsForResourceInput,
  ListTagsForResourceOutput
> = {
  readOnly: true,
  questions: ({ ResourceId }, scope) => [
    onTagged('organizations:ListTagsForResource', ResourceId, scope),
  ],
  perform: ({ ResourceId }, scope) => ({
    output: { Tags: scope.asAdministrator().requireTagged(ResourceId).tags },
  }),
}
