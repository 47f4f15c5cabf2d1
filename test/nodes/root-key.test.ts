// Commands that look after a data directory, where nodes have their state in a database.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { sparekey } from '../cli/sparekey.ts'
import type { ChildStack } from '../fixtures/child-stack.ts'
import { findPostgres } from '../store/postgres-place.ts'
import { nodesFor } from './node-world.ts'

const postgres = findPostgres()
const skip = 'skip' in postgres && postgres.skip

test(
  'the root key of nodes is rotated when none of them runs, and no sooner',
  { skip },
  async (t) => {
    if ('skip' in postgres) return
    const world = nodesFor(t, postgres)
    const { SPAREKEY_STORE: store = '' } = world.env
    const nodes = [await world.start(), await world.start()]
    const credentials = await world.root()
    const kmsOf = ({ endpoint }: ChildStack) =>
      new KMSClient({ endpoint, region: 'us-east-1', credentials })
    const kms = kmsOf(nodes[0] as ChildStack)
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
    const Plaintext = Buffer.from('kept')
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext }),
    )

    const data = world.data(1)
    const refused = async (says: RegExp, ...args: readonly string[]) => {
      const { code, stderr } = await sparekey([...args, '--data', data], world.env)
      assert.equal(code, 1)
      assert.match(stderr, says)
      assert.ok(!stderr.includes('postgres://'), 'the URL may hold a password')
    }
    await refused(/nothing to back up in it/, 'backup', join(data, '..', 'backup.tar'))
    await refused(/nothing to check in it/, 'verify', '--root-key', 'env')
    const rotate = ['root-key', 'rotate', '--root-key', 'env']
    await refused(/other nodes have the same root key/, ...rotate)
    world.env['SPAREKEY_NEW_ROOT_KEY'] = randomBytes(32).toString('base64')
    await refused(/2 nodes are at work/, ...rotate, '--store', store)

    for (const node of nodes) await node.stop()
    const { code, stdout, stderr } = await sparekey(
      [...rotate, '--store', store, '--data', data],
      world.env,
    )
    assert.equal(code, 0, stderr)
    assert.match(stdout, /Every other node needs the new root key/)
    // It ends before it listens, because nothing would open.
    await assert.rejects(world.start())
    world.env['SPAREKEY_ROOT_KEY'] = world.env['SPAREKEY_NEW_ROOT_KEY']
    const opened = await kmsOf(await world.start()).send(new DecryptCommand({ CiphertextBlob }))
    assert.equal(Buffer.from(opened.Plaintext ?? []).toString(), 'kept')
  },
)
