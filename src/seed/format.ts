// The format of a seed file, version 1. A part that is added is a member more: a file of today goes
// on meaning the same.

import { choice, list, map, object, policy, text, whole, type ValueOf } from './shape.ts'

const anything = /^[^\0]*$/s
const path = text('a path, which begins and ends with a slash', /^\/([\x21-\x7e]+\/)?$/, '/staff/')
const policyName = text('the name of an inline policy', /^[\w+=,.@-]{1,128}$/, 'ReadKeys')
const entityName = (says: string, example: string) => text(says, /^[\w+=,.@-]{1,128}$/, example)
const policyArn = text(
  'the ARN of a managed policy, of AWS or of the account',
  /^arn:aws:iam::(\d{12}|aws):policy\/[\x21-\x7e]+$/,
  'arn:aws:iam::aws:policy/ReadOnlyAccess',
)
const tags = map(
  'tags: key and value',
  text('the key of a tag', /^[^\0]{1,128}$/s, 'team'),
  text('the value of a tag', anything, 'payroll'),
)
const inlinePolicies = map(
  'inline policies by name',
  policyName,
  policy('an identity-based policy', 'identity'),
)
const attachedPolicies = list('managed policies that are attached', policyArn)

const managedPolicy = object(
  'a customer managed policy',
  {
    path,
    description: text('what it is for; it cannot be changed later', anything, 'reads keys'),
    document: policy('its default version', 'identity'),
    otherVersions: list(
      'versions that are not the default, the oldest first',
      policy('a version', 'identity'),
    ),
    tags,
  },
  ['document'],
)

const group = object('a group', { path, inlinePolicies, attachedPolicies })

const accessKey = object('an access key of the user', {
  accessKeyId: text('its id (random when left out)', /^[A-Z0-9]{16,128}$/, 'AKIAIOSFODNN7EXAMPLE'),
  insecureSecretAccessKey: text(
    'its secret, which stands in this file then (random when left out, and written to ' +
      'DATA/credentials)',
    /^[\x21-\x7e]{16,128}$/,
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  ),
  status: choice('whether it signs requests', ['Active', 'Inactive']),
  profile: text(
    'the profile of DATA/credentials that is made for it (ACCOUNT-USER when left out)',
    /^(?!\d{12}$)[\w+=,.@-]{1,128}$/,
    'alice',
  ),
})

const user = object('a user', {
  path,
  uniqueId: text(
    'its unique id (random when left out)',
    /^AIDA[A-Z2-7]{17}$/,
    `AIDA${'A'.repeat(17)}`,
  ),
  permissionsBoundary: policyArn,
  groups: list('the groups it is in', entityName('the name of a group', 'admins')),
  inlinePolicies,
  attachedPolicies,
  tags,
  accessKeys: list('its access keys: two at most', accessKey),
})

const role = object(
  'a role',
  {
    path,
    description: text('what it is for', anything, 'reads the audit log'),
    uniqueId: text(
      'its unique id (random when left out)',
      /^AROA[A-Z2-7]{17}$/,
      `AROA${'A'.repeat(17)}`,
    ),
    trustPolicy: policy('who may assume it', 'trust'),
    maxSessionDuration: whole('in seconds', 3600, 43_200),
    permissionsBoundary: policyArn,
    inlinePolicies,
    attachedPolicies,
    tags,
  },
  ['trustPolicy'],
)

/** An account, a unique id (with a session's name), an ARN, or a service. */
const PRINCIPAL = new RegExp(
  `^(${[
    '\\d{12}',
    'A(IDA|ROA)[A-Z2-7]{17}(:[\\w+=,.@-]+)?',
    'arn:aws:(iam|sts)::\\d{12}:.+',
    '[a-z0-9.-]+\\.amazonaws\\.com',
  ].join('|')})$`,
)
const grantPrincipal = (says: string) =>
  text(says, PRINCIPAL, 'arn:aws:iam::111122223333:role/Application')
