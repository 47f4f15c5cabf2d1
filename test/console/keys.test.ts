// The table of keys: what it shows at once, and what an audit said of each key.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { accountStatement } from './key-policies.ts'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { noBrowser, serveConsole, signInAs, sitDown, type TestConsole } from './browser.ts'

const KEYS = 45
const ROWS_A_PAGE = 20

let world: TestWorld
let site: TestConsole
let open = ''

before(async () => {
  if (noBrowser) return
  world = await startWorld()
  site = await serveConsole(world)
  const kms = world.client(KMSClient)
  const create = async (Policy: object): Promise<string> => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: JSON.stringify(Policy) }))
    return KeyMetadata?.KeyId ?? assert.fail('no key')
  }
  const Version = '2012-10-17'
  for (let index = 1; index < KEYS; index += 1) {
    await create({ Version, Statement: [accountStatement] })
  }
  const everybody = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }
  open = await create({ Version, Statement: [accountStatement, everybody] })
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/open', TargetKeyId: open }))
})
after(async () => {
  await site?.running.close()
  await world?.close()
})

test('all keys are there, and those in view alone are described', { skip: noBrowser }, async () => {
  const { page, faults } = await sitDown(site)
  const described = new Set<string>()
  page.on('request', (request) => {
    const { operation, input } = (request.postDataJSON() ?? {}) as {
      operation?: string
      input?: { KeyId?: string }
    }
    if (operation === 'DescribeKey') described.add(input?.KeyId ?? '')
  })
  await signInAs(page, '111122223333')
  await page.getByRole('heading', { name: `Customer managed keys (${KEYS})` }).waitFor()
  await page
    .getByText('SYMMETRIC_DEFAULT')
    .nth(ROWS_A_PAGE - 1)
    .waitFor()
  assert.ok(described.size >= ROWS_A_PAGE && described.size < KEYS)
  await page.getByRole('searchbox').fill('alias/open')
  await page.getByText('1 match').first().waitFor()
  await page.getByRole('link', { name: open }).waitFor()
  assert.deepEqual(faults, [])
  assert.deepEqual(site.reports, [])
})

test('AWS managed keys stand apart', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await signInAs(page, '111122223333')
  await page.getByRole('button', { name: 'AWS managed' }).click()
  await page.getByText('No service has made a key in this account and Region.').waitFor()
  assert.match(page.url(), /by=aws/)
})

test('an audit is run, kept over a reload, and filtered by', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await signInAs(page, '111122223333')
  await page.getByText('Not run yet.').waitFor()
  await page.getByRole('button', { name: 'Run audit' }).click()
  await page.getByText('Last run:').waitFor()
  await page.reload()
  await page.getByText('Last run:').waitFor()
  await page.getByRole('button', { name: 'What the audit said' }).click()
  await page.getByRole('option', { name: 'open to every AWS account' }).click()
  await page.getByRole('heading', { name: 'Customer managed keys (1)' }).waitFor()
  await page
    .getByRole('button', { name: /open to every AWS account/ })
    .last()
    .click()
  await page.getByText(/Any AWS account whatever may use it: .*kms:Decrypt/).waitFor()
  assert.match(page.url(), /audit=audit%2Fopen-to-world/)
})

test('the same in Japanese', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site, { locale: 'ja-JP' })
  await signInAs(page, '111122223333')
  await page.getByRole('button', { name: '監査を実行' }).click()
  await page.getByText('前回の実行:').waitFor()
  await page.getByRole('button', { name: '監査の結果' }).click()
  await page.getByRole('option', { name: 'すべての AWS アカウントに公開' }).click()
  await page.getByRole('link', { name: open }).waitFor()
})
