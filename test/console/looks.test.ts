// What stands where: the answer on the first screen, nothing cut, nothing on top of each other.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Locator } from 'playwright-core'
import { noBrowser, signInAs, sitDown } from './browser.ts'
import { openPlace } from './opened-pages.ts'
import { playedLab, type PlayedLab } from './played-lab.ts'

let lab: PlayedLab
before(async () => {
  if (!noBrowser) lab = await playedLab()
})
after(() => lab?.close())

/** As `person`, at a place. */
async function lookAt(person: string, link: string) {
  const { page } = await sitDown(lab.site)
  await signInAs(page, person)
  await openPlace(page, link)
  return page
}

async function boxOf(what: Locator) {
  return (await what.boundingBox()) ?? assert.fail('it is not to be seen')
}

const SCREEN = 900

test(
  'the verdict stands on the first screen, the question in a line',
  { skip: noBrowser },
  async () => {
    const page = await lookAt('admin', '#/doctor?key=alias/payroll')
    const { y, height } = await boxOf(page.getByText('user/admin may not use').first())
    assert.ok(y + height < SCREEN / 2)
    const key = page.getByRole('combobox', { name: 'Key', exact: true })
    assert.equal(await key.count(), 0)
    await page.getByRole('button', { name: 'Change the question' }).click()
    assert.equal(await key.inputValue(), 'alias/payroll')
    assert.ok(await key.evaluate((field) => field.matches(':focus')))
    await page.getByRole('button', { name: 'Diagnose' }).click()
    await page.getByRole('button', { name: 'Change the question' }).waitFor()
    await page.getByText('user/admin may not use').first().waitFor()
  },
)

test('what could not be seen is a line, and told when opened', { skip: noBrowser }, async () => {
  const page = await lookAt('Administrator', `#/keys/${lab.keyId}/access`)
  const line = page.getByRole('button', { name: /^Not everything could be read.* \(\d\)$/ })
  const refused = page.getByText('iam:ListUsers', { exact: true })
  assert.ok(!(await refused.isVisible()))
  await line.click()
  await refused.waitFor()
})

test('no line of the access graph comes in where another does', { skip: noBrowser }, async () => {
  const page = await lookAt('Administrator', `#/keys/${lab.keyId}/access?view=graph`)
  const lines = page.locator('.react-flow__edge-path')
  await lines.first().waitFor()
  const shapes = await lines.evaluateAll((all) => all.map((one) => one.getAttribute('d') ?? ''))
  const ends = shapes.map((shape) => shape.split(' ').at(-1))
  assert.ok(ends.length > 3)
  assert.equal(new Set(ends).size, ends.length)
})

test(
  'who may not read the history is told which permission is missing',
  { skip: noBrowser },
  async () => {
    const page = await lookAt('Administrator', `#/keys/${lab.keyId}/history`)
    const alert = page.getByRole('tabpanel').getByRole('alert')
    await alert.getByText('Access denied').waitFor()
    await alert.getByText('Missing permission: cloudtrail:LookupEvents').waitFor()
    // The doctor is one of KMS: of this refusal it knows nothing.
    assert.equal(await alert.getByRole('button', { name: 'Ask the doctor why' }).count(), 0)
  },
)

test('the filters of the event history stand on one line', { skip: noBrowser }, async () => {
  const page = await lookAt('admin', '#/events?by=EventName&value=PutKeyPolicy')
  const fields = [
    page.getByRole('button', { name: /Lookup attributes/ }),
    page.getByRole('searchbox', { name: 'Event name' }),
    page.getByRole('button', { name: 'Filter by date and time' }),
  ]
  const bottoms = await Promise.all(
    fields.map(async (field) => {
      const { y, height } = await boxOf(field)
      return Math.round(y + height)
    }),
  )
  assert.ok(Math.max(...bottoms) - Math.min(...bottoms) <= 1, bottoms.join())
})

test('a key policy is not cut, and no word in it is broken', { skip: noBrowser }, async () => {
  const page = await lookAt('Administrator', `#/keys/${lab.keyId}/policy`)
  const table = page.getByRole('table', { name: 'Statements' })
  await table.getByText('kms:ScheduleKeyDeletion', { exact: true }).waitFor()
  const isCut = await table.evaluate((one) => {
    const place = one.parentElement
    return place !== null && place.scrollWidth > place.clientWidth
  })
  assert.ok(!isCut)
  const { height } = await boxOf(table.getByText('kms:ScheduleKeyDeletion', { exact: true }))
  assert.ok(height < 30, `it takes ${height} pixels`)
})

test('a list that was refused is not told to be empty', { skip: noBrowser }, async () => {
  const page = await lookAt('admin', `#/keys/${lab.keyId}/grants`)
  await page
    .getByRole('tabpanel')
    .getByText(/not authorized to perform: kms:ListGrants/)
    .waitFor()
  assert.equal(await page.getByText('There are no grants on this key.').count(), 0)
})

test('how many a page shows is chosen by its number', { skip: noBrowser }, async () => {
  const page = await lookAt('admin', '#/events')
  await page.getByRole('button', { name: 'Preferences' }).click()
  for (const size of ['10', '20', '50']) {
    await page.getByRole('radio', { name: size, exact: true }).waitFor()
  }
})
