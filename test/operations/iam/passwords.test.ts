import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import {
  ACCOUNT,
  allow,
  type Credentials,
  startWorld,
  type TestWorld,
} from '../../fixtures/world.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
})
after(() => world.close())

const GOOD = 'Correct-horse-1'
const BETTER = 'Battery-staple-2'

const create = (UserName: string, Password = GOOD, PasswordResetRequired?: boolean) =>
  iam.send(new Iam.CreateLoginProfileCommand({ UserName, Password, PasswordResetRequired }))

const change = (as: Credentials, OldPassword: string, NewPassword: string) =>
  world.client(Iam.IAMClient, as).send(new Iam.ChangePasswordCommand({ OldPassword, NewPassword }))

const setPolicy = (policy: Iam.UpdateAccountPasswordPolicyCommandInput) =>
  iam.send(new Iam.UpdateAccountPasswordPolicyCommand(policy))

const removePolicy = () => iam.send(new Iam.DeleteAccountPasswordPolicyCommand({}))

const VIOLATION = [
  'PasswordPolicyViolationException',
  400,
  'Password does not conform to the account password policy.',
]
const INCORRECT = ['AccessDenied', 403, 'The old password was incorrect.']

test('validation: without a policy of its own an account takes the one of AWS', async () => {
  await world.user('plain-NAME-1')
  for (const password of ['Short-1', 'onlylowercase', 'lowercase123', 'plain-name-1']) {
    assert.deepEqual(await refused(create('plain-NAME-1', password)), VIOLATION)
  }
  await create('plain-NAME-1')
})

test('validation: a password policy of the account is held to', async (t) => {
  t.after(removePolicy)
  await world.user('strict')
  await setPolicy({ MinimumPasswordLength: 12, RequireNumbers: true, RequireSymbols: true })
  for (const password of ['Short-1', 'Without-number', 'Without12345']) {
    assert.deepEqual(await refused(create('strict', password)), VIOLATION)
  }
  await create('strict', 'long-enough-1')
})

test('validation: a user has one login profile, and a missing one is missed', async () => {
  await world.user('once')
  await create('once')
  assert.deepEqual(await refused(create('once')), [
    'EntityAlreadyExistsException',
    409,
    'Login Profile for user once already exists.',
  ])
  await world.user('never')
  const missing = ['NoSuchEntityException', 404, 'Login Profile for User never cannot be found.']
  const UserName = 'never'
  for (const command of [
    new Iam.GetLoginProfileCommand({ UserName }),
    new Iam.DeleteLoginProfileCommand({ UserName }),
    new Iam.UpdateLoginProfileCommand({ UserName, Password: GOOD }),
  ]) {
    assert.deepEqual(await refused(iam.send(command as Iam.GetLoginProfileCommand)), missing)
  }
})

test('validation: an account without a password policy has none to read or delete', async () => {
  assert.deepEqual(await refused(iam.send(new Iam.GetAccountPasswordPolicyCommand({}))), [
    'NoSuchEntityException',
    404,
    `The Password Policy with domain name ${ACCOUNT} cannot be found.`,
  ])
  assert.equal((await refused(removePolicy()))[0], 'NoSuchEntityException')
})

test('authorization: users change their own password when the account lets them', async (t) => {
  const alice = await world.user('alice')
  await create('alice')
  const user = `arn:aws:iam::${ACCOUNT}:user/alice`
  const [code, , sentence] = await refused(change(alice, GOOD, BETTER))
  assert.equal(code, 'AccessDenied')
  assert.match(sentence, new RegExp(`^User: ${user} is not authorized to perform: iam:Change`))
  await setPolicy({ AllowUsersToChangePassword: true })
  t.after(removePolicy)
  await change(alice, GOOD, BETTER)
  const forbidden = await world.user('forbidden', {
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: 'iam:ChangePassword', Resource: '*' },
  })
  await create('forbidden')
  const [, , denial] = await refused(change(forbidden, GOOD, BETTER))
  assert.match(denial, /with an explicit deny in an identity-based policy/)
})

test('authorization: the root user has no password here to change', async () => {
  const [code] = await refused(change(world.root(), GOOD, BETTER))
  assert.equal(code, 'InvalidUserTypeException')
})

