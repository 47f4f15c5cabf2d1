// A service that does not know the question, or answers what no service of AWS answers: the doctor
// says what it can, and what it could not see. It neither fails nor waits for ever.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { diagnose, disconnect, exitCode, renderText } from '../../../src/doctor/index.ts'
import type { Diagnosis } from '../../../src/doctor/index.ts'
import { secondMs } from '../../../src/base/sizes.ts'
import { startProxy, type Decision } from '../../fixtures/proxy.ts'
import { startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
  userArn,
} from '../scenarios/locked-key.ts'
import { connect } from '../hurried.ts'

/** No answer that AWS gives to the question. */
const strange: Readonly<Record<string, Decision>> = {
  'HTTP 501': { status: 501, type: 'application/x-amz-json-1.1', body: '{"message":"no"}' },
  'an operation that it does not know': {
    status: 400,
    type: 'application/x-amz-json-1.1',
    body: '{"__type":"UnknownOperationException"}',
  },
  'an action that it does not know': {
    status: 400,
    type: 'text/xml',
    body: '<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>',
  },
  'a page of HTML': { status: 404, type: 'text/html', body: '<!doctype html><h1>Not here</h1>' },
  'a page of HTML that says it is well': { status: 200, type: 'text/html', body: '<p>Hello' },
  'a page of HTML of a broken server': { status: 500, type: 'text/html', body: '<p>Oh dear' },
  nothing: { status: 200, type: 'application/x-amz-json-1.1', body: '' },
  'an empty object': { status: 200, type: 'application/x-amz-json-1.1', body: '{}' },
  'a list of something else': { status: 200, type: 'application/x-amz-json-1.1', body: '[1,"a"]' },
  'a torn connection': 'reset',
  'no answer at all': 'never',
}

let world: TestWorld
let person: Credentials
let key: string

before(async () => {
  world = await startWorld()
  person = await world.user('admin', administrator)
  await createRole(world, 'Administrator', { AWS: userArn('admin') })
  const administrators = administratorStatement('Administrator')
  const whole = keyPolicy(accountStatement, administrators)
  key = await createKey(world, whole, keyPolicy(administrators))
})
after(() => world.close())

interface Asked {
  readonly diagnoses: readonly Diagnosis[]
  readonly actions: ReadonlySet<string>
}

async function ask(decide: (action: string) => Decision): Promise<Asked> {
  const proxy = await startProxy(({ action }) => decide(action), world.endpoint)
  const connection = connect({
    endpoint: proxy.endpoint,
    region: 'us-east-1',
    credentials: person,
    answerMs: secondMs / 4,
  })
  try {
    const diagnoses = await diagnose(connection, { key, lang: 'en' })
    for (const lang of ['en', 'ja'] as const) renderText(diagnoses, { lang })
    return { diagnoses, actions: new Set(proxy.calls.map(({ action }) => action)) }
  } finally {
    disconnect(connection)
    await proxy.close()
  }
}

const cause = 'key-policy/no-account-statement'

test('with every service in place, the cause is the account statement', async () => {
  const { diagnoses } = await ask(() => 'pass')
  assert.deepEqual(
    diagnoses.map(({ causes }) => causes),
    [[cause], [cause]],
  )
})

for (const [answer, decision] of Object.entries(strange)) {
  test(`${answer}, from each operation in turn: no other cause, and it is told`, async () => {
    const { actions } = await ask(() => 'pass')
    const inTurn = [...actions].filter((action) => action !== 'sts:GetCallerIdentity')
    assert.ok(inTurn.length > 8)
    const all = inTurn.map(async (strangeOne) => {
      const { diagnoses } = await ask((action) => (action === strangeOne ? decision : 'pass'))
      const [reading, changing] = diagnoses
      const denied = [reading?.outcome, reading?.causes, changing?.causes[0] ?? cause]
      assert.deepEqual(denied, ['implicitDeny', [cause], cause], strangeOne)
      const unseen = diagnoses.flatMap((one) => one.unseen.map(({ permission }) => permission))
      // What the principals named in the policy may do counts for the remedy alone.
      if (!/Role|Group/.test(strangeOne)) assert.ok(unseen.includes(strangeOne), strangeOne)
    })
    await Promise.all(all)
  })

  test(`${answer}, from everything: it is unknown who asks, and so is all else`, async () => {
    const { diagnoses } = await ask(() => decision)
    assert.equal(exitCode(diagnoses), 3)
    for (const { outcome, causes, unseen } of diagnoses) {
      assert.deepEqual([outcome, causes], ['unknown', []])
      assert.deepEqual(
        unseen.map(({ permission }) => permission),
        ['sts:GetCallerIdentity'],
      )
    }
  })
}
