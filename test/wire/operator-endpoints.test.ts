// The endpoints that ask for no signature: what they tell, what they refuse, and to whom.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  ListRolesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam'
import {
  CreateKeyCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { openSocket } from '../fixtures/raw-socket.ts'
import type { Credentials, TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld } from '../fixtures/world.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

interface Said {
  readonly status: number
  readonly body: { readonly message?: string; readonly insecure?: readonly string[] }
}

/** Below `fetch`, which chooses Host and Origin itself. */
async function ask(
  method: string,
  path: string,
  { headers = {}, body = '', endpoint = world.endpoint }: Partial<Asked> = {},
): Promise<Said> {
  const outgoing = request(`${endpoint}/_sparekey/${path}`, { method, headers })
  outgoing.end(body)
  const [answer] = await once(outgoing, 'response')
  const text = (await answer.toArray()).join('')
  return { status: answer.statusCode, body: text === '' ? {} : JSON.parse(text) }
}

interface Asked {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly endpoint: string
}

const endpoints = [
  ['GET', 'info'],
  ['GET', 'health'],
  ['GET', 'ready'],
  ['GET', 'metrics'],
  ['POST', 'reset'],
  ['POST', 'clock'],
  ['GET', 'nothing'],
] as const

test('a web page of whatever origin is refused at every endpoint', async () => {
  for (const [method, path] of endpoints) {
    for (const headers of [
      { origin: 'https://example.com' },
      { origin: world.endpoint },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const { status, body } = await ask(method, path, { headers })
      assert.equal(status, 403, `${method} ${path} with ${JSON.stringify(headers)}`)
      assert.match(body.message ?? '', /web pages are refused/)
    }
  }
})

test('a name that is not this stack’s is refused, as after DNS rebinding', async () => {
  for (const [method, path] of endpoints) {
    for (const host of ['evil.example.com', 'evil.example.com:4599', '127.0.0.1.nip.io']) {
      const { status, body } = await ask(method, path, { headers: { host } })
      assert.equal(status, 403, `${method} ${path} as ${host}`)
      assert.match(body.message ?? '', /is not a name of this stack/)
    }
  }
})

test('a request that names no host is refused', async () => {
  const { send, closed } = await openSocket(world.endpoint)
  send('GET /_sparekey/info HTTP/1.0\r\n\r\n')
  assert.match(await closed(), /^HTTP\/1\.1 403 /)
})

test('addresses, localhost and the names of containers are this stack’s', async () => {
  const hosts = ['127.0.0.1', '[::1]:4599', 'localhost:4599', 'stack.localhost', 'sparekey:4599']
  for (const host of hosts) {
    assert.equal((await ask('GET', 'info', { headers: { host } })).status, 200, host)
  }
})

test('an address that a person has typed into a browser is answered', async () => {
  const headers = { 'sec-fetch-site': 'none' }
  assert.equal((await ask('GET', 'health', { headers })).status, 200)
})

test('without their flags reset and clock are refused, and the flag is told', async (t) => {
  const careful = await startWorld({ insecure: false })
  t.after(() => careful.close())
  const { endpoint } = careful
  const reset = await ask('POST', 'reset', { endpoint })
  assert.equal(reset.status, 403)
  assert.match(reset.body.message ?? '', /--insecure-allow-reset/)
  const clock = await ask('POST', 'clock', { endpoint, body: '{"advance":"91d"}' })
  assert.equal(clock.status, 403)
  assert.match(clock.body.message ?? '', /--insecure-allow-clock/)
  assert.deepEqual((await ask('GET', 'info', { endpoint })).body.insecure, [])
})

test('the clock goes forward only, by a whole number and a unit', async () => {
  const wrong = ['', '{}', '[]', '{"advance":91}', '{"advance":"-1d"}', '{"advance":"1 d"}', '{"a']
  for (const body of [...wrong, '{"advance":"1y"}', '{"advance":"99999999999d"}']) {
    const { status } = await ask('POST', 'clock', { body })
    assert.equal(status, 400, body)
  }
})

async function eventNames(credentials?: Credentials): Promise<readonly string[]> {
  const trail = world.client(CloudTrailClient, credentials)
  const { Events = [] } = await trail.send(new LookupEventsCommand({}))
  return Events.map(({ EventName = '' }) => EventName)
}

test('advancing past 90 days drops the days of events and ends the sessions', async () => {
  const iam = world.client(IAMClient)
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }],
  }
  await iam.send(
    new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  )
  const alice = await world.user('alice', allow('sts:AssumeRole'))
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/r`
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' })
  const { Credentials: session } = await world.client(STSClient, alice).send(assume)
  const { AccessKeyId, SecretAccessKey, SessionToken } = session ?? {}
  assert.ok(AccessKeyId && SecretAccessKey && SessionToken)
  const asSession = world.client(STSClient, {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  })
  await asSession.send(new GetCallerIdentityCommand({}))
  assert.ok((await eventNames()).includes('CreateRole'))

  assert.equal((await ask('POST', 'clock', { body: '{"advance":"92d"}' })).status, 204)

  await assert.rejects(asSession.send(new GetCallerIdentityCommand({})), (error: Error) =>
    ['ExpiredToken', 'InvalidClientTokenId'].includes(error.name),
  )
  const names = await eventNames()
  assert.ok(!names.includes('CreateRole') && !names.includes('AssumeRole'), names.join())
  const { Roles = [] } = await iam.send(new ListRolesCommand({}))
  assert.deepEqual(
    Roles.map(({ RoleName }) => RoleName),
    ['r'],
  )
})

/** Calls again and again until it is told to stop; answers the statuses that it has seen. */
function callAgain(call: () => Promise<unknown>): () => Promise<ReadonlySet<number>> {
  const statuses = new Set<number>()
  const load = { isOver: false }
  const statusOf = (error: { $metadata?: { httpStatusCode?: number } }) =>
    statuses.add(error.$metadata?.httpStatusCode ?? 0)
  const running = (async () => {
    while (!load.isOver) await call().catch(statusOf)
  })()
  return async () => {
    load.isOver = true
    await running
    return statuses
  }
}

test('a reset under load leaves exactly the accounts and their root access keys', async () => {
  const users = await Promise.all(['u1', 'u2', 'u3'].map((name) => world.user(name, allow('*'))))
  let made = 0
  const stops = users.flatMap((user) => [
    callAgain(() => world.client(KMSClient, user).send(new CreateKeyCommand({}))),
    callAgain(() => {
      made += 1
      return world.client(IAMClient, user).send(new CreateUserCommand({ UserName: `made${made}` }))
    }),
  ])
  await new Promise((resolve) => setTimeout(resolve, 100))

  assert.equal((await ask('POST', 'reset')).status, 204)

  await new Promise((resolve) => setTimeout(resolve, 100))
  const statuses = new Set(
    (await Promise.all(stops.map((stop) => stop()))).flatMap((one) => [...one]),
  )
  assert.ok(
    [...statuses].every((status) => status === 400 || status === 403),
    [...statuses].join(),
  )
  for (const account of [ACCOUNT, OTHER_ACCOUNT]) {
    const root = world.root(account)
    assert.deepEqual(await eventNames(root), [], 'events are left')
    const iam = world.client(IAMClient, root)
    const kms = world.client(KMSClient, root)
    assert.deepEqual((await iam.send(new ListUsersCommand({}))).Users, [])
    assert.deepEqual((await iam.send(new ListRolesCommand({}))).Roles, [])
    assert.deepEqual((await kms.send(new ListKeysCommand({}))).Keys, [])
    const { Aliases = [] } = await kms.send(new ListAliasesCommand({}))
    assert.ok(Aliases.every(({ AliasName = '' }) => AliasName.startsWith('alias/aws/')))
  }
})

test('after a reset the stack starts again with the same root key', async (t) => {
  const data = `${world.data}-again`
  const first = await startWorld({ data })
  const { endpoint } = first
  assert.equal((await ask('POST', 'reset', { endpoint })).status, 204)
  await first.close()
  const again = await startWorld({ data })
  t.after(() => again.close())
  await again.client(STSClient).send(new GetCallerIdentityCommand({}))
})
