// The knowledge centre's article, step by step, as the administrator who is locked out walks it:
// https://repost.aws/knowledge-center/update-kms-policy

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import type { Page } from 'playwright-core'
import { readCredentialsFile } from '../fixtures/credentials-file.ts'
import { ENGLISH, JAPANESE, type ArticleWords } from './article-words.ts'
import { noBrowser, sitDown } from './browser.ts'
import { keyboard, mouse, type Hands } from './hands.ts'
import { playedLab, type PlayedLab } from './played-lab.ts'

// The words are one thing and the hands another: each language and each way once, unless all ways
// are asked for (`npm run check:article`).
const everyWay = process.env['SPAREKEY_TEST_EVERY_WAY'] === '1'

for (const words of [ENGLISH, JAPANESE]) {
  const ways = words === ENGLISH ? [mouse] : [keyboard]
  for (const handsOf of everyWay ? [mouse, keyboard] : ways) {
    test(`by ${handsOf.name}, ${words.locale}`, { skip: noBrowser }, async () => {
      const lab = await playedLab()
      try {
        const { page, faults } = await sitDown(lab.site, words)
        await walk({ lab, page, words, hands: handsOf(page) })
        assert.deepEqual(faults, [])
        assert.deepEqual(lab.site.reports, [])
      } finally {
        await lab.close()
      }
    })
  }
}

interface Walk {
  readonly lab: PlayedLab
  readonly page: Page
  readonly words: ArticleWords
  readonly hands: Hands
}

async function walk(way: Walk): Promise<void> {
  const { hands, page, words } = way
  await hands.press(page.getByRole('button', { name: words.signInAs, exact: true }))
  await meetTheDenial(way)
  await findTheLatestPolicy(way)
  await becomeTheAdministrator(way)
  await hands.choose(page.getByRole('button', { name: /Administrator.* @ / }), item(way, 'back'))
  await page.getByRole('button', { name: /^admin @ / }).waitFor()
  await restore(way)
  await readTheRestored(way)
  await seeThatItIsSo(way)
}

const item = ({ page, words }: Walk, name: 'back' | 'switchRole') =>
  page.getByRole('menuitem', { name: words[name] })

/** "Still they can neither read nor update the key policy." */
async function meetTheDenial({ hands, page, lab }: Walk): Promise<void> {
  await hands.press(page.getByRole('link', { name: lab.keyId }))
  const denial = /user\/admin is not authorized to perform: kms:GetKeyPolicy on resource: /
  await page.getByRole('tabpanel').getByText(denial).waitFor()
}

/** "Open the console's event history; in the lookup attributes list choose event name." */
async function findTheLatestPolicy({ hands, page, words }: Walk): Promise<void> {
  await hands.press(page.getByRole('link', { name: words.eventHistory }))
  await hands.choose(
    page.getByRole('button', { name: words.lookupAttributes }),
    page.getByRole('option', { name: words.eventName }),
  )
  await hands.write(page.getByRole('searchbox', { name: words.eventName }), 'PutKeyPolicy')
  await page.waitForURL(/value=PutKeyPolicy/)
  const events = page.getByRole('table').getByRole('link', { name: 'PutKeyPolicy' })
  // The latest of all is the administrator's own attempt, and it set nothing.
  await hands.press(events.nth(0))
  await page.getByRole('definition').getByText('AccessDenied').first().waitFor()
  await page.goBack()
  await hands.press(events.nth(1))
  await page.getByRole('heading', { name: words.eventRecord }).waitFor()
  await page.getByRole('row', { name: /Allow access for Key Administrators/ }).waitFor()
  const row = page.getByRole('row', { name: /Allow access for Key Administrators/ })
  await row.getByText('arn:aws:iam::111122223333:role/Administrator', { exact: true }).waitFor()
  assert.equal(await page.getByRole('row', { name: /Enable IAM User Permissions/ }).count(), 0)
}

/** "That key administrator can then restore access to the key." */
async function becomeTheAdministrator(way: Walk): Promise<void> {
  const { hands, page, words, lab } = way
  await hands.press(page.getByRole('link', { name: `key/${lab.keyId}` }))
  await page.getByRole('tab', { name: words.keyPolicy, selected: true }).waitFor()
  await hands.choose(page.getByRole('button', { name: /^admin @ / }), item(way, 'switchRole'))
  await hands.write(page.getByLabel(words.role), 'Administrator')
  await page.getByRole('button', { name: /Administrator.* @ 111122223333/ }).waitFor()
  // What was refused before is answered now.
  await page.getByRole('row', { name: /Allow access for Key Administrators/ }).waitFor()
}

/** By `admin`, who may assume the role and puts the first version back through it. */
async function restore({ hands, page, words }: Walk): Promise<void> {
  await hands.press(page.getByRole('tab', { name: words.policyHistory }))
  await hands.press(page.getByRole('button', { name: words.restoreFirst, exact: true }))
  const dialog = page.getByRole('dialog', { name: words.restoring })
  await hands.press(dialog.getByRole('button', { name: words.restoreIt, exact: true }))
  await dialog.getByText(words.restored).waitFor()
  await hands.press(dialog.getByRole('button', { name: words.close }).last())
  await dialog.waitFor({ state: 'detached' })
}

/** KMS now answers `admin` what it refused at the beginning. */
async function readTheRestored({ hands, page, words }: Walk): Promise<void> {
  await hands.press(page.getByRole('tab', { name: words.keyPolicy }))
  const policy = page.getByRole('tabpanel', { name: words.keyPolicy })
  const row = policy.getByRole('row', { name: /Enable IAM User Permissions/ })
  await row.getByText('arn:aws:iam::111122223333:root').waitFor()
}

/** What the page shows is what KMS answers to the one who was locked out. */
async function seeThatItIsSo({ lab: { world, keyId } }: Walk): Promise<void> {
  const profiles = await readCredentialsFile(`${world.data}/credentials`)
  const kms = world.client(KMSClient, profiles.get('admin'))
  const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId: keyId }))
  assert.match(Policy, /Enable IAM User Permissions/)
}
