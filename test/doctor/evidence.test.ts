// What the doctor asks of AWS, and what it makes of answers that are no answer.

import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, test } from 'node:test'
import { diagnose, renderText } from '../../src/doctor/index.ts'
import { connect } from './hurried.ts'

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const USER = 'arn:aws:iam::111122223333:user/admin'

const denial = (action: string): string =>
  `User: ${USER} is not authorized to perform: ${action} on resource: ${KEY} ` +
  `because no resource-based policy allows the ${action} action`

interface Reply {
  readonly status: number
  readonly body: string
}

/** An AWS of one user and one key; every request is kept under its operation's name. */
async function fakeAws(answers: Readonly<Record<string, () => Reply>>) {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    const target = String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1)
    const name = target || (/Action=(\w+)/.exec(body)?.[1] ?? '')
    asked.push(name)
    const { status, body: text } =
      answers[name]?.() ?? json(400, { __type: 'AccessDeniedException' })
    response.writeHead(status, {
      'content-type': text.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.1',
    })
    response.end(text)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  running.push(server)
  const { port } = server.address() as AddressInfo
  const connection = connect({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  })
  return { asked, connection }
}

const running: Server[] = []
afterEach(() => {
  for (const server of running.splice(0)) server.close()
})

const json = (status: number, body: object): Reply => ({ status, body: JSON.stringify(body) })

const identity = (): Reply => {
  const result = `<Arn>${USER}</Arn><UserId>AIDAEXAMPLE</UserId><Account>111122223333</Account>`
  const inner = `<GetCallerIdentityResult>${result}</GetCallerIdentityResult>`
  return { status: 200, body: `<GetCallerIdentityResponse>${inner}</GetCallerIdentityResponse>` }
}

