// The operations of AWS that a page may ask for. None of their answers bears a secret: keys that
// are made, data that is decrypted and credentials never reach a page this way.

export const CALLABLE: Readonly<Record<string, readonly string[]>> = {
  kms: [
    ...['ListKeys', 'DescribeKey', 'ListAliases', 'GetKeyPolicy', 'PutKeyPolicy', 'ListGrants'],
    ...['GetKeyRotationStatus', 'ListKeyRotations', 'ListResourceTags'],
    ...['CreateAlias', 'UpdateAlias', 'DeleteAlias', 'RevokeGrant'],
    ...['EnableKey', 'DisableKey', 'EnableKeyRotation', 'DisableKeyRotation'],
    ...['ScheduleKeyDeletion', 'CancelKeyDeletion', 'UpdateKeyDescription'],
    ...['TagResource', 'UntagResource'],
  ],
  iam: [
    ...['ListUsers', 'ListRoles', 'ListGroups', 'ListPolicies', 'GetUser', 'GetRole', 'GetGroup'],
    ...['ListUserPolicies', 'GetUserPolicy', 'ListAttachedUserPolicies', 'ListGroupsForUser'],
    ...['ListRolePolicies', 'GetRolePolicy', 'ListAttachedRolePolicies'],
    ...['ListGroupPolicies', 'GetGroupPolicy', 'ListAttachedGroupPolicies'],
    ...['GetPolicy', 'GetPolicyVersion', 'ListPolicyVersions', 'ListEntitiesForPolicy'],
    ...['ListAccessKeys', 'GetAccessKeyLastUsed', 'ListAccountAliases'],
  ],
  cloudtrail: ['LookupEvents', 'DescribeTrails', 'GetTrailStatus'],
  athena: [
    ...['StartQueryExecution', 'GetQueryExecution', 'StopQueryExecution', 'GetQueryResults'],
    ...['ListQueryExecutions', 'BatchGetQueryExecution', 'ListWorkGroups', 'GetWorkGroup'],
    ...['ListDatabases', 'ListTableMetadata', 'GetTableMetadata', 'ListDataCatalogs'],
    ...['ListNamedQueries', 'BatchGetNamedQuery', 'CreateNamedQuery', 'DeleteNamedQuery'],
  ],
}
