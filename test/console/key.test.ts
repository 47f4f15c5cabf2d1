// One key, as a person walks through it: its policy changed and put back, who can do what and why,
// and everything else that hangs on a key.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import type { Page } from 'playwright-core'
import { ACCOUNT, allow, startWorld, type Credentials, type TestWorld } from '../fixtures/world.ts'
import { noBrowser, serveConsole, sitDown, type Sight, type TestConsole } from './browser.ts'
import { accountStatement, administratorStatement, policyOf } from './key-policies.ts'

let world: TestWorld
let site: TestConsole
let kms: KMSClient
let alice: Credentials
let bob: Credentials

before(async () => {
  if (noBrowser) return
  world = await startWorld({ lookupEventsPerSecond: 1000 })
  site = await serveConsole(world)
  kms = world.client(KMSClient)
  alice = await world.user('alice', allow(['kms:*', 'iam:*', 'cloudtrail:*']))
  bob = await world.user('bob', allow(['kms:Decrypt', 'iam:*', 'cloudtrail:*']))
})
after(async () => {
  await site?.running.close()
  await world?.close()
})

async function createKey(policy = policyOf(accountStatement)): Promise<string> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: policy }))
  return KeyMetadata?.KeyId ?? assert.fail('no key')
}

async function policyIn(KeyId: string): Promise<string> {
  const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId }))
  return Policy ?? ''
}

/** Signed in with an access key, at a view of the key. */
async function sitAt(view: string, who: Credentials, sight: Sight = {}) {
  const sitting = await sitDown(site, sight)
  const { page } = sitting
  const isJapanese = sight.locale === 'ja-JP'
  await page.getByLabel(isJapanese ? 'アクセスキー ID' : 'Access key ID').fill(who.accessKeyId)
  const secret = isJapanese ? 'シークレットアクセスキー' : 'Secret access key'
  await page.getByLabel(secret).fill(who.secretAccessKey)
  const submit = isJapanese ? 'サインイン' : 'Sign in'
  await page.getByRole('button', { name: submit, exact: true }).click()
  await page.getByRole('navigation').first().waitFor()
  await page.goto(`${site.running.origin}/#/keys/${view}`)
  return sitting
}

/** In place of all that stands in the editor. */
async function write(page: Page, label: string, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: label })
  await editor.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

