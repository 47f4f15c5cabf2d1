// SIGTERM: whoever has been heard is answered, and what was answered is kept.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam'
import { CreateKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { serveStack, stop, type Stack } from '../cli/sparekey.ts'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { openSocket } from '../fixtures/raw-socket.ts'
import { startWorld } from '../fixtures/world.ts'

async function untilDeaf(endpoint: string): Promise<void> {
  const { hostname: host, port } = new URL(endpoint)
  for (;;) {
    const socket = connect({ host, port: Number(port) })
    const answer = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).catch(
      () => undefined,
    )
    socket.destroy()
    if (!answer || answer[0] instanceof Error) return
    await sleep(10)
  }
}

test('a request that was begun before SIGTERM is answered after it', async (t) => {
  const { endpoint, child } = await serveStack(t)
  const sockets = await Promise.all(Array.from({ length: 5 }, () => openSocket(endpoint)))
  for (const { send, received } of sockets) {
    const head = ['POST / HTTP/1.1', 'host: localhost', 'x-amz-target: TrentService.ListKeys']
    send([...head, 'expect: 100-continue', 'content-length: 2', '', ''].join('\r\n'))
    await received(/100 Continue/)
  }
  const stopped = stop(child)
  await untilDeaf(endpoint)
  for (const { send } of sockets) send('{}')
  for (const { closed } of sockets) {
    assert.match(await closed(), /HTTP\/1\.1 400 [^]*MissingAuthenticationTokenException/)
  }
  assert.equal(await stopped, 0)
})

/** Until so many requests are being worked on. */
async function untilInFlight(endpoint: string, count: number): Promise<void> {
  for (;;) {
    const text = await (await fetch(`${endpoint}/_sparekey/metrics`)).text()
    if (text.includes(`\nsparekey_requests_in_flight ${count}\n`)) return
    await sleep(5)
  }
}

test('slow work that was begun is finished, while new requests are refused', async (t) => {
  const { endpoint, credentialsFile, child } = await serveStack(t)
  const credentials = (await readCredentialsFile(credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const at = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }
  const kms = new KMSClient(at)
  const slow = { KeySpec: 'RSA_4096', KeyUsage: 'SIGN_VERIFY' } as const
  const begun = Array.from({ length: 3 }, () => kms.send(new CreateKeyCommand(slow)))
  await untilInFlight(endpoint, begun.length)
  const stopped = stop(child)
  await untilDeaf(endpoint)
  await assert.rejects(new KMSClient(at).send(new ListKeysCommand({})), { code: 'ECONNREFUSED' })
  const made = await Promise.all(begun)
  assert.equal(new Set(made.map(({ KeyMetadata }) => KeyMetadata?.KeyId)).size, begun.length)
  assert.equal(await stopped, 0)
})

test('whoever never ends a request does not keep the stack from stopping', async (t) => {
  const { endpoint, child } = await serveStack(t)
  const { send, closed } = await openSocket(endpoint)
  send('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n')
  await sleep(50)
  assert.equal(await stop(child), 0)
  await closed()
})

async function createUsers({ endpoint, credentialsFile }: Stack, stopNow: () => void) {
  const credentials = (await readCredentialsFile(credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const iam = new IAMClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 })
  const names = Array.from({ length: 60 }, (_, index) => `user${index}`)
  const create = async (UserName: string): Promise<string> => {
    await iam.send(new CreateUserCommand({ UserName }))
    stopNow()
    return UserName
  }
  const outcomes = await Promise.allSettled(names.map(create))
  return outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

test('after SIGTERM under load, exactly what was answered has happened', async (t) => {
  const stack = await serveStack(t)
  const answered = await createUsers(stack, () => stack.child.kill('SIGTERM'))
  assert.ok(answered.length > 0)
  await stop(stack.child)
  const again = await startWorld({ data: stack.data })
  t.after(() => again.close())
  const { Users = [] } = await again.client(IAMClient).send(new ListUsersCommand({}))
  assert.deepEqual(Users.map(({ UserName = '' }) => UserName).toSorted(), answered.toSorted())
})
