// Into the console, and out of it.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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

test('the root user signs in by one click, and out again', { skip: noBrowser }, async () => {
  const { page, faults } = await sitDown(site)
  await signInAs(page, '111122223333')
  await page.getByRole('button', { name: /root @ 111122223333/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).first().waitFor()
  assert.deepEqual(faults, [])
  assert.deepEqual(site.reports, [])
})

test('in Japanese, with an access key that is typed in', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site, { locale: 'ja-JP' })
  const { accessKeyId, secretAccessKey } = world.root()
  await page.getByLabel('アクセスキー ID').fill(accessKeyId)
  await page.getByLabel('シークレットアクセスキー').fill(secretAccessKey)
  await page.getByRole('button', { name: 'サインイン', exact: true }).click()
  await page.getByRole('heading', { name: 'カスタマー管理型のキー' }).waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'ja')
})

test('a wrong secret is told in the words of AWS', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await page.getByLabel('Access key ID').fill(world.root().accessKeyId)
  await page.getByLabel('Secret access key').fill('wrong')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText(/SignatureDoesNotMatch: The request signature we calculated/).waitFor()
})

test('without the link there is nothing', { skip: noBrowser }, async () => {
  const answer = await fetch(site.running.origin)
  assert.equal(answer.status, 403)
  assert.match(await answer.text(), /opens by the link/)
})
