import assert from 'node:assert/strict'
import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { test } from 'node:test'
import type { Region } from '../../../base/region.ts'
import { SecretBytes } from '../../../base/secret-bytes.ts'
import { createSealer } from '../../../crypto/sealer.ts'
import type { Row, StoreView } from '../../../store/store.ts'
import { DigestKeys } from './digest-keys.ts'

const world = { now: () => new Date(), randomBytes, uuid: () => '' }
const sealer = createSealer(new SecretBytes(randomBytes(32)), world)
const NOW = new Date('2026-11-23T10:00:00Z')

/** The keys of a Region whose row is this one, or of one that has none. */
function digestKeys(region: string, value?: unknown): DigestKeys {
  const row = value === undefined ? undefined : { id: region, version: 1, value }
  const store: Pick<StoreView, 'get'> = { get: <Value>() => row as Row<Value> | undefined }
  return new DigestKeys({ store: store as StoreView, sealer, region: region as Region })
}

async function newRow(): Promise<unknown> {
  const keys = digestKeys('us-east-1')
  const [made] = keys.keep(await keys.prepare(), NOW)
  return made?.value
}

test('a Region without a key signs nothing', () => {
  assert.equal(digestKeys('us-east-1').signer(), undefined)
})

test('what the key signs, the public key of its row verifies', async () => {
  const keys = digestKeys('us-east-1', await newRow())
  const signature = Buffer.from(keys.signer()?.sign('text') ?? '', 'hex')
  const der = Buffer.from(keys.row?.publicKey ?? '', 'base64')
  const publicKey = createPublicKey({ key: der, type: 'pkcs1', format: 'der' })
  assert.ok(verify('sha256', Buffer.from('text'), publicKey, signature))
  assert.equal(keys.signer()?.fingerprint, keys.row?.fingerprint)
  assert.equal(keys.row?.validFrom, NOW.toISOString())
})

test('a Region that has a key gets no other', async () => {
  const keys = digestKeys('us-east-1', await newRow())
  assert.equal(await keys.prepare(), undefined)
  assert.deepEqual(keys.keep(await digestKeys('us-east-1').prepare(), NOW), [])
})

test('the sealed key of one Region does not open as that of another', async () => {
  const moved = digestKeys('eu-west-1', await newRow())
  assert.throws(() => moved.signer(), /does not open/)
})
