// The event history, as a person uses it.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, StartLoggingCommand } from '@aws-sdk/client-cloudtrail'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { createTrail, putBucket, trailBucketPolicy } from '../operations/cloudtrail/fixture.ts'
import { sparekey } from '../cli/sparekey.ts'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { noBrowser, serveConsole, signInAs, sitDown, type TestConsole } from './browser.ts'

let world: TestWorld
let site: TestConsole

before(async () => {
  if (noBrowser) return
  world = await startWorld()
  assert.equal((await sparekey(['lab', 'lockout', '--endpoint', world.endpoint])).code, 0)
  site = await serveConsole(world)
})
after(async () => {
  await site?.running.close()
  await world?.close()
})

test('the steps of the article, to the policy before it broke', { skip: noBrowser }, async () => {
  const { page, faults } = await sitDown(site)
  await signInAs(page, 'admin')
  await page.getByRole('link', { name: 'Event history' }).click()
  await page.getByRole('button', { name: /Lookup attributes/ }).click()
  await page.getByRole('option', { name: 'Event name' }).click()
  await page.getByRole('searchbox', { name: 'Event name' }).fill('PutKeyPolicy')
  await page.keyboard.press('Enter')
  await page.getByText('AccessDenied', { exact: true }).waitFor()
  assert.match(page.url(), /#\/events\?by=EventName&value=PutKeyPolicy$/)
  await page.reload()
  const row = page.getByRole('row').filter({ hasText: 'deployer' }).first()
  await row.getByRole('link', { name: 'PutKeyPolicy' }).click()
  await page.getByText('Allow access for Key Administrators', { exact: true }).waitFor()
  await page.getByRole('tab', { name: 'Compared with the version before' }).click()
  await page.getByText(/^- .*Enable IAM User Permissions/).waitFor()
  const restore = page.getByRole('link', { name: 'Restore this version' })
  assert.match((await restore.getAttribute('href')) ?? '', /#\/keys\/[\w-]+\/history\?restore=/)
  await page.getByRole('link', { name: /^Previous change/ }).click()
  await page.getByText('MalformedPolicyDocumentException', { exact: true }).first().waitFor()
  assert.deepEqual(faults, [])
})

test(
  'the calls of the console itself are left out, until asked for',
  { skip: noBrowser },
  async () => {
    const { page } = await sitDown(site)
    await signInAs(page, 'admin')
    await page.goto(`${site.running.origin}/#/events?by=EventName&value=LookupEvents`)
    await page.getByText('No matches').waitFor()
    await page.getByText("Show this console's own calls").click()
    await page.getByRole('link', { name: 'LookupEvents' }).first().waitFor()
  },
)

test(
  'what is older is searched with Athena, in a table made here',
  { skip: noBrowser },
  async () => {
    await world.client(S3Client).send(new CreateBucketCommand({ Bucket: 'athena-results' }))
    await putBucket(world, 'logs', trailBucketPolicy('logs'))
    await createTrail(world, 'all')
    await world.client(CloudTrailClient).send(new StartLoggingCommand({ Name: 'all' }))
    const { page } = await sitDown(site)
    await signInAs(page, '111122223333')
    const stretch = 'from=2024-01-01T00:00:00.000Z&to=2024-02-01T00:00:00.000Z'
    const link = `#/events?by=EventName&value=PutKeyPolicy&${stretch}`
    await page.goto(`${site.running.origin}/${link}`)
    await page.getByText('The event history holds 90 days.', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Create Athena table' }).first().click()
    await page.getByText(/CREATE EXTERNAL TABLE `default`.`cloudtrail_logs_logs`/).waitFor()
    await page.getByLabel('Location of query results').fill('s3://athena-results/')
    await page.getByRole('button', { name: 'Create table', exact: true }).click()
    await page.getByText('The table default.cloudtrail_logs_logs was made.').waitFor()
    await page.getByRole('link', { name: 'Open it in the query editor' }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText(/^SUCCEEDED/).waitFor()
    await page.goto(`${site.running.origin}/${link}`)
    await page.getByRole('link', { name: 'Search with Athena' }).click()
    await page.locator('.cm-line', { hasText: 'FROM default.cloudtrail_logs_logs' }).waitFor()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('The query answered no rows.').waitFor()
  },
)
