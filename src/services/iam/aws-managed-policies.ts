// AWS managed policies under their real ARNs, with the actions that AWS documents.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/

export interface AwsManagedPolicy {
  readonly arn: string
  readonly name: string
  readonly path: string
  readonly uniqueId: string
  readonly description: string
  readonly createdAt: string
  readonly versionId: string
  readonly document: string
}

type Entry = Omit<AwsManagedPolicy, 'arn' | 'document'> & { readonly actions: readonly string[] }

const entries: readonly Entry[] = [
  {
    name: 'AdministratorAccess',
    path: '/',
    uniqueId: 'ANPAIWMBCKSKIEE64ZLYK',
    description: 'Provides full access to AWS services and resources.',
    createdAt: '2015-02-06T18:39:46.000Z',
    versionId: 'v1',
    actions: ['*'],
  },
  {
    name: 'IAMFullAccess',
    path: '/',
    uniqueId: 'ANPAI7XKCFMBPM3QQRRVQ',
    description: 'Provides full access to IAM via the AWS Management Console.',
    createdAt: '2015-02-06T18:40:38.000Z',
    versionId: 'v2',
    actions: [
      'iam:*',
      'organizations:DescribeAccount',
      'organizations:DescribeOrganization',
      'organizations:DescribeOrganizationalUnit',
      'organizations:DescribePolicy',
      'organizations:ListChildren',
      'organizations:ListParents',
      'organizations:ListPoliciesForTarget',
      'organizations:ListRoots',
      'organizations:ListPolicies',
      'organizations:ListTargetsForPolicy',
    ],
  },
  {
    name: 'AWSCloudTrail_ReadOnlyAccess',
    path: '/',
    // UNLIKE AWS: the id is ours; AWS's is not in its documentation.
    uniqueId: 'ANPASPAREKEYCLOUDTRAI',
    description: 'This policy grants read-only access to AWS CloudTrail.',
    createdAt: '2022-06-14T17:19:00.000Z',
    versionId: 'v1',
    actions: [
      'cloudtrail:Get*',
      'cloudtrail:Describe*',
      'cloudtrail:List*',
      'cloudtrail:LookupEvents',
    ],
  },
]

/** In the order of their ARNs. */
export const AWS_MANAGED_POLICIES: readonly AwsManagedPolicy[] = entries
  .map(({ actions, ...policy }) => ({
    ...policy,
    arn: `arn:aws:iam::aws:policy${policy.path}${policy.name}`,
    document: documentAllowing(actions),
  }))
  .sort((a, b) => (a.arn < b.arn ? -1 : 1))

const byArn = new Map(AWS_MANAGED_POLICIES.map((policy) => [policy.arn, policy]))

export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  return byArn.get(arn)
}

function documentAllowing(actions: readonly string[]): string {
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' }
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
}
