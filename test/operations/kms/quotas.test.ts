// The quotas of KMS: what is just within them is taken, and what is beyond is refused.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { KMSClient } from '@aws-sdk/client-kms'
import * as Kms from '@aws-sdk/client-kms'
import { limits } from '../../../src/services/kms/limits.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import { accountStatement, assertRefused, keyPolicy, kmsAs, newKey, rootArn } from './fixture.ts'

let world: TestWorld
let kms: KMSClient
let key: TestKey

before(async () => {
  world = await startWorld()
  kms = kmsAs(world)
  key = await newKey(world)
})
after(() => world.close())

/** AWS's defaults: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
test('the quotas are those of AWS', () => {
  const days = 24 * 60 * 60 * 1000
  assert.deepEqual([limits.keyPolicyBytesMax, limits.encryptionContextBytesMax], [32_768, 8192])
  assert.deepEqual(
    [limits.aliasesPerKeyMax, limits.tagsPerKeyMax, limits.grantsPerKeyMax],
    [50, 50, 50_000],
  )
  assert.deepEqual([limits.customKeyStoresPerPlaceMax, limits.onDemandRotationsMax], [10, 25])
  assert.deepEqual(
    [limits.grantConstraintPairsMax, limits.grantConstraintValueCharactersMax],
    [8, 384],
  )
  assert.deepEqual(limits.pendingWindowInDays, { default: 30, min: 7, max: 30 })
  assert.deepEqual([limits.importParametersMs, limits.importedMaterialMsMax], [days, 365 * days])
})

test('a key policy has 32,768 bytes', async () => {
  const policy = keyPolicy(accountStatement())
  const padded = (bytes: number) => policy + ' '.repeat(bytes - policy.length)
  const put = (Policy: string) =>
    kms.send(new Kms.PutKeyPolicyCommand({ KeyId: key.keyId, Policy }))
  await put(padded(32_768))
  await assertRefused(put(padded(32_769)), 'LimitExceededException')
  await newKey(world, { Policy: padded(32_768) })
  await assertRefused(newKey(world, { Policy: padded(32_769) }), 'LimitExceededException')
  // A letter beyond ASCII takes two.
  const accented = keyPolicy({ ...accountStatement(), Principal: { AWS: rootArn() } })
  const wide = accented.replace('{', `{"Id":"${'\u00e9'.repeat(16_384)}",`)
  assert.ok(wide.length < 32_768)
  await assertRefused(put(wide), 'LimitExceededException')
})

test('a request brings ten grant tokens', async () => {
  const grant = { KeyId: key.keyId, GranteePrincipal: rootArn(), Operations: ['Encrypt' as const] }
  const { GrantToken = '' } = await kms.send(new Kms.CreateGrantCommand(grant))
  const encrypt = (tokens: number) => {
    const GrantTokens = Array.from({ length: tokens }, () => GrantToken)
    const input = { KeyId: key.keyId, Plaintext: Buffer.from('x'), GrantTokens }
    return kms.send(new Kms.EncryptCommand(input))
  }
  await encrypt(10)
  await assertRefused(encrypt(11), 'ValidationException', /'grantTokens' .* equal to 10$/)
})

test('an alias name has 256 characters, a description 8192, a key 50 tags', async () => {
  const alias = (length: number) => {
    const AliasName = 'alias/'.padEnd(length, 'x')
    return kms.send(new Kms.CreateAliasCommand({ AliasName, TargetKeyId: key.keyId }))
  }
  await alias(256)
  await assertRefused(alias(257), 'ValidationException', /'aliasName' .* equal to 256$/)
  const tags = (length: number) => {
    const Tags = Array.from({ length }, (_, at) => ({ TagKey: `key-${at}`, TagValue: '' }))
    return newKey(world, { Description: 'x'.repeat(8192), Tags })
  }
  await tags(50)
  await assertRefused(tags(51), 'TagException', 'Too many tags')
})

const LISTS: readonly (readonly [limit: number, list: (Limit: number) => Promise<unknown>])[] = [
  [1000, (Limit) => kms.send(new Kms.ListKeysCommand({ Limit }))],
  [100, (Limit) => kms.send(new Kms.ListAliasesCommand({ Limit }))],
  [100, (Limit) => kms.send(new Kms.ListGrantsCommand({ KeyId: key.keyId, Limit }))],
  [50, (Limit) => kms.send(new Kms.ListResourceTagsCommand({ KeyId: key.keyId, Limit }))],
  [1000, (Limit) => kms.send(new Kms.ListKeyPoliciesCommand({ KeyId: key.keyId, Limit }))],
  [1000, (Limit) => kms.send(new Kms.ListKeyRotationsCommand({ KeyId: key.keyId, Limit }))],
  [1000, (Limit) => kms.send(new Kms.DescribeCustomKeyStoresCommand({ Limit }))],
  [
    100,
    (Limit) =>
      kms.send(new Kms.ListRetirableGrantsCommand({ RetiringPrincipal: rootArn(), Limit })),
  ],
]

test('a page has as many as its operation gives at most', async () => {
  for (const [limit, list] of LISTS) {
    await list(1)
    await list(limit)
    const beyond = new RegExp(`'limit' .* less than or equal to ${limit}$`)
    await assertRefused(list(limit + 1), 'ValidationException', beyond)
    await assertRefused(list(0), 'ValidationException', /'limit' .* greater than or equal to 1$/)
  }
})
