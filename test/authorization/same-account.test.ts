// A caller and a key of one account: the decision table, row by row, against the running stack.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html and, for boundaries and
// sessions, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

import { after, before, test } from 'node:test'
import type { TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, startWorld } from '../fixtures/world.ts'
import { accountStatement, rootArn, statement, type Statement } from '../operations/kms/fixture.ts'
import type { Person } from './cast.ts'
import { ACTION, assertAllowed, assertDenied, Cast, grant, keySaying } from './cast.ts'

let world: TestWorld
let cast: Cast
let carol: Person
let root: Person

before(async () => {
  world = await startWorld()
  cast = new Cast(world)
  carol = await cast.user()
  root = { credentials: world.root(), arn: rootArn(), sessionArn: rootArn() }
})
after(() => world.close())

/** A policy that says nothing of the caller: somebody else has the key. */
const ofCarol = () => keySaying(world, statement({ AWS: carol.arn }))

const naming = (arn: string) => keySaying(world, statement({ AWS: arn }, ACTION))
const delegating = (more: Partial<Statement> = {}) =>
  keySaying(world, statement({ AWS: rootArn() }, 'kms:*', more))

const callers = (account: string) => ({
  Condition: { StringEquals: { 'kms:CallerAccount': account } },
})

// The key policy does not match the caller.

test('nothing in the key policy, IAM allows: denied', async () => {
  await assertDenied(world, await cast.user({ iam: 'allows' }), await ofCarol(), 'resource')
})

test('nothing in the key policy, IAM allows nothing: denied', async () => {
  await assertDenied(world, await cast.user(), await ofCarol(), 'resource')
})

test('nothing in the key policy, a session whose role IAM allows: denied', async () => {
  await assertDenied(world, await cast.session({ iam: 'allows' }), await ofCarol(), 'resource')
})

test('nothing in the key policy, a grant for the user: allowed', async () => {
  const [key, user] = [await ofCarol(), await cast.user()]
  await grant(world, key, carol.credentials, user.arn)
  await assertAllowed(world, user, key)
})

test('nothing in the key policy, a grant for the role: allowed for its session', async () => {
  const [key, session] = [await ofCarol(), await cast.session()]
  await grant(world, key, carol.credentials, session.arn)
  await assertAllowed(world, session, key)
})

test('nothing in the key policy, a grant for the session: allowed', async () => {
  const [key, session] = [await ofCarol(), await cast.session()]
  await grant(world, key, carol.credentials, session.sessionArn)
  await assertAllowed(world, session, key)
})

test('a grant for somebody else: denied', async () => {
  const [key, user, other] = [await ofCarol(), await cast.user(), await cast.user()]
  await grant(world, key, carol.credentials, other.arn)
  await assertDenied(world, user, key, 'resource')
})

// The key policy delegates to the account.

test('delegation, IAM allows nothing: denied', async () => {
  await assertDenied(world, await cast.user(), await delegating(), 'identity')
})

test('delegation, IAM allows nothing, a grant: allowed', async () => {
  const [key, user] = [await delegating(), await cast.user()]
  await grant(world, key, world.root(), user.arn)
  await assertAllowed(world, user, key)
})

test('delegation whose condition is false, IAM allows: denied as without it', async () => {
  const key = await delegating(callers('999999999999'))
  await assertDenied(world, await cast.user({ iam: 'allows' }), key, 'resource')
})

test('delegation for another action, IAM allows: denied as without it', async () => {
  const key = await keySaying(world, statement({ AWS: rootArn() }, 'kms:Encrypt'))
  await assertDenied(world, await cast.user({ iam: 'allows' }), key, 'resource')
})

test('delegation, IAM allows: allowed', async () => {
  await assertAllowed(world, await cast.user({ iam: 'allows' }), await delegating())
})

test('delegation by the account’s twelve digits, IAM allows: allowed', async () => {
  const key = await keySaying(world, statement({ AWS: ACCOUNT }))
  await assertAllowed(world, await cast.user({ iam: 'allows' }), key)
})

test('delegation whose condition is true, IAM allows: allowed', async () => {
  const key = await delegating(callers(ACCOUNT))
  await assertAllowed(world, await cast.user({ iam: 'allows' }), key)
})

test('delegation, IAM and the boundary allow: allowed', async () => {
  const user = await cast.user({ iam: 'allows', boundary: 'allows' })
  await assertAllowed(world, user, await delegating())
})

test('delegation, IAM allows, the boundary is silent: denied', async () => {
  const user = await cast.user({ iam: 'allows', boundary: 'silent' })
  await assertDenied(world, user, await delegating(), 'boundary')
})

