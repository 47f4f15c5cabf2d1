// The same of the commands about a whole account: whatever one service answers, the others' answers
// are a report.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  askWhoCan,
  audit,
  disconnect,
  renderAuditText,
  renderWhoCanText,
  type Connection,
} from '../../../src/doctor/index.ts'
import { secondMs } from '../../../src/base/sizes.ts'
import { startProxy, type Decision } from '../../fixtures/proxy.ts'
import { startWorld, type TestWorld } from '../../fixtures/world.ts'
import { accountStatement, createKey, createRole, keyPolicy } from '../scenarios/locked-key.ts'
import { connect } from '../hurried.ts'

const strange: Readonly<Record<string, Decision>> = {
  'HTTP 501': { status: 501, type: 'application/x-amz-json-1.1', body: '{"message":"no"}' },
  'a page of HTML that says it is well': { status: 200, type: 'text/html', body: '<p>Hello' },
  'an empty object': { status: 200, type: 'application/x-amz-json-1.1', body: '{}' },
  'a torn connection': 'reset',
}

let world: TestWorld
let key: string
before(async () => {
  world = await startWorld()
  await createRole(world, 'Administrator', { Service: 'ec2.amazonaws.com' })
  key = await createKey(world, keyPolicy(accountStatement))
})
after(() => world.close())

type Ask = (connection: Connection) => Promise<string>

const commands: Readonly<Record<string, Ask>> = {
  audit: async (connection) => {
    const audited = await audit(connection, { now: new Date() })
    return (['en', 'ja'] as const).map((lang) => renderAuditText(audited, { lang })).join('\n')
  },
  'who-can': async (connection) => {
    const found = await askWhoCan(connection, { action: 'use', key })
    return (['en', 'ja'] as const).map((lang) => renderWhoCanText(found, { lang })).join('\n')
  },
}

async function ask(command: Ask, decide: (action: string) => Decision) {
  const proxy = await startProxy(({ action }) => decide(action), world.endpoint)
  const connection = connect({
    ...{ endpoint: proxy.endpoint, region: 'us-east-1', credentials: world.root() },
    answerMs: secondMs / 2,
  })
  try {
    const text = await command(connection)
    return { text, actions: new Set(proxy.calls.map(({ action }) => action)) }
  } finally {
    disconnect(connection)
    await proxy.close()
  }
}

for (const [name, command] of Object.entries(commands)) {
  for (const [answer, decision] of Object.entries(strange)) {
    test(`${name}: ${answer}, from each operation in turn, leaves a report`, async () => {
      const { actions, text: whole } = await ask(command, () => 'pass')
      const inTurn = [...actions].filter((action) => action !== 'sts:GetCallerIdentity')
      assert.ok(inTurn.length > 4)
      const id = key.split('/')[1] ?? ''
      assert.ok(whole.includes(id))
      for (const one of inTurn) {
        const { text } = await ask(command, (action) => (action === one ? decision : 'pass'))
        assert.doesNotMatch(text, /undefined|Deserialization|SyntaxError|\[object/, one)
        if (one !== 'kms:ListKeys') assert.ok(text.includes(id), one)
      }
    })
  }
}