test('a key policy is changed, and what it does is told before', { skip: noBrowser }, async () => {
  const id = await createKey()
  const { page, faults } = await sitAt(`${id}/policy`, alice)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await write(page, 'Key policy, as JSON', '{ "Version": "2012-10-17", "Statement": [')
  await page.getByText('Not JSON').waitFor()
  assert.ok(await page.getByRole('button', { name: 'Review changes' }).isDisabled())
  const next = policyOf(accountStatement, administratorStatement('user/bob'))
  await write(page, 'Key policy, as JSON', next)
  await page.getByText('alice could still change the key policy.').waitFor()
  await page.getByRole('button', { name: 'Review changes' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save the key policy' })
  await dialog.getByRole('cell', { name: /^\d+ actions/ }).waitFor()
  await dialog.getByRole('rowheader', { name: `arn:aws:iam::${ACCOUNT}:user/bob` }).waitFor()
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('The key policy was changed.').waitFor()
  assert.deepEqual(JSON.parse(await policyIn(id)), JSON.parse(next))
  assert.deepEqual(faults, [])
  assert.deepEqual(site.reports, [])
})

test('a lockout is foreseen, and bypassed for another alone', { skip: noBrowser }, async () => {
  const id = await createKey()
  const { page } = await sitAt(`${id}/policy?edit=yes`, alice)
  await write(page, 'Key policy, as JSON', policyOf(administratorStatement('user/bob')))
  await page.getByText('alice could no longer change the key policy.').waitFor()
  await page.getByRole('button', { name: 'Review changes' }).click()
  const save = page.getByRole('button', { name: 'Save changes' })
  assert.ok(await save.isDisabled())
  await page.getByLabel('Bypass the policy lockout safety check').check()
  await save.click()
  await page.getByText('The last known key policy').waitFor()
  await page.getByRole('cell', { name: `arn:aws:iam::${ACCOUNT}:user/bob` }).waitFor()
})

test('where nobody would be left there is no bypass', { skip: noBrowser }, async () => {
  const id = await createKey()
  const { page } = await sitAt(`${id}/policy?edit=yes`, alice)
  const nobody = { ...accountStatement, Action: 'kms:Encrypt' }
  await write(page, 'Key policy, as JSON', policyOf(nobody))
  await page.getByRole('button', { name: 'Review changes' }).click()
  await page.getByText('Nobody in the account could change the key policy any more').waitFor()
  assert.equal(await page.getByLabel('Bypass the policy lockout safety check').count(), 0)
})

test('what was written is not lost without a question', { skip: noBrowser }, async () => {
  const id = await createKey()
  const { page } = await sitAt(`${id}/policy?edit=yes`, alice)
  await write(page, 'Key policy, as JSON', '{}')
  await page.getByRole('tab', { name: 'Grants' }).click()
  const dialog = page.getByRole('dialog', { name: 'Discard the changes?' })
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  await page.getByRole('textbox', { name: 'Key policy, as JSON' }).waitFor()
  await page.getByRole('link', { name: 'Event history' }).click()
  await dialog.getByRole('button', { name: 'Discard changes' }).click()
  await page.getByRole('heading', { name: 'Event history' }).waitFor()
})

test('the editor completes actions and principals', { skip: noBrowser }, async () => {
  const id = await createKey()
  const { page } = await sitAt(`${id}/policy?edit=yes`, alice)
  await page.getByText('alice could still change the key policy.').waitFor()
  await write(page, 'Key policy, as JSON', '{"Statement": [{"Action": "kms:PutK"}]}')
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Control+Space')
  await page.getByRole('option', { name: 'kms:PutKeyPolicy' }).click()
  await page.getByText('"kms:PutKeyPolicy"').waitFor()
})

test('table and graph tell who can, and which statement decides', { skip: noBrowser }, async () => {
  const id = await createKey()
  const { page, faults } = await sitAt(`${id}/access`, alice)
  await page.getByLabel('Also those who can do nothing').check()
  const row = page.getByRole('row', { name: /user\/bob/ })
  await row.getByText('Denied').first().waitFor()
  await row.getByRole('radio').check()
  await page.getByText('Nothing allows it. It stops at: IAM policies of the principal').waitFor()
  await page.getByRole('button', { name: 'Graph' }).click()
  await page.getByRole('group', { name: /^user\/bob, Denied/ }).waitFor()
  const other = page.getByRole('group', { name: /^user\/alice/ })
  await other.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: `Why: arn:aws:iam::${ACCOUNT}:user/alice` }).waitFor()
  await page.getByRole('group', { name: /^user\/alice, Lets through/ }).waitFor()
  assert.match(page.url(), /principal=.*alice/)
  assert.deepEqual(faults, [])
  assert.deepEqual(site.reports, [])
})

test('an earlier version is restored after its plan was shown', { skip: noBrowser }, async () => {
  const id = await createKey()
  const first = await policyIn(id)
  const next = policyOf(accountStatement, administratorStatement('user/bob'))
  await kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy: next }))
  const { page } = await sitAt(`${id}/history`, alice)
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  await page.getByText(/The lockout check passes/).waitFor()
  assert.match(page.url(), /restore=/)
  await page.getByRole('button', { name: 'Restore this version' }).click()
  await page.getByText('The key policy was restored.').waitFor()
  assert.deepEqual(JSON.parse(await policyIn(id)), JSON.parse(first))
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('button', { name: /^Version 3/ }).waitFor()
})

