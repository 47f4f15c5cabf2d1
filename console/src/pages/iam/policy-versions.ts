// One managed policy: its versions, and to whom it is attached.

import { aws } from '../../api/aws.ts'

export interface PolicyVersion {
  readonly VersionId: string
  readonly IsDefaultVersion?: boolean
  readonly CreateDate?: string
}

export interface AttachedEntity {
  readonly kind: 'users' | 'roles' | 'groups'
  readonly name: string
  readonly as: 'policy' | 'boundary'
}

export interface ManagedPolicy {
  readonly path: string | undefined
  readonly description: string | undefined
  readonly created: string | undefined
  readonly versions: readonly PolicyVersion[]
  readonly defaultId: string | undefined
}

export async function managedPolicy(
  PolicyArn: string,
  signal: AbortSignal,
): Promise<ManagedPolicy> {
  const [{ Policy }, { Versions = [] }] = await Promise.all([
    aws<{
      readonly Policy?: {
        readonly Path?: string
        readonly Description?: string
        readonly CreateDate?: string
        readonly DefaultVersionId?: string
      }
    }>('iam', 'GetPolicy', { PolicyArn }, { signal }),
    aws<{ readonly Versions?: readonly PolicyVersion[] }>(
      'iam',
      'ListPolicyVersions',
      { PolicyArn },
      { signal },
    ),
  ])
  return {
    path: Policy?.Path,
    description: Policy?.Description,
    created: Policy?.CreateDate,
    versions: Versions,
    defaultId: Policy?.DefaultVersionId,
  }
}

/** JSON text. */
export async function versionDocument(
  PolicyArn: string,
  VersionId: string,
  signal: AbortSignal,
): Promise<string> {
  const input = { PolicyArn, VersionId }
  const { PolicyVersion: version } = await aws<{
    readonly PolicyVersion?: { readonly Document?: string }
  }>('iam', 'GetPolicyVersion', input, { signal })
  return decodeURIComponent(version?.Document ?? '')
}

interface EntitiesPage {
  readonly PolicyUsers?: readonly { readonly UserName: string }[]
  readonly PolicyRoles?: readonly { readonly RoleName: string }[]
  readonly PolicyGroups?: readonly { readonly GroupName: string }[]
  readonly IsTruncated?: boolean
  readonly Marker?: string
}

const USAGES = { policy: 'PermissionsPolicy', boundary: 'PermissionsBoundary' } as const

export async function attachedTo(
  arn: string,
  signal: AbortSignal,
): Promise<readonly AttachedEntity[]> {
  const found = await Promise.all([
    attachedAs('policy', arn, signal),
    attachedAs('boundary', arn, signal),
  ])
  return found.flat()
}

async function attachedAs(
  as: AttachedEntity['as'],
  PolicyArn: string,
  signal: AbortSignal,
): Promise<readonly AttachedEntity[]> {
  const found: AttachedEntity[] = []
  let Marker: string | undefined
  do {
    const page: EntitiesPage = await aws(
      'iam',
      'ListEntitiesForPolicy',
      { PolicyArn, PolicyUsageFilter: USAGES[as], MaxItems: 1000, ...(Marker && { Marker }) },
      { signal },
    )
    const { PolicyUsers = [], PolicyRoles = [], PolicyGroups = [] } = page
    found.push(
      ...PolicyUsers.map(({ UserName }) => ({ kind: 'users', name: UserName, as }) as const),
    )
    found.push(
      ...PolicyRoles.map(({ RoleName }) => ({ kind: 'roles', name: RoleName, as }) as const),
    )
    found.push(
      ...PolicyGroups.map(({ GroupName }) => ({ kind: 'groups', name: GroupName, as }) as const),
    )
    Marker = page.IsTruncated ? page.Marker : undefined
  } while (Marker !== undefined)
  return found
}
