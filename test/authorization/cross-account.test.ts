// A caller of account A (444455556666) and a key of account B (111122223333): the decision table,
// row by row, against the running stack.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html

import { after, before, test } from 'node:test'
import { GetKeyPolicyCommand } from '@aws-sdk/client-kms'
import type { TestWorld } from '../fixtures/world.ts'
import { allow, OTHER_ACCOUNT, startWorld } from '../fixtures/world.ts'
import type { Statement } from '../operations/kms/fixture.ts'
import {
  accountStatement,
  assertRefused,
  kmsAs,
  rootArn,
  statement,
} from '../operations/kms/fixture.ts'
import type { Carried, Person } from './cast.ts'
import { ACTION, assertAllowed, assertDenied, Cast, grant, keySaying, REASONS } from './cast.ts'

let world: TestWorld
let cast: Cast

before(async () => {
  world = await startWorld()
  cast = new Cast(world)
})
after(() => world.close())

const user = (carried: Carried = {}) => cast.user({ account: OTHER_ACCOUNT, ...carried })
const session = (carried: Carried = {}) => cast.session({ account: OTHER_ACCOUNT, ...carried })

/** A key of B that its own account uses, too. */
const key = (...more: readonly Statement[]) => keySaying(world, accountStatement(), ...more)
const delegating = () => key(statement({ AWS: rootArn(OTHER_ACCOUNT) }, ACTION))
const naming = (...arns: readonly string[]) => key(statement({ AWS: arns }, ACTION))

test('B delegates to A, IAM in A allows: allowed', async () => {
  await assertAllowed(world, await user({ iam: 'allows' }), await delegating())
})

test('B delegates to A, IAM in A allows nothing: denied', async () => {
  await assertDenied(world, await user(), await delegating(), 'identity')
})

test('B delegates to A, the root user of A: allowed', async () => {
  const root = { credentials: world.root(OTHER_ACCOUNT) }
  await assertAllowed(world, root, await delegating())
})

test('B delegates to A for another action, IAM in A allows: denied', async () => {
  const encrypting = await key(statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:Encrypt'))
  await assertDenied(world, await user({ iam: 'allows' }), encrypting, 'opaque')
})

test('B names the user, IAM in A allows: allowed', async () => {
  const person = await user({ iam: 'allows' })
  await assertAllowed(world, person, await naming(person.arn))
})

test('B names the role, IAM in A allows: allowed for its session', async () => {
  const person = await session({ iam: 'allows' })
  await assertAllowed(world, person, await naming(person.arn))
})

test('B names the session, IAM in A allows: allowed', async () => {
  const person = await session({ iam: 'allows' })
  await assertAllowed(world, person, await naming(person.sessionArn))
})

test('B names user, role and session, IAM in A allows nothing: each is denied', async () => {
  const [one, other] = [await user(), await session()]
  const shared = await naming(one.arn, other.arn, other.sessionArn)
  await assertDenied(world, one, shared, 'identity')
  await assertDenied(world, other, shared, 'identity')
})

test('B names the session, its session policy is silent: denied', async () => {
  const person = await session({ iam: 'allows', session: 'silent' })
  await assertDenied(world, person, await naming(person.sessionArn), 'session')
})

test('B names the user, the boundary in A is silent: denied', async () => {
  const person = await user({ iam: 'allows', boundary: 'silent' })
  await assertDenied(world, person, await naming(person.arn), 'boundary')
})

test('B names everybody, IAM in A allows: allowed', async () => {
  await assertAllowed(world, await user({ iam: 'allows' }), await key(statement('*', ACTION)))
})

test('B names everybody, IAM in A allows nothing: denied', async () => {
  await assertDenied(world, await user(), await key(statement('*', ACTION)), 'identity')
})

const callersOf = (account: string): Statement =>
  statement('*', ACTION, { Condition: { StringEquals: { 'kms:CallerAccount': account } } })

test('B names everybody of A (kms:CallerAccount), IAM in A allows: allowed', async () => {
  await assertAllowed(world, await user({ iam: 'allows' }), await key(callersOf(OTHER_ACCOUNT)))
})

test('B names everybody of a third account, IAM in A allows: denied', async () => {
  const person = await user({ iam: 'allows' })
  await assertDenied(world, person, await key(callersOf('999999999999')), 'opaque')
})

test('B speaks of its own account only, IAM in A allows: denied', async () => {
  await assertDenied(world, await user({ iam: 'allows' }), await key(), 'opaque')
})

test('B speaks of its own account only, the root user of A: denied', async () => {
  const [credentials, arn] = [world.root(OTHER_ACCOUNT), rootArn(OTHER_ACCOUNT)]
  await assertDenied(world, { credentials, arn, sessionArn: arn }, await key(), 'opaque')
})

/** Everyone who can be a grantee: the ARN of the grant, and a caller whom IAM allows nothing. */
const grantees: Readonly<Record<string, () => Promise<readonly [string, Person]>>> = {
  user: async () => {
    const person = await user()
    return [person.arn, person]
  },
  role: async () => {
    const person = await session()
    return [person.arn, person]
  },
  session: async () => {
    const person = await session()
    return [person.sessionArn, person]
  },
}

for (const [kind, make] of Object.entries(grantees)) {
  test(`B says nothing of A, a grant for the ${kind}, no IAM in A: allowed`, async () => {
    const [granted, [arn, person]] = [await key(), await make()]
    await grant(world, granted, world.root(), arn)
    await assertAllowed(world, person, granted)
  })
}

test('B says nothing of A, a grant for account A, IAM in A allows: allowed', async () => {
  const granted = await key()
  await grant(world, granted, world.root(), rootArn(OTHER_ACCOUNT))
  await assertAllowed(world, await user({ iam: 'allows' }), granted)
})

test('B says nothing of A, a grant for account A, IAM in A allows nothing: denied', async () => {
  const granted = await key()
  await grant(world, granted, world.root(), rootArn(OTHER_ACCOUNT))
  await assertDenied(world, await user(), granted, 'identity')
})

test('B allows A everything, IAM in A allows it: the key policy is still B’s alone', async () => {
  const shared = await key(statement({ AWS: rootArn(OTHER_ACCOUNT) }))
  const credentials = await world.user('reader', allow('kms:*'), OTHER_ACCOUNT)
  const read = kmsAs(world, credentials).send(new GetKeyPolicyCommand({ KeyId: shared.arn }))
  await assertRefused(read, 'AccessDeniedException', new RegExp(`${REASONS.opaque}$`))
})
