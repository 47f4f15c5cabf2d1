// Keys of other kinds than the usual one: what the list and their pages say of them.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import type { Page } from 'playwright-core'
import { ACCOUNT } from '../fixtures/world.ts'
import type { XksWorld } from '../operations/kms/external-key-store.ts'
import { newExternalKey, newStore, startXksWorld } from '../operations/kms/external-key-store.ts'
import { wrapped } from '../operations/kms/wrapped.ts'
import { noBrowser, serveConsole, signInAs, sitDown, type TestConsole } from './browser.ts'

let stack: XksWorld
let site: TestConsole
let page: Page
let faults: readonly string[]

before(async () => {
  if (noBrowser) return
  stack = await startXksWorld({ lookupEventsPerSecond: 1000 })
  site = await serveConsole(stack.world)
  const sitting = await sitDown(site)
  ;({ page, faults } = sitting)
  await signInAs(page, ACCOUNT)
})
after(async () => {
  await site?.running.close()
  await stack?.close()
})

async function newKey(input: Kms.CreateKeyCommandInput): Promise<string> {
  const { KeyMetadata } = await stack.kms.send(new Kms.CreateKeyCommand(input))
  return KeyMetadata?.KeyId ?? assert.fail('no key')
}

/** What the page of a key says, under a name. */
async function told(id: string, name: string): Promise<string> {
  const label = page.getByText(name, { exact: true })
  if (!page.url().includes(id)) await page.goto(`${site.running.origin}/#/keys/${id}`)
  await page.getByRole('heading', { level: 1, name: id }).waitFor()
  await label.first().waitFor()
  return label.first().locator('xpath=following::*[normalize-space()][1]').innerText()
}

async function rotationOf(id: string): Promise<string> {
  await page.goto(`${site.running.origin}/#/keys/${id}/rotation`)
  const panel = page.getByRole('tabpanel', { name: 'Key rotation' })
  await panel.getByText(/KMS does not rotate|Automatic key rotation/).waitFor()
  assert.equal(await panel.getByText('That did not work').count(), 0)
  return panel.innerText()
}

const NEVER = /KMS does not rotate this key by itself/

test('a signing key and an HMAC key say what they are for', { skip: noBrowser }, async () => {
  const signing = await newKey({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })
  const mac = await newKey({ KeySpec: 'HMAC_384', KeyUsage: 'GENERATE_VERIFY_MAC' })
  await page.goto(`${site.running.origin}/#/keys`)
  const row = page.getByRole('row').filter({ hasText: signing })
  await row.getByText('RSA_2048').waitFor()
  await row.getByText('SIGN_VERIFY').waitFor()
  assert.equal(await told(signing, 'Key usage'), 'SIGN_VERIFY')
  assert.equal(await told(mac, 'Key spec'), 'HMAC_384')
  for (const id of [signing, mac]) assert.match(await rotationOf(id), NEVER)
  assert.deepEqual(faults, [])
})

test('a multi-Region key says where its related keys are', { skip: noBrowser }, async () => {
  const { kms } = stack
  const KeyId = await newKey({ MultiRegion: true })
  assert.equal(await told(KeyId, 'Multi-Region'), 'Primary key')
  await kms.send(new Kms.ReplicateKeyCommand({ KeyId, ReplicaRegion: 'eu-west-1' }))
  await page.reload()
  assert.equal(await told(KeyId, 'Multi-Region'), 'Primary key; replicas: eu-west-1')
  assert.match(await rotationOf(KeyId), /Automatic key rotation/)
  await kms.send(new Kms.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 9 }))
  await page.reload()
  const window = 'Waiting period (in days) once the replicas are deleted'
  assert.equal(await told(KeyId, window), '9')
  await page.getByRole('button', { name: 'Key actions' }).click()
  await page.getByRole('menuitem', { name: 'Cancel key deletion' }).waitFor()
  assert.deepEqual(faults, [])
})

test('an imported key says when its key material expires', { skip: noBrowser }, async () => {
  const { kms } = stack
  const KeyId = await newKey({ Origin: 'EXTERNAL' })
  assert.equal(await told(KeyId, 'Status'), 'PendingImport')
  const material = await wrapped(kms, KeyId, Buffer.alloc(32, 7))
  const ValidTo = new Date(Date.now() + 86_400_000)
  await kms.send(new Kms.ImportKeyMaterialCommand({ KeyId, ...material, ValidTo }))
  await page.reload()
  assert.match(await told(KeyId, 'Key material expires'), new RegExp(`${ValidTo.getUTCFullYear()}`))
  assert.match(await rotationOf(KeyId), NEVER)
  assert.deepEqual(faults, [])
})

test(
  'a key of an external key store says which, and is told cut off',
  { skip: noBrowser },
  async () => {
    const { kms } = stack
    const CustomKeyStoreId = await newStore(stack, 'outside')
    const { KeyId = '' } = await newExternalKey(stack, CustomKeyStoreId, 'outside-1')
    assert.equal(await told(KeyId, 'Custom key store ID'), CustomKeyStoreId)
    assert.equal(await told(KeyId, 'External key ID'), 'outside-1')
    assert.match(await rotationOf(KeyId), NEVER)
    await kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }))
    await page.reload()
    assert.equal(await told(KeyId, 'Status'), 'Unavailable')
    await page.getByRole('button', { name: 'Key actions' }).click()
    await page.getByRole('menuitem', { name: 'Disable' }).waitFor()
    assert.deepEqual(faults, [])
  },
)
