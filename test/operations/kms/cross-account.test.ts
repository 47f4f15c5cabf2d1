// A caller of one account and a key of another: both sides must say yes, and some operations never
// work. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { Statement } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  newKey,
  refusalOf,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
/** Both are users of the other account; only one has an IAM policy for KMS. */
let allowed: Credentials
let bare: Credentials

before(async () => {
  world = await startWorld()
  allowed = await world.user('allowed', allow('kms:*'), OTHER_ACCOUNT)
  bare = await world.user('bare', undefined, OTHER_ACCOUNT)
})
after(() => world.close())

const fromAccount = (account: string) => ({
  Condition: { StringEquals: { 'kms:CallerAccount': account } },
})

const ALLOWED = userArn('allowed', OTHER_ACCOUNT)
const BARE = userArn('bare', OTHER_ACCOUNT)
const NO_IAM = /because no identity-based policy allows the kms:DescribeKey action$/
const OPAQUE = /on this resource because the resource does not exist in this Region, no resource-/

type Outcome = 'allowed' | RegExp

/** What the key policy says, and what comes of it with and without an IAM policy. */
const table: readonly (readonly [string, () => readonly Statement[], Outcome, Outcome])[] = [
  ['names nobody of the account', () => [], OPAQUE, OPAQUE],
  [
    'names the account',
    () => [statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:DescribeKey')],
    'allowed',
    NO_IAM,
  ],
  [
    'names the users',
    () => [statement({ AWS: [ALLOWED, BARE] }, 'kms:DescribeKey')],
    'allowed',
    NO_IAM,
  ],
  ['names everybody', () => [statement('*', 'kms:DescribeKey')], 'allowed', NO_IAM],
  [
    'names everybody of the account',
    () => [statement('*', 'kms:DescribeKey', fromAccount(OTHER_ACCOUNT))],
    'allowed',
    NO_IAM,
  ],
  [
    'names everybody of a third account',
    () => [statement('*', 'kms:DescribeKey', fromAccount('999999999999'))],
    OPAQUE,
    OPAQUE,
  ],
]

for (const [says, statements, withIam, withoutIam] of table) {
  test(`a foreign caller, when the key policy ${says}, with IAM and without`, async () => {
    const { arn } = await newKey(world, {
      Policy: keyPolicy(accountStatement(), ...statements()),
    })
    await assertOutcome(arn, allowed, withIam)
    await assertOutcome(arn, bare, withoutIam)
  })
}

async function assertOutcome(arn: string, as: Credentials, outcome: Outcome): Promise<void> {
  const call = kmsAs(world, as).send(new Kms.DescribeKeyCommand({ KeyId: arn }))
  if (outcome === 'allowed') assert.equal((await call).KeyMetadata?.Arn, arn)
  else await assertRefused(call, 'AccessDeniedException', outcome)
}

test('a key that does not exist sounds like one that is not shared', async () => {
  const { arn } = await newKey(world)
  const missing = arn.replace(/[^/]+$/, '1234abcd-12ab-34cd-56ef-1234567890ab')
  const describe = (KeyId: string) =>
    refusalOf(kmsAs(world, allowed).send(new Kms.DescribeKeyCommand({ KeyId })))
  assert.deepEqual(await describe(missing), await describe(arn))
})

const Policy = keyPolicy(accountStatement())
const Tags = [{ TagKey: 'team', TagValue: 'payroll' }]

/** They work in the key's own account only. */
const homebound: Readonly<Record<string, (KeyId: string) => object>> = {
  CancelKeyDeletion: (KeyId) => new Kms.CancelKeyDeletionCommand({ KeyId }),
  CreateAlias: (TargetKeyId) =>
    new Kms.CreateAliasCommand({ AliasName: 'alias/theirs', TargetKeyId }),
  DisableKey: (KeyId) => new Kms.DisableKeyCommand({ KeyId }),
  EnableKey: (KeyId) => new Kms.EnableKeyCommand({ KeyId }),
  GetKeyPolicy: (KeyId) => new Kms.GetKeyPolicyCommand({ KeyId }),
  ListKeyPolicies: (KeyId) => new Kms.ListKeyPoliciesCommand({ KeyId }),
  ListResourceTags: (KeyId) => new Kms.ListResourceTagsCommand({ KeyId }),
  PutKeyPolicy: (KeyId) => new Kms.PutKeyPolicyCommand({ KeyId, Policy }),
  ScheduleKeyDeletion: (KeyId) => new Kms.ScheduleKeyDeletionCommand({ KeyId }),
  TagResource: (KeyId) => new Kms.TagResourceCommand({ KeyId, Tags }),
  UntagResource: (KeyId) => new Kms.UntagResourceCommand({ KeyId, TagKeys: ['team'] }),
  UpdateKeyDescription: (KeyId) =>
    new Kms.UpdateKeyDescriptionCommand({ KeyId, Description: 'theirs' }),
}

for (const [operation, command] of Object.entries(homebound)) {
  test(`${operation} never works across accounts, whatever the key policy says`, async () => {
    const Open = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
    const { arn } = await newKey(world, { Policy: Open })
    for (const caller of [allowed, world.root(OTHER_ACCOUNT)]) {
      const call = kmsAs(world, caller).send(command(arn) as never)
      await assertRefused(call, 'AccessDeniedException')
    }
  })
}
