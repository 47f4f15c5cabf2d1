// A database that is away for longer than anybody waits.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import type { ChildStack } from '../fixtures/child-stack.ts'
import { findPostgres } from '../store/postgres-place.ts'
import { nodesFor } from './node-world.ts'

const postgres = findPostgres()
const skip =
  'skip' in postgres ? postgres.skip : !postgres.crash && 'the server is not ours to stop'

test(
  'while the database is away a node says so, and it comes back by itself',
  { skip },
  async (t) => {
    if ('skip' in postgres) return
    const world = nodesFor(t, postgres)
    const node = await world.start('--log-level', 'silent')
    const { endpoint } = node
    const credentials = await world.root()
    const kms = new KMSClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 })
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
    const encrypt = () =>
      kms.send(new EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext: Buffer.from('x') }))
    await encrypt()

    let another: Promise<ChildStack> | undefined
    await postgres.crash?.(async () => {
      await sleep(1500)
      // The view is older than the bound: nothing is answered from it, however long it takes.
      await assert.rejects(encrypt(), ({ $metadata, name }: Refusal) => {
        assert.equal($metadata.httpStatusCode, 500)
        return name === 'KMSInternalException' // SDKs try it again.
      })
      const { status, message } = await readiness(node)
      assert.equal(status, 503)
      assert.match(message ?? '', /what other nodes have changed cannot be read/)
      another = world.start('--log-level', 'silent')
      await sleep(2000)
    })
    // Nobody writes anything: it finds out by itself.
    for (let tries = 0; (await readiness(node)).status !== 200; tries += 1) {
      assert.ok(tries < 100, 'it does not come back')
      await sleep(50)
    }
    await encrypt()
    assert.equal((await readiness((await another) as ChildStack)).status, 200)
  },
)

interface Refusal {
  readonly name: string
  readonly $metadata: { readonly httpStatusCode?: number }
}

async function readiness({ endpoint }: ChildStack) {
  const answer = await fetch(`${endpoint}/_sparekey/ready`)
  const { message } = (await answer.json()) as { readonly message?: string }
  return { status: answer.status, message }
}
