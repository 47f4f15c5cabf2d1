// A seed that cannot be applied: what is said, and that nothing of it is there.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import test, { type TestContext } from 'node:test'
import { GetUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam'
import { ListKeysCommand, KMSClient } from '@aws-sdk/client-kms'
import { SeedFailure } from '../../src/seed/problem.ts'
import { scratch } from '../cli/sparekey.ts'
import { startWorld } from '../fixtures/world.ts'
import { DELETED_USER, HOUSEHOLD, KEY_ID, seedOf } from './seeds.ts'

const inAccount = (text: string): string => `sparekey: 1\naccounts:\n  111122223333:\n${text}`

/** The lines of the refusal. */
async function refusal(t: TestContext, text: string): Promise<readonly string[]> {
  const data = `${scratch(t)}/data`
  const failure = await startWorld({ data, seed: seedOf(text) }).catch((thrown: unknown) => thrown)
  assert.ok(failure instanceof SeedFailure, String(failure))
  return failure.message.split('\n')
}

test('whoever a policy names has to be in the file or the stack', async (t) => {
  const nobody = 'arn:aws:iam::111122223333:user/nobody'
  const stranger = 'arn:aws:iam::999999999999:root'
  const policy = (arn: string, rest: string) =>
    `{Version: 2012-10-17, Statement: {Effect: Allow, Principal: {AWS: "${arn}"}, ${rest}}}`
  const lines = await refusal(
    t,
    inAccount(`    roles:
      Reader: {trustPolicy: ${policy(nobody, 'Action: sts:AssumeRole')}}
    regions:
      us-east-1:
        keys:
          ${KEY_ID}: {policy: ${policy(stranger, 'Action: kms:*, Resource: "*"')}}
`),
  )
  assert.match(lines[0] ?? '', new RegExp(`^seed.yaml:5:15: \`${nobody}\` is nobody: add the`))
  assert.match(lines[1] ?? '', new RegExp(`^seed.yaml:9:49: \`${stranger}\` is nobody`))
  assert.equal(lines.length, 2)
})

test('what a service refuses is said in its words, of everything at once', async (t) => {
  const lines = await refusal(
    t,
    inAccount(`    users:
      alice: {groups: [Nobodies], attachedPolicies: [arn:aws:iam::aws:policy/Nothing]}
      bob: {permissionsBoundary: arn:aws:iam::111122223333:policy/Fence}
    regions:
      us-east-1:
        keys:
          ${KEY_ID}: {aliases: [alias/aws/mine]}
      xx-nowhere-1: {keys: {}}
`),
  )
  assert.match(lines[0] ?? '', /^seed.yaml:5:24: AddUserToGroup: NoSuchEntity: .*Nobodies/)
  assert.match(lines[1] ?? '', /^seed.yaml:5:54: AttachUserPolicy: NoSuchEntity: .*Nothing/)
  assert.match(lines[2] ?? '', /^seed.yaml:6:12: CreateUser: /)
  assert.match(lines[3] ?? '', /^seed.yaml:10:\d+: CreateAlias: NotAuthorizedException/)
  assert.match(lines[4] ?? '', /^seed.yaml:11:\d+: `xx-nowhere-1` is no Region/)
  assert.equal(lines.length, 5)
})

test('a multi-Region key in two Regions is refused: a seed makes no replicas', async (t) => {
  const id = `mrk-${'1234abcd'.repeat(4)}`
  const lines = await refusal(
    t,
    inAccount(`    regions:
      us-east-1: {keys: {${id}: {}}}
      eu-west-1: {keys: {${id}: {}}}
`),
  )
  assert.equal(lines.length, 1)
  const [line = ''] = lines
  assert.ok(line.endsWith(`\`${id}\` is in another Region already: a seed makes no replicas`), line)
})

test('of a refused seed nothing is there: no account, no row, no profile', async (t) => {
  const data = `${scratch(t)}/data`
  const first = await startWorld({ data })
  await first.close()
  const broken = HOUSEHOLD.replace('groups: [Keepers]', 'groups: [Nobodies]')
  await assert.rejects(startWorld({ data, seed: seedOf(broken) }), SeedFailure)
  const world = await startWorld({ data })
  t.after(() => world.close())
  assert.deepEqual((await world.client(IAMClient).send(new ListUsersCommand({}))).Users, [])
  assert.deepEqual((await world.client(KMSClient).send(new ListKeysCommand({}))).Keys, [])
})

test('a refused seed leaves a new data directory without an account', async (t) => {
  const data = `${scratch(t)}/data`
  const broken = HOUSEHOLD.replace('groups: [Keepers]', 'groups: [Nobodies]')
  await assert.rejects(startWorld({ data, seed: seedOf(broken) }), SeedFailure)
  assert.equal(existsSync(`${data}/credentials`), false)
})

test('what can never be changed is refused where it differs', async (t) => {
  const data = `${scratch(t)}/data`
  const first = await startWorld({ data, seed: seedOf(HOUSEHOLD) })
  await first.close()
  const other = HOUSEHOLD.replace('AIDAAAAAAAAAAAAAAAAAA', 'AIDABBBBBBBBBBBBBBBBB')
    .replace('path: /audit/', 'path: /other/')
    .replaceAll('role/audit/Auditor', 'role/Auditor')
    .replace(Buffer.alloc(32, 7).toString('base64'), Buffer.alloc(32, 8).toString('base64'))
  const failure = await startWorld({ data, seed: seedOf(other) }).catch((thrown: unknown) => thrown)
  assert.ok(failure instanceof SeedFailure)
  assert.match(failure.message, /is AIDAAAAAAAAAAAAAAAAAA: a unique id cannot be changed/)
  assert.match(failure.message, /the path of a role cannot be changed/)
  assert.match(failure.message, /has other key material, which cannot be changed/)
})

test('the kind of a key stays, and only symmetric keys take key material', async (t) => {
  const data = `${scratch(t)}/data`
  const withKey = (key: string): string =>
    inAccount(`    regions:\n      us-east-1: {keys: {${KEY_ID}: {${key}}}}\n`)
  const signing = 'keySpec: ECC_NIST_P256, keyUsage: SIGN_VERIFY'
  const first = await startWorld({ data, seed: seedOf(withKey(signing)) })
  await first.close()
  const again = await startWorld({ data, seed: seedOf(withKey(signing)) })
  await again.close()
  const others = ['description: other', 'keySpec: ECC_NIST_P256, keyUsage: KEY_AGREEMENT']
  for (const other of others) {
    const seed = seedOf(withKey(other))
    await assert.rejects(startWorld({ data, seed }), {
      message: /the key is of `ECC_NIST_P256` for `SIGN_VERIFY`, which cannot be changed/,
    })
  }
  const material = `insecureKeyMaterial: ${Buffer.alloc(32, 7).toString('base64')}`
  const lines = await refusal(t, withKey(`${signing}, ${material}`))
  assert.match(lines.join('\n'), /a key of `ECC_NIST_P256` makes its own key material/)
})

test('a unique id and an access key id are one principal’s', async (t) => {
  const taken = inAccount(`    users:
      alice:
        uniqueId: AIDAAAAAAAAAAAAAAAAAA
        accessKeys:
          - accessKeyId: AKIAIOSFODNN7EXAMPLE
            insecureSecretAccessKey: wJalrXUtnFEMIK7MDENG
      bob: {uniqueId: AIDAAAAAAAAAAAAAAAAAA}
      carol:
        accessKeys: [{accessKeyId: AKIAIOSFODNN7EXAMPLE}, {profile: carol}, {profile: carol}]
`)
  const lines = await refusal(t, taken)
  assert.match(lines[0] ?? '', /`AIDAAAAAAAAAAAAAAAAAA` is `arn:aws:iam::111122223333:user\/alice`/)
  assert.match(lines[1] ?? '', /`AKIAIOSFODNN7EXAMPLE` is an access key of `.*user\/alice`/)
  assert.match(lines[2] ?? '', /the profile `carol` is another access key’s/)
  assert.equal(lines.length, 3)
})

test('a deleted principal that lives is refused', async (t) => {
  const lines = await refusal(
    t,
    inAccount(`    deletedPrincipals: [${DELETED_USER}, ${DELETED_USER}]`),
  )
  assert.match(lines[0] ?? '', /^seed.yaml:4:48: .* which is there: take it out here/)
})

test('a seed that names its accounts opens them', async (t) => {
  const world = await startWorld({ seed: seedOf('sparekey: 1\naccounts: {"777788889999": {}}') })
  t.after(() => world.close())
  assert.ok(world.server.accounts.includes('777788889999'))
  const iam = world.client(IAMClient, world.root('777788889999'))
  assert.match(
    (await iam.send(new GetUserCommand({}))).User?.Arn ?? '',
    /^arn:aws:iam::777788889999:root/,
  )
})
