// `sparekey migrate` as its user meets it: from one stack to nodes on a database, and back.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateGrantCommand, ListGrantsCommand } from '@aws-sdk/client-kms'
import { cleanEnvironment, LAUNCHER, scratch, serveStack, sparekey, stop } from '../cli/sparekey.ts'
import { startChildStack } from '../fixtures/child-stack.ts'
import { readCredentialsFile } from '../fixtures/credentials-file.ts'
import { findPostgres, newPostgresPlace } from '../store/postgres-place.ts'
import { clientsOf, encrypted, fill, requireKept, type Reached } from '../upkeep/kept-stack.ts'

const postgres = findPostgres()
const skip = 'skip' in postgres && postgres.skip

async function namesInHistory({ endpoint, credentialsFile }: Reached): Promise<readonly string[]> {
  const credentials = (await readCredentialsFile(credentialsFile)).get('111122223333')
  assert.ok(credentials)
  const trail = new CloudTrailClient({ endpoint, region: 'us-east-1', credentials })
  const { Events = [] } = await trail.send(new LookupEventsCommand({}))
  return Events.map(({ EventId }) => EventId ?? '').toSorted()
}

interface Told {
  readonly seals: number
  readonly opened: boolean
}

/** Kill -9 after a while, whatever it is at then; undefined: it was killed. */
async function migrated(args: readonly string[], killAfterMs?: number): Promise<Told | undefined> {
  const child = spawn(process.execPath, [LAUNCHER, 'migrate', ...args, '--json'], {
    ...{ env: cleanEnvironment(), detached: true },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()))
  const { pid } = child
  assert.ok(pid)
  const timer = killAfterMs && setTimeout(() => process.kill(-pid, 'SIGKILL'), killAfterMs)
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  clearTimeout(timer || undefined)
  if (signal === 'SIGKILL') return undefined
  assert.equal(code, 0)
  return JSON.parse(told) as Told
}

/** A machine may be quick enough to be done before one of the kills. */
async function migratedInTheEnd(args: readonly string[]): Promise<Told> {
  for (const afterMs of [500, 800, 1100]) {
    const told = await migrated(args, afterMs)
    if (told) return told
  }
  const told = await migrated(args)
  assert.ok(told)
  return told
}

async function serve(t: TestContext, data: string, ...flags: readonly string[]) {
  const stack = await startChildStack(data, ['--no-console', ...flags])
  t.after(() => stack.kill().catch(() => undefined))
  return stack
}

test(
  'a stack moves to nodes and back with keys, grants, events and objects',
  { skip },
  async (t) => {
    if ('skip' in postgres) return
    const folder = scratch(t)
    const stack = await serveStack(t)
    const clients = await clientsOf(stack)
    const kept = await fill(clients)
    const GranteePrincipal = 'arn:aws:iam::111122223333:root'
    await clients.kms.send(
      new CreateGrantCommand({ KeyId: kept.keyId, GranteePrincipal, Operations: ['Decrypt'] }),
    )
    const history = await namesInHistory(stack)
    await stop(stack.child)

    const { url } = newPostgresPlace(postgres)
    const objects = join(folder, 'objects')
    const there = ['--from', stack.data, '--to', url, '--objects', objects]
    const { seals, opened } = await migratedInTheEnd(there)
    assert.ok(opened && seals >= 3)

    const data = join(folder, 'node-1')
    copyFileSync(`${stack.data}.root-key`, `${data}.root-key`)
    const node = await serve(t, data, '--store', url, '--objects', objects)
    const ofNode = await clientsOf(node)
    const known = await namesInHistory(node)
    assert.ok(history.length > 5 && history.every((id) => known.includes(id)))
    await requireKept(ofNode, kept)
    const { Grants = [] } = await ofNode.kms.send(new ListGrantsCommand({ KeyId: kept.keyId }))
    assert.equal(Grants.length, 1)
    const blob = await encrypted(ofNode.kms, 'two')
    const inUse = await sparekey(['migrate', '--from', url, '--to', join(folder, 'back')])
    assert.match(inUse.stderr, /the root key file .* is missing/)
    copyFileSync(`${stack.data}.root-key`, join(folder, 'back.root-key'))
    const back = ['--from', url, '--to', join(folder, 'back'), '--objects', objects]
    assert.match((await sparekey(['migrate', ...back])).stderr, /is in use: nodes have been heard/)
    await node.kill()

    await migratedInTheEnd(back)
    const again = await serve(t, join(folder, 'back'))
    const [first = new Uint8Array()] = kept.blobs
    await requireKept(await clientsOf(again), { ...kept, blobs: [first, blob] })
    const later = await namesInHistory(again)
    assert.ok(history.every((id) => later.includes(id)))
  },
)
