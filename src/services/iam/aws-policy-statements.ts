// What AWS's managed policies allow, by name, written from the actions that AWS documents.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/
//
// UNLIKE AWS: the policies that reach over all services (ReadOnlyAccess, ViewOnlyAccess,
// SecurityAudit) hold the actions of the services that the stack has, and no others.

/** One statement; the resource is `*` unless said. */
export interface ManagedStatement {
  readonly Action?: string | readonly string[]
  readonly NotAction?: readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Condition?: Conditions
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>

const organizationReads = [
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
]

const iamReads = [
  'iam:GenerateCredentialReport',
  'iam:GenerateServiceLastAccessedDetails',
  'iam:Get*',
  'iam:List*',
]

const trailReads = [
  'cloudtrail:Get*',
  'cloudtrail:Describe*',
  'cloudtrail:List*',
  'cloudtrail:LookupEvents',
]

const athenaReads = ['athena:BatchGet*', 'athena:Get*', 'athena:List*']

const glueReads = ['glue:BatchGet*', 'glue:Get*', 'glue:List*', 'glue:SearchTables']

const catalog = [
  ...['glue:CreateDatabase', 'glue:DeleteDatabase', 'glue:GetDatabase', 'glue:GetDatabases'],
  ...['glue:UpdateDatabase', 'glue:CreateTable', 'glue:DeleteTable', 'glue:BatchDeleteTable'],
  ...['glue:UpdateTable', 'glue:GetTable', 'glue:GetTables', 'glue:BatchCreatePartition'],
  ...['glue:CreatePartition', 'glue:DeletePartition', 'glue:BatchDeletePartition'],
  ...['glue:UpdatePartition', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
]

const servicePass = (service: string): Conditions => ({
  StringEquals: { 'iam:PassedToService': service },
})

const linkedRole = (service: string): Conditions => ({
  StringLike: { 'iam:AWSServiceName': service },
})

export const MANAGED_STATEMENTS: Readonly<Record<string, readonly ManagedStatement[]>> = {
  AdministratorAccess: [{ Action: ['*'] }],
  PowerUserAccess: [
    { NotAction: ['iam:*', 'organizations:*', 'account:*'] },
    {
      Action: [
        'account:GetAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeOrganization',
      ],
    },
  ],
  ReadOnlyAccess: [
    {
      Action: [
        ...athenaReads,
        ...trailReads,
        ...glueReads,
        ...iamReads,
        'iam:Simulate*',
        ...['kms:Describe*', 'kms:Get*', 'kms:List*'],
        ...['organizations:Describe*', 'organizations:List*'],
        ...['s3:DescribeJob', 's3:Get*', 's3:List*'],
        ...['sts:GetAccessKeyInfo', 'sts:GetCallerIdentity', 'sts:GetSessionToken'],
      ],
    },
  ],
  'job-function/ViewOnlyAccess': [
    {
      Action: [
        'athena:List*',
        ...['cloudtrail:DescribeTrails', 'cloudtrail:LookupEvents'],
        ...['iam:GenerateCredentialReport', 'iam:GetAccountSummary', 'iam:GetLoginProfile'],
        'iam:List*',
        'kms:ListAliases',
        ...['kms:ListKeys', 's3:ListAllMyBuckets', 's3:ListBucket'],
      ],
    },
  ],
  SecurityAudit: [
    {
      Action: [
        ...['athena:GetWorkGroup', 'athena:List*', 'cloudtrail:DescribeTrails'],
        ...['cloudtrail:GetEventSelectors', 'cloudtrail:GetInsightSelectors'],
        ...['cloudtrail:GetTrail', 'cloudtrail:GetTrailStatus', 'cloudtrail:ListTags'],
        ...['cloudtrail:ListTrails', 'cloudtrail:LookupEvents'],
        ...['glue:GetDatabases', 'glue:GetResourcePolicy', 'glue:GetTables'],
        ...iamReads,
        ...['iam:SimulateCustomPolicy', 'iam:SimulatePrincipalPolicy'],
        ...['kms:Describe*', 'kms:Get*', 'kms:List*'],
        ...['organizations:Describe*', 'organizations:List*'],
        ...['s3:GetAccelerateConfiguration', 's3:GetAccountPublicAccessBlock'],
        ...['s3:GetBucket*', 's3:GetEncryptionConfiguration', 's3:GetInventoryConfiguration'],
        ...['s3:GetLifecycleConfiguration', 's3:GetMetricsConfiguration', 's3:GetObjectAcl'],
        ...['s3:GetObjectVersionAcl', 's3:GetReplicationConfiguration'],
        ...['s3:ListAllMyBuckets', 's3:ListBucket'],
      ],
    },
  ],
  AWSKeyManagementServicePowerUser: [
    {
      Action: [
        'kms:CreateAlias',
        'kms:CreateKey',
        'kms:DeleteAlias',
        'kms:Describe*',
        'kms:GenerateRandom',
        'kms:Get*',
        'kms:List*',
        'kms:TagResource',
        'kms:UntagResource',
        'iam:ListGroups',
        'iam:ListRoles',
        'iam:ListUsers',
      ],
    },
  ],
  IAMFullAccess: [{ Action: ['iam:*', ...organizationReads] }],
  IAMReadOnlyAccess: [
    {
      Action: [...iamReads, 'iam:SimulateCustomPolicy', 'iam:SimulatePrincipalPolicy'],
    },
  ],
  IAMUserChangePassword: [
    {
      Action: 'iam:ChangePassword',
      Resource: ['arn:aws:iam::*:user/${aws:username}'],
    },
    { Action: 'iam:GetAccountPasswordPolicy' },
  ],
  AWSCloudTrail_FullAccess: [
    {
      Action: ['sns:AddPermission', 'sns:CreateTopic', 'sns:SetTopicAttributes'],
      Resource: 'arn:aws:sns:*:*:aws-cloudtrail-logs*',
    },
    { Action: 'sns:ListTopics' },
    {
      Action: ['s3:CreateBucket', 's3:PutBucketPolicy', 's3:PutBucketPublicAccessBlock'],
      Resource: 'arn:aws:s3:::aws-cloudtrail-logs*',
    },
    { Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation', 's3:GetBucketPolicy'] },
    { Action: 'cloudtrail:*' },
    { Action: 'logs:CreateLogGroup', Resource: 'arn:aws:logs:*:*:log-group:aws-cloudtrail-logs*' },
    { Action: ['iam:ListRoles', 'iam:GetRolePolicy', 'iam:GetUser'] },
    { Action: 'iam:PassRole', Condition: servicePass('cloudtrail.amazonaws.com') },
    { Action: ['kms:CreateKey', 'kms:CreateAlias', 'kms:ListKeys', 'kms:ListAliases'] },
    { Action: 'lambda:ListFunctions' },
    { Action: ['dynamodb:ListGlobalTables', 'dynamodb:ListTables'] },
  ],
  AWSCloudTrail_ReadOnlyAccess: [{ Action: trailReads }],
  AmazonS3FullAccess: [{ Action: ['s3:*', 's3-object-lambda:*'] }],
  AmazonS3ReadOnlyAccess: [
    {
      Action: [
        ...['s3:Get*', 's3:List*', 's3:Describe*'],
        ...['s3-object-lambda:Get*', 's3-object-lambda:List*'],
      ],
    },
  ],
  AmazonAthenaFullAccess: [
    { Action: 'athena:*' },
    { Action: catalog },
    {
      Action: [
        ...['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket'],
        ...['s3:ListBucketMultipartUploads', 's3:ListMultipartUploadParts'],
        ...['s3:AbortMultipartUpload', 's3:CreateBucket', 's3:PutObject'],
        's3:PutBucketPublicAccessBlock',
      ],
      Resource: 'arn:aws:s3:::aws-athena-query-results-*',
    },
    {
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: 'arn:aws:s3:::athena-examples*',
    },
    { Action: ['s3:ListBucket', 's3:GetBucketLocation', 's3:ListAllMyBuckets'] },
    { Action: ['sns:ListTopics', 'sns:GetTopicAttributes'] },
    { Action: 'lakeformation:GetDataAccess' },
    { Action: 'pricing:GetProducts' },
  ],
  AWSOrganizationsFullAccess: [
    { Action: 'organizations:*' },
    {
      Action: 'account:PutAlternateContact',
      Resource: ['arn:aws:account::*:account/o-*/*', 'arn:aws:account::*:account'],
    },
    { Action: ['account:GetAlternateContact', 'account:GetContactInformation'] },
    {
      Action: 'iam:CreateServiceLinkedRole',
      Condition: linkedRole('organizations.amazonaws.com'),
    },
  ],
  AWSOrganizationsReadOnlyAccess: [
    { Action: ['organizations:Describe*', 'organizations:List*'] },
    { Action: ['account:GetAlternateContact', 'account:GetContactInformation'] },
  ],
}
