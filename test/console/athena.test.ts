// Athena's query editor, as a person uses it.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { Page } from 'playwright-core'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { noBrowser, serveConsole, signInAs, sitDown, type TestConsole } from './browser.ts'

let world: TestWorld
let site: TestConsole

before(async () => {
  if (noBrowser) return
  world = await startWorld()
  await world.client(S3Client).send(new CreateBucketCommand({ Bucket: 'athena-results' }))
  site = await serveConsole(world)
})
after(async () => {
  await site?.running.close()
  await world?.close()
})

async function openEditor(page: Page, sql: string): Promise<void> {
  await signInAs(page, '111122223333')
  const query = new URLSearchParams({ sql }).toString()
  await page.goto(`${site.running.origin}/#/athena/editor?${query}`)
  await page.getByLabel('Location of query results').fill('s3://athena-results/')
}

const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true }).click()

test(
  'a large result is loaded as its pages are turned, and kept',
  { skip: noBrowser },
  async () => {
    const { page, faults } = await sitDown(site)
    await openEditor(page, 'SELECT n FROM UNNEST(sequence(1, 2500)) AS t(n)')
    await run(page)
    await page.getByRole('heading', { name: 'Results (999+)' }).waitFor()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download results' }).click()
    await page.getByRole('heading', { name: 'Results (2500)' }).waitFor()
    assert.match((await saved).suggestedFilename(), /\.csv$/)
    await page.getByRole('tab', { name: 'Recent queries' }).click()
    await page.getByRole('link', { name: /^SELECT n FROM/ }).click()
    await page.reload()
    await page.locator('input[value="s3://athena-results/"]').waitFor()
    assert.deepEqual(faults, [])
  },
)

test(
  'from the navigation, a query shows its result, and is shown again from the recent ones',
  { skip: noBrowser },
  async () => {
    const { page } = await sitDown(site)
    await signInAs(page, '111122223333')
    await page.getByRole('link', { name: 'Athena query editor' }).click()
    await page.getByLabel('Location of query results').fill('s3://athena-results/')
    await page.getByRole('textbox', { name: 'Query', exact: true }).click()
    await page.keyboard.press('Control+A')
    await page.keyboard.type("SELECT 'seen' AS answer")
    await run(page)
    const seen = page.getByRole('cell', { name: 'seen', exact: true })
    await seen.waitFor()
    await page.getByRole('tab', { name: 'Recent queries' }).click()
    await page.getByRole('button', { name: 'Show' }).first().click()
    await seen.waitFor()
  },
)

test('the place of an error is marked, until the text changes', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await openEditor(page, 'SELECT\n  nothere')
  await run(page)
  await page.getByText(/^FAILED.*line 2:3/).waitFor()
  await page.locator('.cm-lintRange-error', { hasText: 'nothere' }).waitFor()
  await page.getByRole('textbox', { name: 'Query', exact: true }).click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('SELECT 1')
  await page.locator('.cm-lintRange-error').waitFor({ state: 'detached' })
  await run(page)
  await page.getByText(/^SUCCEEDED/).waitFor()
})

test('what is typed is completed: functions and words', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await openEditor(page, 'SELECT')
  await page.getByRole('textbox', { name: 'Query', exact: true }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' json_extract_sc')
  await page.getByRole('option', { name: /json_extract_scalar/i }).waitFor()
})
