import type { Operation } from '../../operation.ts'
import type { ListEntitiesForPolicyInput, ListEntitiesForPolicyOutput } from '../model.ts'
import { takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'
import { inSections } from '../sections.ts'
import type { PolicyUser } from '../usage.ts'
import { policyUsers } from '../usage.ts'

/**
 * Answers the users, roles and groups that a managed policy is attached to or confines.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
 */
export const ListEntitiesForPolicy: Operation<
  IamScope,
  ListEntitiesForPolicyInput,
  ListEntitiesForPolicyOutput
> = {
  readOnly: true,
  questions: ({ PolicyArn }, { policies }) => [
    policies.question('iam:ListEntitiesForPolicy', PolicyArn),
  ],
  perform: (input, { policies, store, account }) => {
    const { arn } = policies.require(input.PolicyArn)
    const sections = policyUsers(store, account, arn, input.PolicyUsageFilter)
    const { items, position } = takePage(input, (after) =>
      Iterator.from(inSections(sections)(after)).filter(({ value }) => isWanted(value, input)),
    )
    return { output: { ...byKind(items), ...position } }
  },
}

function isWanted({ kind, row }: PolicyUser, input: ListEntitiesForPolicyInput): boolean {
  const { EntityFilter, PathPrefix = '/' } = input
  if (!row.path.startsWith(PathPrefix)) return false
  return EntityFilter === undefined || EntityFilter.toLowerCase() === kind
}

function byKind(items: readonly PolicyUser[]): ListEntitiesForPolicyOutput {
  const rows = (wanted: PolicyUser['kind']) =>
    items.filter(({ kind }) => kind === wanted).map(({ row }) => row)
  return {
    PolicyGroups: rows('group').map((row) => ({ GroupName: row.name, GroupId: row.uniqueId })),
    PolicyUsers: rows('user').map((row) => ({ UserName: row.name, UserId: row.uniqueId })),
    PolicyRoles: rows('role').map((row) => ({ RoleName: row.name, RoleId: row.uniqueId })),
  }
}
