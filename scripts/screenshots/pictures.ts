import type { Page } from 'playwright-core'

export interface Picture {
  /** In docs/images. */
  readonly file: string
  /** By whose button of the sign-in page. */
  readonly person: 'admin' | 'Administrator' | '111122223333'
  /** The place in the console; the key is that of the lockout rehearsal. */
  readonly link: (keyId: string) => string
  readonly locale?: 'en-US' | 'ja-JP'
  /** What a person does there before there is something to see. */
  readonly arrange?: (page: Page) => Promise<void>
  /** How far down the page the picture begins. */
  readonly scrolled?: number
}

const LATEST_POLICIES = `SELECT eventtime, useridentity.arn,
  json_extract_scalar(requestparameters, '$.policy') AS policy
FROM default.cloudtrail_logs_logs
WHERE eventsource = 'kms.amazonaws.com'
  AND eventname = 'PutKeyPolicy'
  AND errorcode IS NULL
ORDER BY eventtime DESC
LIMIT 10`

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

const openLatestEvent = async (page: Page): Promise<void> => {
  const user = page.getByRole('row', { name: /deployer/ }).first()
  await user.getByRole('link', { name: 'PutKeyPolicy' }).click()
  await page.getByRole('link', { name: 'Previous change' }).waitFor()
}

const audit = async (page: Page): Promise<void> => {
  await button(page, 'Run audit').click()
  await button(page, 'Run audit again').waitFor()
}

const seeGraph = (page: Page): Promise<void> =>
  page.locator('.react-flow__edge-path').first().waitFor()

const planRestore = async (page: Page): Promise<void> => {
  await button(page, 'Restore version 1').first().click()
  await page
    .getByRole('dialog')
    .getByText(/^The lockout check passes/)
    .waitFor()
}

const runQuery = async (page: Page): Promise<void> => {
  await page.getByLabel('Location of query results').fill('s3://athena-results/')
  await button(page, 'Run').click()
  await page.getByText(/^SUCCEEDED/).waitFor()
}

const keyTab = (tab: string) => (keyId: string) => `#/keys/${keyId}/${tab}`
const diagnosis = (): string => '#/doctor?key=alias/payroll'
const events = (): string => '#/events?by=EventName&value=PutKeyPolicy'
const query = (): string => `#/athena/editor?${new URLSearchParams({ sql: LATEST_POLICIES })}`
const lockout = (): string => '#/lab/lockout'

export const PICTURES: readonly Picture[] = [
  { file: 'keys.png', person: '111122223333', link: () => '#/keys', arrange: audit },
  { file: 'key-policy.png', person: 'Administrator', link: keyTab('policy'), scrolled: 360 },
  { file: 'history.png', person: 'admin', link: keyTab('history'), scrolled: 360 },
  { file: 'restore.png', person: 'admin', link: keyTab('history'), arrange: planRestore },
  {
    file: 'access-graph.png',
    person: 'Administrator',
    link: keyTab('access?view=graph'),
    arrange: seeGraph,
    scrolled: 440,
  },
  { file: 'doctor.png', person: 'admin', link: diagnosis },
  { file: 'doctor-ja.png', person: 'admin', link: diagnosis, locale: 'ja-JP' },
  { file: 'events.png', person: 'admin', link: events },
  { file: 'events-ja.png', person: 'admin', link: events, locale: 'ja-JP' },
  { file: 'event.png', person: 'admin', link: events, arrange: openLatestEvent, scrolled: 530 },
  { file: 'athena.png', person: '111122223333', link: query, arrange: runQuery },
  { file: 'lab.png', person: 'admin', link: lockout },
]
