// IAM's simulator where it does not agree with the engine: its answer is altered on the way.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startProxy, type Proxy } from '../../fixtures/proxy.ts'
import { allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { sparekey } from '../../cli/sparekey.ts'
import {
  accountStatement,
  createKey,
  keyPolicy,
  onlooker,
  userArn,
} from '../scenarios/locked-key.ts'

let world: TestWorld
let proxy: Proxy
let key: string
let simulatorSays: 'allowed' | 'implicitDeny' | 'explicitDeny'

before(async () => {
  world = await startWorld()
  proxy = await startProxy(
    ({ action, body }) => (action === 'iam:SimulatePrincipalPolicy' ? simulated(body) : 'pass'),
    world.endpoint,
  )
  key = await createKey(world, keyPolicy(accountStatement))
  await world.user('reader', onlooker)
  await world.user('writer', allow('kms:Encrypt'))
})
after(async () => {
  await proxy.close()
  await world.close()
})

function simulated(body: string) {
  const action = new URLSearchParams(body).get('ActionNames.member.1')
  const result = [
    `<member><EvalActionName>${action}</EvalActionName>`,
    `<EvalDecision>${simulatorSays}</EvalDecision></member>`,
  ].join('')
  const text = [
    '<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">',
    `<SimulatePrincipalPolicyResult><EvaluationResults>${result}</EvaluationResults>`,
    '</SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>',
  ]
  return { status: 200, type: 'text/xml', body: text.join('') }
}

/** What the doctor prints about kms:Encrypt, in one line. */
async function toldOf(user: string, ...more: readonly string[]) {
  const { accessKeyId, secretAccessKey } = world.root()
  const asked = ['doctor', key, '--principal', userArn(user), '--action', 'kms:Encrypt']
  const { code, stdout } = await sparekey([...asked, '--via', 'simulate', ...more], {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: proxy.endpoint,
  })
  return { code, text: stdout.replaceAll(/\s+/g, ' ') }
}

const differs = (simulator: string, engine: string): RegExp =>
  new RegExp(`IAM's simulator says ${simulator} to \`kms:Encrypt\`, and Sparekey ${engine}: `)

test('the simulator allows what no policy allows: the verdict stands, and it is told', async () => {
  simulatorSays = 'allowed'
  const { code, text } = await toldOf('reader')
  assert.equal(code, 2)
  assert.match(text, /no IAM policy of user\/reader allows `kms:Encrypt` \[iam\/no-allow\]/)
  assert.match(text, differs('allow', 'implicitDeny'))
  assert.match(text, /\[evidence\/simulator-differs\]/)
})

for (const decision of ['implicitDeny', 'explicitDeny'] as const) {
  test(`the simulator says ${decision} to what works: that is told as well`, async () => {
    simulatorSays = decision
    const { code, text } = await toldOf('writer')
    assert.equal(code, 0)
    assert.match(text, /user\/writer may use kms:Encrypt/)
    assert.match(text, differs(decision, 'allow'))
    const json = JSON.parse((await toldOf('writer', '--json')).text)
    const ids = json[0].findings.map(({ id }: { readonly id: string }) => id)
    assert.ok(ids.includes('evidence/simulator-differs'))
    assert.deepEqual(json[0].causes, [])
  })
}

test('where the two agree there is nothing to tell', async () => {
  simulatorSays = 'allowed'
  assert.doesNotMatch((await toldOf('writer')).text, /simulator/)
  simulatorSays = 'implicitDeny'
  assert.doesNotMatch((await toldOf('reader')).text, /simulator/)
})