test('grants, aliases, tags and rotation', { skip: noBrowser }, async () => {
  const id = await createKey()
  const GranteePrincipal = `arn:aws:iam::${ACCOUNT}:user/bob`
  await kms.send(new CreateGrantCommand({ KeyId: id, GranteePrincipal, Operations: ['Encrypt'] }))
  const { page } = await sitAt(`${id}/grants`, alice)
  await page.getByRole('button', { name: /^Revoke the grant/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('There are no grants on this key.').waitFor()
  const { Grants } = await kms.send(new ListGrantsCommand({ KeyId: id }))
  assert.deepEqual(Grants, [])

  await page.getByRole('tab', { name: 'Aliases' }).click()
  await page.getByRole('button', { name: 'Create alias' }).click()
  await page.getByLabel('Alias name').fill('walk')
  await page.getByRole('dialog').getByRole('button', { name: 'Create alias' }).click()
  await page.getByRole('button', { name: 'Delete alias/walk' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('This key has no alias.').waitFor()
  const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId: id }))
  assert.deepEqual(Aliases, [])

  await page.getByRole('tab', { name: 'Tags' }).click()
  await page.getByRole('button', { name: 'Add tag' }).click()
  await page.getByLabel('Tag key').fill('team')
  await page.getByLabel('Tag value').fill('payroll')
  await page.getByRole('dialog').getByRole('button', { name: 'Add tag' }).click()
  await page.getByRole('cell', { name: 'payroll' }).waitFor()
  const { Tags } = await kms.send(new ListResourceTagsCommand({ KeyId: id }))
  assert.deepEqual(Tags, [{ TagKey: 'team', TagValue: 'payroll' }])

  await page.getByRole('tab', { name: 'Key rotation' }).click()
  // The key's configuration above has a No of its own: it is no multi-Region key.
  const off = page.getByRole('tabpanel', { name: 'Key rotation' }).getByText('No', { exact: true })
  await off.waitFor()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByLabel('Rotate the key material automatically').check()
  await page.getByLabel('Rotation period (in days)').fill('180')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByText('180 days').waitFor()
  const rotation = () => kms.send(new GetKeyRotationStatusCommand({ KeyId: id }))
  const { KeyRotationEnabled, RotationPeriodInDays, NextRotationDate } = await rotation()
  assert.deepEqual([KeyRotationEnabled, RotationPeriodInDays], [true, 180])
  await page.getByText(String(NextRotationDate?.getFullYear())).first().waitFor()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByLabel('Rotate the key material automatically').uncheck()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await off.waitFor()
  assert.equal((await rotation()).KeyRotationEnabled, false)
})

test('a key with imported material is not rotated by itself', { skip: noBrowser }, async () => {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Origin: 'EXTERNAL' }))
  const { page } = await sitAt(`${KeyMetadata?.KeyId}/rotation`, alice)
  await page.getByText(/^KMS does not rotate this key by itself/).waitFor()
})

test('a key is deleted only by the word', { skip: noBrowser }, async () => {
  const id = await createKey()
  const { page } = await sitAt(`${id}/policy`, alice)
  await page.getByRole('button', { name: 'Key actions' }).click()
  await page.getByRole('menuitem', { name: 'Schedule key deletion' }).click()
  const dialog = page.getByRole('dialog', { name: 'Schedule key deletion' })
  const confirm = dialog.getByRole('button', { name: 'Schedule key deletion' })
  assert.ok(await confirm.isDisabled())
  await dialog.getByLabel('To confirm, type delete').fill('delete')
  await confirm.click()
  await page.getByText('PendingDeletion').waitFor()
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: id }))
  assert.equal(KeyMetadata?.KeyState, 'PendingDeletion')
})

test('what AWS refuses leads to the doctor', { skip: noBrowser }, async () => {
  const id = await createKey()
  const { page } = await sitAt(`${id}/policy`, bob)
  await page.getByText('The event history knows').or(page.getByText('last known')).first().waitFor()
  const link = page.getByRole('link', { name: 'Ask the doctor why' }).first()
  assert.match((await link.getAttribute('href')) ?? '', /^#\/doctor\?key=/)
})

test('in Japanese: edited, explained and restored', { skip: noBrowser }, async () => {
  const id = await createKey()
  const { page } = await sitAt(`${id}/policy?edit=yes`, alice, { locale: 'ja-JP' })
  const next = policyOf(accountStatement, administratorStatement('user/bob'))
  await write(page, 'キーポリシー (JSON)', next)
  await page.getByText('alice は、この後もキーポリシーを変更できます。').waitFor()
  await page.getByRole('button', { name: '変更の確認' }).click()
  await page.getByRole('button', { name: '変更の保存' }).click()
  await page.getByText('キーポリシーを変更しました。').waitFor()
  await page.getByRole('tab', { name: '誰が何をできるか' }).click()
  await page
    .getByRole('row', { name: /user\/bob/ })
    .getByRole('radio')
    .check()
  await page.getByText('ステートメント 2 (Allow access for Key Administrators)').waitFor()
  await page.getByRole('tab', { name: 'ポリシーの履歴' }).click()
  await page.getByRole('button', { name: 'バージョン 1 を復元' }).click()
  await page.getByRole('button', { name: 'このバージョンを復元' }).click()
  await page.getByText('キーポリシーを復元しました。').waitFor()
})