const failure = (status: number, code: string) => (): Reply => {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error>`
  return { status, body: `<ErrorResponse>${error}</ErrorResponse>` }
}

const refused = (action: string) => () =>
  json(400, { __type: 'AccessDeniedException', Message: denial(action) })

test('PutKeyPolicy is never tried, and nothing else that changes anything', async () => {
  const { asked, connection } = await fakeAws({
    GetCallerIdentity: identity,
    DescribeKey: refused('kms:DescribeKey'),
    GetKeyPolicy: refused('kms:GetKeyPolicy'),
  })
  await diagnose(connection, { key: KEY, lang: 'en' })
  assert.ok(asked.includes('GetKeyPolicy'))
  assert.ok(
    asked.every((name) => /^(Get|List|Describe|Lookup)/.test(name)),
    asked.join(),
  )
})

test('the event history is asked twice, and not at all when access works', async () => {
  const answers = {
    GetCallerIdentity: identity,
    LookupEvents: () => json(200, { Events: [] }),
    GetKeyPolicy: refused('kms:GetKeyPolicy'),
  }
  const denied = await fakeAws(answers)
  await diagnose(denied.connection, { key: KEY, lang: 'en' })
  assert.equal(denied.asked.filter((name) => name === 'LookupEvents').length, 2)

  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: USER }, Action: 'kms:*', Resource: '*' }],
  })
  const open = await fakeAws({ ...answers, GetKeyPolicy: () => json(200, { Policy }) })
  const diagnoses = await diagnose(open.connection, { key: KEY, lang: 'en' })
  assert.deepEqual(
    diagnoses.map(({ outcome }) => outcome),
    ['allow', 'allow'],
  )
  assert.ok(!open.asked.includes('LookupEvents'))
})

test('a history that goes on for ever is left after its limit, and the gap is told', async () => {
  let page = 0
  const LookupEvents = (): Reply => {
    page += 1
    const EventTime = Date.parse('2026-11-23T00:00:00Z') / 1000 - page
    const events = [{ EventId: `e${page}`, EventTime, CloudTrailEvent: '{}' }]
    return json(200, { Events: events, NextToken: `${page}` })
  }
  const { asked, connection } = await fakeAws({
    GetCallerIdentity: identity,
    GetKeyPolicy: refused('kms:GetKeyPolicy'),
    LookupEvents,
  })
  const [reading] = await diagnose(connection, { key: KEY, lang: 'en' })
  assert.equal(asked.filter((name) => name === 'LookupEvents').length, 80)
  const [gap] = reading?.keyPolicy.gaps ?? []
  assert.equal(gap?.because, 'tooManyEvents')
  assert.match(gap.to ?? '', /^2026-11-22T23:58/)
})

test('a service that fails is evidence that is missing, not the end', async () => {
  const { connection } = await fakeAws({
    GetCallerIdentity: identity,
    GetKeyPolicy: refused('kms:GetKeyPolicy'),
    GetUser: failure(501, 'NotBuilt'),
    LookupEvents: () => json(400, { __type: 'UnknownOperationException' }),
  })
  const [reading] = await diagnose(connection, { key: KEY, lang: 'en' })
  assert.deepEqual(reading?.causes, ['key-policy/no-account-statement'])
  const unseen = reading.unseen.map(({ permission }) => permission)
  assert.ok(unseen.includes('iam:GetUser') && unseen.includes('cloudtrail:LookupEvents'))
})

test('credentials that have expired are told apart from a denial', async () => {
  const { connection } = await fakeAws({
    GetCallerIdentity: failure(403, 'ExpiredToken'),
  })
  const [reading] = await diagnose(connection, { key: KEY, lang: 'en' })
  assert.deepEqual(reading?.causes, ['credentials/expired'])
})

const because = (action: string, reason: string) => () =>
  json(400, {
    __type: 'AccessDeniedException',
    Message: `User: ${USER} is not authorized to perform: ${action} on resource: ${KEY} ${reason}`,
  })

test('a layer that only the sentence of AWS tells of has a way out in words', async () => {
  const ways = [
    ['with an explicit deny in a service control policy', 'scp/explicit-deny', 'ask-organization'],
    [
      'because no service control policy allows the kms:GetKeyPolicy action',
      'scp/no-allow',
      'ask-organization',
    ],
    ['with an explicit deny in a resource control policy', 'rcp/explicit-deny', 'ask-organization'],
    [
      'because no session policy allows the kms:GetKeyPolicy action',
      'session/no-allow',
      'change-session-policy',
    ],
    [
      'with an explicit deny in a VPC endpoint policy',
      'vpc-endpoint/explicit-deny',
      'ask-vpc-endpoint-owner',
    ],
  ]
  for (const [reason = '', cause, remedy] of ways) {
    const { connection } = await fakeAws({
      GetCallerIdentity: identity,
      GetKeyPolicy: because('kms:GetKeyPolicy', reason),
    })
    const options = { key: KEY, lang: 'en', actions: ['kms:GetKeyPolicy'] } as const
    const [reading] = await diagnose(connection, options)
    assert.ok(reading)
    assert.equal(reading.causes[0], cause)
    assert.deepEqual(
      reading.remedies.map(({ id, commands }) => ({ id, commands })),
      [{ id: remedy, commands: [] }],
    )
    const text = renderText([reading], { lang: 'en' })
    assert.match(text, /Who can put it right\n/)
    assert.doesNotMatch(text, /What to type/)
  }
})

test('a key without its material, and one of AWS: no command could help', async () => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: USER }, Action: 'kms:*', Resource: '*' }],
  })
  const withKey = async (metadata: object, action: string) => {
    const KeyMetadata = { KeyId: KEY, Arn: KEY, KeyState: 'Enabled', ...metadata }
    const { connection } = await fakeAws({
      GetCallerIdentity: identity,
      GetKeyPolicy: () => json(200, { Policy }),
      DescribeKey: () => json(200, { KeyMetadata }),
    })
    const [reading] = await diagnose(connection, { key: KEY, lang: 'en', actions: [action] })
    return [reading?.causes, reading?.remedies.map(({ id, commands }) => [id, commands])]
  }
  assert.deepEqual(await withKey({ KeyState: 'PendingImport' }, 'kms:Encrypt'), [
    ['key/pending-import'],
    [['import-key-material', []]],
  ])
  assert.deepEqual(await withKey({ KeyManager: 'AWS' }, 'kms:PutKeyPolicy'), [
    ['key/aws-managed'],
    [['own-key', []]],
  ])
})
