// The rehearsals, as a person walks through them.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { STORIES } from '../../src/lab/stories.ts'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { noBrowser, serveConsole, signInAs, sitDown, type TestConsole } from './browser.ts'

let world: TestWorld
let site: TestConsole

before(async () => {
  if (noBrowser) return
  world = await startWorld()
  site = await serveConsole(world)
})
after(async () => {
  await site?.running.close()
  await world?.close()
})

test('the lockout of the article: broken, found out, put right', { skip: noBrowser }, async () => {
  const { page, faults } = await sitDown(site)
  page.setDefaultTimeout(15_000)
  await signInAs(page, '111122223333')
  await page.getByRole('link', { name: 'Lab' }).click()
  await page.getByRole('link', { name: 'The lockout of the article' }).click()
  await page.getByRole('button', { name: 'Play the story' }).click()
  await page.getByText(/no resource-based policy allows the kms:PutKeyPolicy/).waitFor()
  await page.getByRole('button', { name: 'Sign in as admin', exact: true }).click()
  await page.getByText('AWS refuses admin the key policy').waitFor()
  await page.getByText(/no resource-based policy allows the kms:GetKeyPolicy/).waitFor()
  await page.getByRole('button', { name: /^admin @ / }).waitFor()

  await page.getByRole('link', { name: 'Event history: the events PutKeyPolicy' }).click()
  await page.getByRole('link', { name: 'PutKeyPolicy' }).first().waitFor()
  assert.match(page.url(), /by=EventName&value=PutKeyPolicy/)
  await page.goBack()
  await page.getByRole('link', { name: /^The last PutKeyPolicy of this key/ }).click()
  await page.getByRole('heading', { name: 'Key policy', exact: true }).waitFor()
  await page.getByText('Allow access for Key Administrators', { exact: true }).waitFor()
  await page.goBack()

  await page.getByRole('button', { name: 'Sign in as Administrator' }).click()
  await page.getByText('You are signed in as Administrator.').waitFor()
  await page.getByText('admin is still locked out').waitFor()
  await page.getByRole('button', { name: 'Do it now' }).click()
  await page.getByText('admin can read the key policy.').waitFor()
  await page.getByText('The story is over').waitFor()
  assert.deepEqual(faults, [])
  assert.deepEqual(site.reports, [])
})

for (const { name, title, lockedOut, rescuer } of STORIES.slice(1)) {
  test(`in Japanese: ${name}`, { skip: noBrowser }, async () => {
    const { page, faults } = await sitDown(site, { locale: 'ja-JP' })
    await signInAs(page, '111122223333')
    await page.getByRole('link', { name: 'ラボ' }).click()
    await page.getByRole('link', { name: title.ja }).click()
    await page.getByRole('button', { name: 'ストーリーを実行' }).click()
    const who = lockedOut.roleArn?.split('/')[1] ?? lockedOut.profile
    await page.getByRole('button', { name: `${who} としてサインイン` }).click()
    await page.getByText(`AWS は ${who} にキーポリシーの読み取りを拒否しました`).waitFor()
    const other = rescuer.roleArn?.split('/')[1] ?? rescuer.profile
    await page.getByRole('button', { name: '今すぐ実行' }).click()
    // The one who is locked out cannot put it right.
    await page.getByText('アクセスが拒否されました').waitFor()
    await page.getByRole('button', { name: `${other} としてサインイン` }).click()
    await page.getByText(`${other} としてサインインしています。`).waitFor()
    await page.getByRole('button', { name: '今すぐ実行' }).click()
    await page.getByText(`${who} はキーポリシーを読み取れます。`).waitFor()
    assert.deepEqual(faults, [])
  })
}
