// What the case files must show: every rule by which AWS decides, under the name that a case gives
// in its member `rule`. The operations of KMS and the condition operators are rules as well.

/** KMS operations by what their permission is about. `ReEncrypt` is two actions. */
export const OPERATIONS = {
  reachOverAccounts: [
    ['CreateGrant', 'ListGrants', 'RevokeGrant', 'DescribeKey', 'GetPublicKey', 'Encrypt'],
    ['Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'ReEncrypt', 'GenerateDataKey'],
    ['GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyPair', 'DeriveSharedSecret'],
    ['GenerateDataKeyPairWithoutPlaintext', 'Sign', 'Verify', 'GenerateMac', 'VerifyMac'],
    ['GetKeyRotationStatus', 'RetireGrant'],
  ].flat(),
  ownAccountOnly: [
    ['GetKeyPolicy', 'PutKeyPolicy', 'ListKeyPolicies', 'UpdateKeyDescription', 'EnableKey'],
    ['DisableKey', 'ScheduleKeyDeletion', 'CancelKeyDeletion', 'GetKeyLastUsage', 'TagResource'],
    ['UntagResource', 'ListResourceTags', 'EnableKeyRotation', 'DisableKeyRotation'],
    ['RotateKeyOnDemand', 'ListKeyRotations', 'GetParametersForImport', 'ImportKeyMaterial'],
    ['DeleteImportedKeyMaterial', 'ReplicateKey', 'UpdatePrimaryRegion'],
  ].flat(),
  withoutKey: [
    ['CreateKey', 'ListKeys', 'ListAliases', 'GenerateRandom', 'ListRetirableGrants'],
    ['CreateCustomKeyStore', 'DescribeCustomKeyStores', 'UpdateCustomKeyStore'],
    ['DeleteCustomKeyStore', 'ConnectCustomKeyStore', 'DisconnectCustomKeyStore'],
  ].flat(),
  keyAndAlias: ['CreateAlias', 'UpdateAlias', 'DeleteAlias'],
}

/** Every condition operator but `Null`, which knows neither `IfExists` nor sets. */
export const OPERATORS = [
  ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ['StringLike', 'StringNotLike', 'NumericEquals', 'NumericNotEquals', 'NumericLessThan'],
  ['NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals', 'DateEquals'],
  ['DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan'],
  ['DateGreaterThanEquals', 'Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'ArnEquals'],
  ['ArnNotEquals', 'ArnLike', 'ArnNotLike'],
].flat()

/** By family: each rule in a sentence. */
const FAMILIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'same-account': {
    nothing: 'no statement of the key policy and no grant means no access',
    grant: 'a grant gives access whatever the policies leave out',
    'delegation-without-iam': 'delegation gives nobody access by itself',
    'delegation-condition-false': 'delegation counts only where its conditions hold',
    'delegation-with-iam': 'under delegation IAM decides, within what was delegated',
    'delegation-limited': 'under delegation boundary and session policy must allow as well',
    'root-user': 'the account principal is the root user too, and nothing else makes it one',
    'named-user': 'a user that is named needs neither IAM nor boundary',
    'named-role': 'a role that is named stays within boundary and session policy',
    'named-session': 'a session that is named needs neither boundary nor session policy',
    everybody: '"*" names every caller by itself',
    'federated-user': 'a federated user that is named does not need its session policy',
  },
  'cross-account': {
    'delegation-with-iam': 'the account that is named decides by its IAM policies',
    'delegation-without-iam': 'an account that is named has to say yes itself',
    'named-with-iam': 'a principal that is named needs its own account as well',
    'named-without-iam': 'being named by a foreign key is not enough',
    'named-limited': 'boundary and session policy limit whatever crosses accounts',
    everybody: '"*" includes other accounts, which have to say yes themselves',
    'everybody-of-account': 'kms:CallerAccount narrows "*" to one account',
    'owner-only': 'delegation to the owner gives others nothing',
    grant: 'a grant to a principal of another account suffices',
    'grant-to-account': 'a grant to another account leaves it to its IAM policies',
    'root-user': 'the root user of the account that is named has access',
  },
  'worked-example': {
    alice: 'the first example of the guide',
    bob: 'the second example of the guide',
  },
  guardrail: {
    'explicit-deny': 'a Deny anywhere beats every Allow and every grant',
    scp: 'every level of SCPs must allow; none allows by itself',
    rcp: 'an RCP only denies, whoever calls',
    'vpc-endpoint': 'the policy of the endpoint must allow what comes through it',
    'not-principal': 'NotPrincipal spares who is listed under every name',
    'identity-alone': 'where no policy has to name the caller, IAM suffices',
  },
  principal: {
    role: 'a role is named with its path and stands for each of its sessions',
    'no-wildcards': 'an asterisk inside a principal is no wildcard',
    'letter-case': 'names are compared with case',
    account: 'an account is its id or its root ARN',
    'unique-id': 'a stored principal is bound to its unique id',
    service: 'a service is named for what it does as itself',
    federated: 'a provider is named for the people it vouches for',
    'canonical-user': 'a canonical user id stands for its account',
    anonymous: 'who has not signed is everybody and no account',
    'aws-managed-key': 'an AWS managed key is used through its service only',
  },
  element: {
    resource: 'Resource is an ARN pattern; in a key policy "*" is the key',
    missing: 'a statement without Action or Resource never matches',
    'iam-resource': 'in IAM only a key ARN means a key',
    action: 'actions are compared without case, with wildcards',
    condition: 'every operator and every key must hold, one of the values suffices',
    variable: 'policy variables exist since version 2012-10-17',
  },
  grant: {
    operations: 'a grant carries the operations it lists',
    key: 'a grant is about one key',
    grantee: 'a grant is for one principal',
    service: 'a grant to a service is bound to its source',
    constraints: 'constraints hold for cryptographic operations',
    several: 'each grant stands for itself',
    deny: 'a Deny beats a grant',
    'policy-change': 'a grant outlives a change of key policy',
  },
  retire: {
    'retiring-principal': 'the retiring principal may retire',
    'retiring-account': 'a retiring account leaves it to its IAM policies',
    grantee: 'a grantee may retire when RetireGrant is among the operations',
    'issuing-account': 'the account that made the grant may retire it',
    'not-by-policy': 'key policies have no say in RetireGrant',
    deny: 'IAM can deny RetireGrant',
    'named-grant': 'only the grant that is named counts',
  },
  lockout: {
    'caller-named': 'the new policy must allow the caller PutKeyPolicy',
    'caller-role': 'a session passes by its role or its own name',
    delegation: 'under delegation the IAM policies of the caller must allow it',
    'somebody-else': 'that somebody else could does not help',
    'root-user': 'the root user is no exception',
    deny: 'a Deny in the new policy counts',
    boundary: 'the boundary of the caller counts',
    bypass: 'the check can be bypassed',
    create: 'CreateKey is checked alike',
    context: 'the conditions are those of this request',
  },
  document: {
    authorization: 'whether the caller may comes first',
    name: 'the only policy name is default',
    size: 'a policy has at most 32 KiB',
    json: 'what is not a policy in JSON is malformed',
    elements: 'Effect, Principal, Action and Resource are required',
    sids: 'Sids may repeat and hold spaces',
    principals: 'every principal must exist',
  },
}

export const RULES: readonly string[] = [
  ...Object.entries(FAMILIES).flatMap(([family, rules]) =>
    Object.keys(rules).map((rule) => `${family}/${rule}`),
  ),
  ...Object.values(OPERATIONS).flatMap((names) => names.map((name) => `operation/${name}`)),
  ...[...OPERATORS, 'Null'].map((name) => `operator/${name}`),
]