const encryptionContext = map(
  'an encryption context',
  text('its key', /^[^\0]+$/s, 'department'),
  text('its value', anything, 'payroll'),
)
const GRANT_OPERATIONS = [
  ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'],
  ...['ReEncryptFrom', 'ReEncryptTo', 'Sign', 'Verify', 'GetPublicKey', 'CreateGrant'],
  ...['RetireGrant', 'DescribeKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'],
  ...['GenerateMac', 'VerifyMac', 'DeriveSharedSecret', 'Encapsulate', 'Decapsulate'],
]
const KEY_SPECS = [
  ...['SYMMETRIC_DEFAULT', 'RSA_2048', 'RSA_3072', 'RSA_4096'],
  ...['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521', 'ECC_SECG_P256K1'],
  ...['ECC_NIST_EDWARDS25519', 'HMAC_224', 'HMAC_256', 'HMAC_384', 'HMAC_512'],
  ...['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87', 'ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'],
]
const KEY_USAGES = [
  ...['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT'],
  ...['ENCAPSULATE_DECAPSULATE'],
]

const grant = object(
  'a grant on the key',
  {
    granteePrincipal: grantPrincipal('who may do it'),
    retiringPrincipal: grantPrincipal('who may retire it'),
    operations: list('what it allows', choice('an operation', GRANT_OPERATIONS)),
    name: text('its name', /^[a-zA-Z0-9:/_-]{1,256}$/, 'nightly-backup'),
    encryptionContextEquals: encryptionContext,
    encryptionContextSubset: encryptionContext,
    issuingAccount: text(
      'the account that made it (the key’s when left out)',
      /^\d{12}$/,
      '111122223333',
    ),
  },
  ['granteePrincipal', 'operations'],
)

const key = object('a KMS key', {
  description: text('what it is for', /^[^\0]{0,8192}$/s, 'payroll files'),
  keySpec: choice('its key spec (SYMMETRIC_DEFAULT when left out)', KEY_SPECS),
  keyUsage: choice('its key usage (ENCRYPT_DECRYPT when left out)', KEY_USAGES),
  policy: policy('its key policy (the default key policy when left out)', 'key'),
  aliases: list('its aliases', text('an alias', /^alias\/[a-zA-Z0-9/_-]+$/, 'alias/payroll')),
  tags,
  grants: list('its grants', grant),
  state: choice('its key state (as it is when left out)', [
    'Enabled',
    'Disabled',
    'PendingDeletion',
  ]),
  pendingWindowInDays: whole('until it is deleted, with state PendingDeletion', 7, 30),
  insecureKeyMaterial: text(
    '32 bytes in Base64 for a symmetric key, which stand in this file then (random when left out)',
    /^[A-Za-z0-9+/]{43}=$/,
    `${'A'.repeat(43)}=`,
  ),
})

const region = object('what is in one Region', {
  keys: map(
    'KMS keys by key id; mrk-… makes a multi-Region primary key',
    text(
      'a key id',
      /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/,
      '1234abcd-12ab-34cd-56ef-1234567890ab',
    ),
    key,
  ),
})

const account = object('an account', {
  policies: map('managed policies by name', entityName('a policy', 'ReadKeys'), managedPolicy),
  groups: map('groups by name', entityName('a group', 'admins'), group),
  users: map('users by name', entityName('a user', 'alice'), user),
  roles: map('roles by name', entityName('a role', 'Auditor'), role),
  serviceLinkedRoles: list(
    'services that have their role',
    text('a service', /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/, 'autoscaling.amazonaws.com'),
  ),
  deletedPrincipals: list(
    'unique ids of users and roles that are gone, and that policies still name',
    text('a unique id', /^A(IDA|ROA)[A-Z2-7]{17}$/, `AIDA${'A'.repeat(17)}`),
  ),
  regions: map(
    'what is kept by Region',
    text('a Region', /^[a-z]{2,}(-[a-z]+)+-\d$/, 'us-east-1'),
    region,
  ),
})

export const SEED_VERSION = 1

export const seedFormat = object(
  'what a Sparekey stack is to hold',
  {
    sparekey: whole('the version of this format', SEED_VERSION, SEED_VERSION),
    accounts: map(
      'accounts by their twelve digits',
      text('an account', /^\d{12}$/, '"111122223333"'),
      account,
    ),
  },
  ['sparekey', 'accounts'],
)

export type Seed = ValueOf<typeof seedFormat>
export type SeedAccount = ValueOf<typeof account>
export type SeedPolicy = ValueOf<typeof managedPolicy>
export type SeedGroup = ValueOf<typeof group>
export type SeedUser = ValueOf<typeof user>
export type SeedAccessKey = ValueOf<typeof accessKey>
export type SeedRole = ValueOf<typeof role>
export type SeedKey = ValueOf<typeof key>
export type SeedGrant = ValueOf<typeof grant>
