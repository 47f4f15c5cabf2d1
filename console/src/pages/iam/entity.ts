export const OWNERS = { users: 'User', roles: 'Role', groups: 'Group' } as const
export type PrincipalKind = keyof typeof OWNERS

/** What IAM answers of a user, a role or a group. */
export interface Entity {
  readonly Arn?: string
  readonly Path?: string
  readonly CreateDate?: string
  readonly UserId?: string
  readonly RoleId?: string
  readonly GroupId?: string
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string }
  readonly AssumeRolePolicyDocument?: string
  readonly PasswordLastUsed?: string
  readonly RoleLastUsed?: { readonly LastUsedDate?: string }
}

/** The name at the end of an ARN, whatever its path; all of what has no name. */
export const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1) || arn