test('behaviour: a password is made, changed by its user, and replaced', async () => {
  const bob = await world.user('bob', allow('iam:ChangePassword'))
  const made = await create('bob', GOOD, true)
  assert.equal(made.LoginProfile?.PasswordResetRequired, true)
  assert.deepEqual(await refused(change(bob, BETTER, GOOD)), INCORRECT)
  await change(bob, GOOD, BETTER)
  const get = async () =>
    (await iam.send(new Iam.GetLoginProfileCommand({ UserName: 'bob' }))).LoginProfile
  assert.equal((await get())?.PasswordResetRequired, false)
  assert.deepEqual((await get())?.CreateDate, made.LoginProfile.CreateDate)
  assert.deepEqual(await refused(change(bob, GOOD, BETTER)), INCORRECT)
  await iam.send(new Iam.UpdateLoginProfileCommand({ UserName: 'bob', Password: GOOD }))
  await change(bob, GOOD, BETTER)
  await iam.send(new Iam.DeleteLoginProfileCommand({ UserName: 'bob' }))
  assert.equal((await refused(get()))[0], 'NoSuchEntityException')
})

test('behaviour: as many earlier passwords as the policy says are refused', async (t) => {
  await setPolicy({ PasswordReusePrevention: 2, AllowUsersToChangePassword: true })
  t.after(removePolicy)
  const carol = await world.user('carol')
  await create('carol', 'First-password')
  await change(carol, 'First-password', 'Second-password')
  assert.deepEqual(await refused(change(carol, 'Second-password', 'First-password')), VIOLATION)
  assert.deepEqual(await refused(change(carol, 'Second-password', 'Second-password')), VIOLATION)
  await change(carol, 'Second-password', 'Third-password')
  await change(carol, 'Third-password', 'First-password')
})

test('behaviour: of two changes at once one wins', async () => {
  const dave = await world.user('dave', allow('iam:ChangePassword'))
  await create('dave')
  const results = await Promise.allSettled([
    change(dave, GOOD, BETTER),
    change(dave, GOOD, 'Third-password'),
  ])
  const lost = results.flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as Error).name] : [],
  )
  assert.equal(lost.length, 1)
  // One that comes late hears that its old password is not the one any more.
  assert.match(lost[0] ?? '', /^(EntityTemporarilyUnmodifiableException|AccessDenied)$/)
})

test('behaviour: a user with a password keeps it with a rename, and is not deleted', async () => {
  await iam.send(new Iam.CreateUserCommand({ UserName: 'erin' }))
  await create('erin')
  await iam.send(new Iam.UpdateUserCommand({ UserName: 'erin', NewUserName: 'renamed' }))
  const { LoginProfile } = await iam.send(new Iam.GetLoginProfileCommand({ UserName: 'renamed' }))
  assert.equal(LoginProfile?.UserName, 'renamed')
  assert.deepEqual(await refused(iam.send(new Iam.DeleteUserCommand({ UserName: 'renamed' }))), [
    'DeleteConflictException',
    409,
    'Cannot delete entity, must delete login profile first.',
  ])
})

test('behaviour: what a password policy leaves out is demanded no longer', async (t) => {
  t.after(removePolicy)
  await setPolicy({ MinimumPasswordLength: 14, MaxPasswordAge: 90, HardExpiry: true })
  const read = async () =>
    (await iam.send(new Iam.GetAccountPasswordPolicyCommand({}))).PasswordPolicy
  const nothing = {
    RequireSymbols: false,
    RequireNumbers: false,
    RequireUppercaseCharacters: false,
    RequireLowercaseCharacters: false,
    AllowUsersToChangePassword: false,
  }
  assert.deepEqual(await read(), {
    ...nothing,
    MinimumPasswordLength: 14,
    MaxPasswordAge: 90,
    HardExpiry: true,
    ExpirePasswords: true,
  })
  await setPolicy({})
  assert.deepEqual(await read(), { ...nothing, MinimumPasswordLength: 6, ExpirePasswords: false })
})

test('behaviour: nothing of a password is in the store', async () => {
  await world.user('sealed')
  const Password = 'Unmistakable-password-1'
  await create('sealed', Password)
  for (const file of ['state.db', 'state.db-wal']) {
    const bytes = await readFile(join(world.data, file))
    assert.equal(bytes.includes(Password), false)
  }
})
