// What IAM's lists answer, page after page.

import { aws } from '../../api/aws.ts'

export const IAM_KINDS = ['users', 'roles', 'groups', 'policies'] as const
export type IamKind = (typeof IAM_KINDS)[number]

export const isIamKind = (text: string): text is IamKind => IAM_KINDS.some((kind) => kind === text)

/** One entity of any kind, as the list shows it. */
export interface IamEntity {
  readonly name: string
  readonly arn: string
  readonly path: string
  readonly created: string | undefined
  /** Of a managed policy: to how many it is attached. */
  readonly attached: number | undefined
}

const OPERATIONS: Readonly<Record<IamKind, string>> = {
  users: 'ListUsers',
  roles: 'ListRoles',
  groups: 'ListGroups',
  policies: 'ListPolicies',
}

interface Page {
  readonly IsTruncated?: boolean
  readonly Marker?: string
  readonly [list: string]: unknown
}

interface Listed {
  readonly Arn?: string
  readonly Path?: string
  readonly CreateDate?: string
  readonly AttachmentCount?: number
  readonly [member: string]: unknown
}

const MEMBERS: Readonly<Record<IamKind, readonly [list: string, name: string]>> = {
  users: ['Users', 'UserName'],
  roles: ['Roles', 'RoleName'],
  groups: ['Groups', 'GroupName'],
  policies: ['Policies', 'PolicyName'],
}

/** Policies: those of the account alone, as AWS has more than a thousand of its own. */
export async function listIam(kind: IamKind, signal: AbortSignal): Promise<readonly IamEntity[]> {
  const [list, name] = MEMBERS[kind]
  const scope = kind === 'policies' ? { Scope: 'Local' } : {}
  const found: IamEntity[] = []
  let Marker: string | undefined
  do {
    const input = { ...scope, MaxItems: 1000, ...(Marker && { Marker }) }
    const page = await aws<Page>('iam', OPERATIONS[kind], input, { signal })
    for (const one of (page[list] ?? []) as readonly Listed[]) {
      found.push({
        name: String(one[name] ?? ''),
        arn: one.Arn ?? '',
        path: one.Path ?? '/',
        created: one.CreateDate,
        attached: one.AttachmentCount,
      })
    }
    Marker = page.IsTruncated ? page.Marker : undefined
  } while (Marker !== undefined)
  return found
}