test('delegation, IAM allows the role, its boundary is silent: denied', async () => {
  const session = await cast.session({ iam: 'allows', boundary: 'silent' })
  await assertDenied(world, session, await delegating(), 'boundary')
})

test('delegation, IAM and the session policy allow: allowed', async () => {
  const session = await cast.session({ iam: 'allows', session: 'allows' })
  await assertAllowed(world, session, await delegating())
})

test('delegation, IAM allows the role, the session policy is silent: denied', async () => {
  const session = await cast.session({ iam: 'allows', session: 'silent' })
  await assertDenied(world, session, await delegating(), 'session')
})

test('delegation, the session policy allows, IAM allows nothing: denied', async () => {
  const session = await cast.session({ session: 'allows' })
  await assertDenied(world, session, await delegating(), 'identity')
})

test('delegation, the root user: allowed without any IAM policy', async () => {
  await assertAllowed(world, root, await delegating())
})

test('no delegation, the root user, though it made the key: denied', async () => {
  await assertDenied(world, root, await ofCarol(), 'resource')
})

test('delegation to the root user only (aws:PrincipalType Account): denied to users', async () => {
  const only = { Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } } }
  const key = await delegating(only)
  await assertAllowed(world, root, key)
  await assertDenied(world, await cast.user({ iam: 'allows' }), key, 'resource')
})

// The key policy names the caller.

test('the user is named, IAM allows nothing: allowed', async () => {
  const user = await cast.user()
  await assertAllowed(world, user, await naming(user.arn))
})

test('the user is named, the boundary is silent: allowed', async () => {
  const user = await cast.user({ boundary: 'silent' })
  await assertAllowed(world, user, await naming(user.arn))
})

test('the role is named, IAM allows nothing: allowed', async () => {
  const session = await cast.session()
  await assertAllowed(world, session, await naming(session.arn))
})

test('the role is named, boundary and session policy allow: allowed', async () => {
  const session = await cast.session({ boundary: 'allows', session: 'allows' })
  await assertAllowed(world, session, await naming(session.arn))
})

test('the role is named, the boundary is silent: denied', async () => {
  const session = await cast.session({ iam: 'allows', boundary: 'silent' })
  await assertDenied(world, session, await naming(session.arn), 'boundary')
})

test('the role is named, the session policy is silent: denied', async () => {
  const session = await cast.session({ iam: 'allows', session: 'silent' })
  await assertDenied(world, session, await naming(session.arn), 'session')
})

test('the session is named, IAM, boundary and session policy are silent: allowed', async () => {
  const session = await cast.session({ boundary: 'silent', session: 'silent' })
  await assertAllowed(world, session, await naming(session.sessionArn))
})

test('another session of the role is named: denied', async () => {
  const session = await cast.session()
  const key = await naming(session.sessionArn.replace(/[^/]+$/, 'day-shift'))
  await assertDenied(world, session, key, 'resource')
})

test('everybody is named, IAM allows nothing: allowed', async () => {
  await assertAllowed(world, await cast.user(), await keySaying(world, statement('*', ACTION)))
})

test('everybody whose aws:PrincipalArn is the role, all else is silent: allowed', async () => {
  const session = await cast.session({ boundary: 'silent', session: 'silent' })
  const Condition = { ArnLike: { 'aws:PrincipalArn': session.arn } }
  const key = await keySaying(world, statement('*', ACTION, { Condition }))
  await assertAllowed(world, session, key)
})

test('everybody with another aws:PrincipalArn: denied', async () => {
  const Condition = { ArnLike: { 'aws:PrincipalArn': carol.arn } }
  const key = await keySaying(world, statement('*', ACTION, { Condition }))
  await assertDenied(world, await cast.session({ iam: 'allows' }), key, 'resource')
})

test('the federated user is named, all else is silent: allowed', async () => {
  const federated = await cast.federated()
  await assertAllowed(world, federated, await naming(federated.sessionArn))
})

test('the issuer of the federated user is named, a silent session policy: denied', async () => {
  const federated = await cast.federated({ session: 'silent' })
  await assertDenied(world, federated, await naming(federated.arn), 'session')
})

test('the issuer of the federated user is named, its session policy allows: allowed', async () => {
  const federated = await cast.federated({ session: 'allows' })
  await assertAllowed(world, federated, await naming(federated.arn))
})

test('the account is delegated to and the user is named: either is enough', async () => {
  const [named, allowed, neither] = [
    await cast.user(),
    await cast.user({ iam: 'allows' }),
    await cast.user(),
  ]
  const key = await keySaying(world, accountStatement(), statement({ AWS: named.arn }, ACTION))
  await assertAllowed(world, named, key)
  await assertAllowed(world, allowed, key)
  await assertDenied(world, neither, key, 'identity')
})
