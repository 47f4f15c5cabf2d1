import type { Operation } from '../../operation.ts'
import { childNotFound } from '../errors.ts'
import type { ListParentsInput, ListParentsOutput } from '../model.ts'
import { onNode } from '../questions.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Names the root or OU that an OU or account lies directly below.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
 */
export const ListParents: Operation<OrganizationsScope, ListParentsInput, ListParentsOutput> = {
  readOnly: true,
  questions: ({ ChildId }, scope) => [onNode('organizations:ListParents', ChildId, scope)],
  perform({ ChildId }, scope) {
    const organization = scope.asAdministrator()
    const child = organization.unit(ChildId) ?? organization.member(ChildId)
    if (!child) throw childNotFound()
    const { parentId: Id } = child.value
    return { output: { Parents: [{ Id, Type: organization.requireParent(Id) }] } }
  },
}
