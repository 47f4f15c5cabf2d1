import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import type { CreateKeyCommandInput, KeyMetadata } from '@aws-sdk/client-kms'
import { CreateKeyCommand, DescribeKeyCommand, GetKeyPolicyCommand } from '@aws-sdk/client-kms'
import type { TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  assertRefused,
  keyArn,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  refusalOf,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const create = (input: CreateKeyCommandInput, credentials = world.root()) =>
  kmsAs(world, credentials).send(new CreateKeyCommand(input))

// Validation

test('every spec but the symmetric one needs its usage said', async () => {
  await assertRefused(
    create({ KeySpec: 'RSA_2048' }),
    'ValidationException',
    'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
  )
})

test('usage and spec must go together', async () => {
  await assertRefused(
    create({ KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' }),
    'ValidationException',
    'KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048',
  )
})

test('the new and the retired name of the spec do not go together', async () => {
  const both = { KeySpec: 'SYMMETRIC_DEFAULT', CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT' } as const
  await assertRefused(create(both), 'ValidationException', /both KeySpec and CustomerMasterKeySpec/)
})

test('a spec that does not exist is refused in the words of the constraint', async () => {
  const input = { KeySpec: 'HMAC_random' } as unknown as CreateKeyCommandInput
  await assertRefused(
    create(input),
    'ValidationException',
    /^1 validation error detected: Value 'HMAC_random' at 'keySpec' failed to satisfy constraint/,
  )
})

test('SM2 is none of the specs: it is for China only', async () => {
  const input = { KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' } as const
  const { code, message } = await refusalOf(create(input))
  assert.equal(code, 'ValidationException')
  assert.match(message, /^1 validation error detected: Value 'SM2' at 'keySpec' failed to satisfy/)
  const [, known = ''] = /enum value set: \[(.*)\]$/.exec(message) ?? []
  assert.ok(known.includes('ML_KEM_1024') && !known.includes('SM2'))
})

test('each spec has its usages, and no others', async () => {
  const usages = ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT'] as const
  const own = {
    SYMMETRIC_DEFAULT: ['ENCRYPT_DECRYPT'],
    RSA_2048: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
    RSA_3072: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
    RSA_4096: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
    ECC_NIST_P256: ['SIGN_VERIFY', 'KEY_AGREEMENT'],
    ECC_NIST_P384: ['SIGN_VERIFY', 'KEY_AGREEMENT'],
    ECC_NIST_P521: ['SIGN_VERIFY', 'KEY_AGREEMENT'],
    ECC_SECG_P256K1: ['SIGN_VERIFY'],
    ECC_NIST_EDWARDS25519: ['SIGN_VERIFY'],
    ML_DSA_44: ['SIGN_VERIFY'],
    ML_DSA_65: ['SIGN_VERIFY'],
    ML_DSA_87: ['SIGN_VERIFY'],
    ML_KEM_512: ['ENCAPSULATE_DECAPSULATE'],
    ML_KEM_768: ['ENCAPSULATE_DECAPSULATE'],
    ML_KEM_1024: ['ENCAPSULATE_DECAPSULATE'],
    HMAC_224: ['GENERATE_VERIFY_MAC'],
    HMAC_256: ['GENERATE_VERIFY_MAC'],
    HMAC_384: ['GENERATE_VERIFY_MAC'],
    HMAC_512: ['GENERATE_VERIFY_MAC'],
  } as const
  for (const [spec, allowed] of Object.entries(own)) {
    const KeySpec = spec as keyof typeof own
    for (const KeyUsage of [...usages, 'ENCAPSULATE_DECAPSULATE'] as const) {
      if (allowed.some((usage) => usage === KeyUsage)) continue
      await assertRefused(
        create({ KeySpec, KeyUsage }),
        'ValidationException',
        `KeyUsage ${KeyUsage} is not compatible with KeySpec ${KeySpec}`,
      )
    }
  }
})

test('keys that are not made here are refused by what makes them different', async () => {
  const inputs: readonly [CreateKeyCommandInput, RegExp][] = [
    [{ Origin: 'AWS_CLOUDHSM' }, /of origin AWS_CLOUDHSM/],
  ]
  for (const [input, words] of inputs) {
    await assertRefused(create(input), 'UnsupportedOperationException', words)
  }
})

test('tags must be distinct, few, and not AWS’s own', async () => {
  const tag = (TagKey: string) => ({ TagKey, TagValue: '' })
  const many = Array.from({ length: 51 }, (_, index) => tag(`k${index}`))
  await assertRefused(create({ Tags: [tag('a'), tag('a')] }), 'TagException', 'Duplicate tag keys')
  await assertRefused(create({ Tags: many }), 'TagException', 'Too many tags')
  await assertRefused(
    create({ Tags: [tag('AWS:x')] }),
    'TagException',
    'Tags beginning with aws: are reserved',
  )
})

test('a policy that is no policy is refused, and no key is made', async () => {
  await assertRefused(create({ Policy: '{' }), 'MalformedPolicyDocumentException')
  assert.equal((await lastEvent(world, 'CreateKey')).responseElements, null)
})

// Authorization

test('without an IAM policy that allows it nobody makes a key', async () => {
  const nobody = await world.user('nobody')
  await assertRefused(
    create({}, nobody),
    'AccessDeniedException',
    `User: ${userArn('nobody')} is not authorized to perform: kms:CreateKey on resource: * ` +
      'because no identity-based policy allows the kms:CreateKey action',
  )
})

test('tags need kms:TagResource as well, and the refusal names no resource', async () => {
  const untagging = await world.user('untagging', allow('kms:CreateKey'))
  await create({}, untagging)
  await assertRefused(
    create({ Tags: [{ TagKey: 'a', TagValue: 'b' }] }, untagging),
    'AccessDeniedException',
    `User: ${userArn('untagging')} is not authorized to perform: kms:TagResource ` +
      'because no identity-based policy allows the kms:TagResource action',
  )
})

test('IAM policies can ask for the settings of the key, defaults included', async () => {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'kms:CreateKey',
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:KeySpec': 'SYMMETRIC_DEFAULT', 'aws:RequestTag/team': 'blue' },
          Null: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' },
        },
      },
      { Effect: 'Allow', Action: 'kms:TagResource', Resource: keyArn('*') },
    ],
  }
  const careful = await world.user('careful', policy)
  const Tags = [{ TagKey: 'team', TagValue: 'blue' }]
  await create({ Tags }, careful)
  await assertRefused(create({}, careful), 'AccessDeniedException')
  await assertRefused(
    create({ Tags, BypassPolicyLockoutSafetyCheck: false }, careful),
    'AccessDeniedException',
  )
})

// Behaviour

test('the metadata has the members that AWS sends for a symmetric encryption key', async () => {
  const { KeyMetadata } = await create({ Description: 'payroll' })
  const { KeyId = '', Arn, CreationDate, CurrentKeyMaterialId, ...rest } = KeyMetadata ?? {}
  assert.match(KeyId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  assert.equal(Arn, keyArn(KeyId))
  assert.ok(CreationDate)
  assert.match(CurrentKeyMaterialId ?? '', /^[0-9a-f]{64}$/)
  assert.deepEqual(rest, {
    AWSAccountId: ACCOUNT,
    Enabled: true,
    Description: 'payroll',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  })
})

const METADATA: readonly Partial<KeyMetadata>[] = [
  {
    KeySpec: 'RSA_2048',
    KeyUsage: 'ENCRYPT_DECRYPT',
    EncryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  },
  {
    KeySpec: 'ECC_NIST_EDWARDS25519',
    KeyUsage: 'SIGN_VERIFY',
    SigningAlgorithms: ['ED25519_SHA_512', 'ED25519_PH_SHA_512'],
  },
  { KeySpec: 'ML_DSA_65', KeyUsage: 'SIGN_VERIFY', SigningAlgorithms: ['ML_DSA_SHAKE_256'] },
  { KeySpec: 'HMAC_384', KeyUsage: 'GENERATE_VERIFY_MAC', MacAlgorithms: ['HMAC_SHA_384'] },
  { KeySpec: 'ECC_NIST_P521', KeyUsage: 'KEY_AGREEMENT', KeyAgreementAlgorithms: ['ECDH'] },
  {
    KeySpec: 'ML_KEM_768',
    KeyUsage: 'ENCAPSULATE_DECAPSULATE',
    EncapsulationAlgorithms: ['ML_KEM'],
  },
]

for (const own of METADATA) {
  test(`a key of ${own.KeySpec} tells the algorithms of its usage, and no material`, async () => {
    const { KeySpec, KeyUsage } = own
    const { KeyMetadata } = await create({ KeySpec, KeyUsage })
    const { KeyId, Arn, CreationDate, ...rest } = KeyMetadata ?? {}
    assert.ok(KeyId && Arn && CreationDate)
    assert.deepEqual(rest, {
      AWSAccountId: ACCOUNT,
      Enabled: true,
      Description: '',
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      CustomerMasterKeySpec: KeySpec,
      MultiRegion: false,
      ...own,
    })
    const described = await kmsAs(world).send(new DescribeKeyCommand({ KeyId }))
    assert.deepEqual(described.KeyMetadata, KeyMetadata)
  })
}

test('the retired name of the spec makes a key as well', async () => {
  const input = { CustomerMasterKeySpec: 'ECC_SECG_P256K1', KeyUsage: 'SIGN_VERIFY' } as const
  const { KeyMetadata } = await create(input)
  assert.equal(KeyMetadata?.KeySpec, 'ECC_SECG_P256K1')
  assert.deepEqual(KeyMetadata.SigningAlgorithms, ['ECDSA_SHA_256'])
})

test('a key made without a policy leaves the decision to the account', async () => {
  const { keyId } = await newKey(world)
  const { Policy = '' } = await kmsAs(world).send(new GetKeyPolicyCommand({ KeyId: keyId }))
  assert.deepEqual(JSON.parse(Policy), {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [{ Sid: 'Enable IAM User Permissions', ...accountStatement() }],
  })
})

test('a policy under which the caller could not change it again is refused', async () => {
  const creator = await world.user('creator', allow(['kms:CreateKey', 'kms:DescribeKey']))
  // It leaves the decision to IAM, and the creator's IAM policy does not allow kms:PutKeyPolicy.
  const Policy = keyPolicy(accountStatement())
  await assertRefused(
    create({ Policy }, creator),
    'MalformedPolicyDocumentException',
    'The new key policy will not allow you to update the key policy in the future.',
  )
  const { KeyMetadata } = await create({ Policy, BypassPolicyLockoutSafetyCheck: true }, creator)
  const describe = new DescribeKeyCommand({ KeyId: KeyMetadata?.KeyId })
  assert.equal((await kmsAs(world, creator).send(describe)).KeyMetadata?.Arn, KeyMetadata?.Arn)
})

test('a policy that names the creator passes the lockout safety check', async () => {
  const named = await world.user('named', allow('kms:CreateKey'))
  await create({ Policy: keyPolicy(statement({ AWS: userArn('named') }, 'kms:Put*')) }, named)
})

test('the event holds the policy as it was sent, the defaults, and the new key', async () => {
  const Policy = ` ${keyPolicy(accountStatement())}\n`
  const { arn, keyId } = await newKey(world, { Policy })
  const event = await lastEvent(world, 'CreateKey')
  assert.deepEqual(event.requestParameters, {
    policy: Policy,
    description: '',
    keyUsage: 'ENCRYPT_DECRYPT',
    customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    keySpec: 'SYMMETRIC_DEFAULT',
    origin: 'AWS_KMS',
    bypassPolicyLockoutSafetyCheck: false,
  })
  const metadata = event.responseElements?.['keyMetadata'] as Record<string, unknown>
  assert.equal(metadata['keyId'], keyId)
  assert.equal(metadata['aWSAccountId'], ACCOUNT)
  assert.match(String(metadata['creationDate']), /^[A-Z][a-z]{2} \d+, \d{4}, \d+:\d\d:\d\d [AP]M$/)
  assert.deepEqual(event.resources, [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: arn }])
  assert.equal(event.userIdentity.arn, rootArn())
})

// Multi-Region keys

test('a multi-Region key is a primary key by itself, and its id says what it is', async () => {
  const { KeyMetadata } = await create({ MultiRegion: true })
  const { KeyId = '', MultiRegion, MultiRegionConfiguration } = KeyMetadata ?? {}
  assert.match(KeyId, /^mrk-[0-9a-f]{32}$/)
  assert.equal(MultiRegion, true)
  assert.deepEqual(MultiRegionConfiguration, {
    MultiRegionKeyType: 'PRIMARY',
    PrimaryKey: { Arn: keyArn(KeyId), Region: 'us-east-1' },
    ReplicaKeys: [],
  })
  const described = await kmsAs(world).send(new DescribeKeyCommand({ KeyId }))
  assert.deepEqual(described.KeyMetadata, KeyMetadata)
})

test('the first multi-Region key makes KMS’s role, and needs the permission', async () => {
  const role = 'AWSServiceRoleForKeyManagementServiceMultiRegionKeys'
  const iam = world.client(IAMClient, world.root(OTHER_ACCOUNT))
  const readRole = () => iam.send(new GetRoleCommand({ RoleName: role }))
  const only = await world.user('only-create', allow('kms:CreateKey'), OTHER_ACCOUNT)
  await assert.rejects(readRole, { name: 'NoSuchEntityException' })
  await assertRefused(
    create({ MultiRegion: true }, only),
    'AccessDeniedException',
    /perform: iam:CreateServiceLinkedRole on resource: .*aws-service-role\/mrk\.kms\.amazonaws/,
  )
  await create({}, only)
  const both = await world.user(
    'both',
    allow(['kms:CreateKey', 'iam:CreateServiceLinkedRole']),
    OTHER_ACCOUNT,
  )
  await Promise.all([create({ MultiRegion: true }, both), create({ MultiRegion: true }, both)])
  assert.equal((await readRole()).Role?.Path, '/aws-service-role/mrk.kms.amazonaws.com/')
  // Whoever comes next finds the role made.
  await create({ MultiRegion: true }, only)
})

test('IAM policies can refuse multi-Region keys', async () => {
  const single = await world.user('single', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['kms:CreateKey', 'iam:*'], Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'kms:CreateKey',
        Resource: '*',
        Condition: { Bool: { 'kms:MultiRegion': 'true' } },
      },
    ],
  })
  await create({}, single)
  await assertRefused(create({ MultiRegion: true }, single), 'AccessDeniedException', /explicit/)
})
