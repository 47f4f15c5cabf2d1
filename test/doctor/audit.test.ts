// A world with a key for each rule, and what an audit makes of it.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { GenerateCredentialReportCommand, IAMClient } from '@aws-sdk/client-iam'
import { dayMs, secondMs } from '../../src/base/sizes.ts'
import { isJsonObject, parseJson } from '../../src/base/json.ts'
import { rotationOff } from '../../src/doctor/audit/rules/rotation-off.ts'
import {
  audit,
  auditExitCode,
  disconnect,
  renderAuditHtml,
  renderAuditJson,
  renderAuditSarif,
  renderAuditText,
  RULE_IDS,
  type Audit,
  type AuditOptions,
} from '../../src/doctor/index.ts'
import { sparekeyProgram } from '../../src/cli/program.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { columnsOf } from '../../src/base/columns.ts'
import { largeAccount } from '../fixtures/large-account.ts'
import { seedOf } from '../seed/seeds.ts'
import { ACCOUNT, allow, startWorld, type Credentials, type TestWorld } from '../fixtures/world.ts'
import { startAuditedWorld, type AuditedWorld } from './audited-world.ts'
import { accountArn, roleArn, userArn } from './scenarios/locked-key.ts'
import { connect } from './hurried.ts'

let world: TestWorld
let keys: AuditedWorld['keys']

before(async () => {
  ;({ world, keys } = await startAuditedWorld())
})
after(() => world.close())

async function audited(
  credentials: Credentials = world.root(),
  options: Partial<AuditOptions> = {},
): Promise<Audit> {
  const connection = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })
  try {
    return await audit(connection, { now: new Date(), ...options })
  } finally {
    disconnect(connection)
  }
}

/** By the name of the key: `rule severity verdict`. */
function findingsIn({ keys: rows }: Audit): Readonly<Record<string, readonly string[]>> {
  const entries = rows.map(({ key, findings }) => {
    const name = key.aliases[0]?.slice('alias/'.length) ?? key.id
    const texts = findings.map(({ rule, severity, verdict }) => {
      const [, id = ''] = rule.split('/')
      return verdict === 'fail' ? `${id} ${severity}` : `${id} ${severity} ?`
    })
    return [name, texts.toSorted()] as const
  })
  return Object.fromEntries(entries)
}

test('each key has the findings of its rule, and no others', async () => {
  const found = findingsIn(await audited())
  assert.deepEqual(found, {
    fine: [],
    'own-account': [],
    lost: [
      'administrators-deleted high',
      'no-delegation medium',
      'policy-unseen note ?',
      'readable-by-nobody high',
      'unmanageable critical',
    ],
    'lost-readable': [
      'administrators-deleted high',
      'delegation-narrowed medium',
      'unmanageable critical',
    ],
    single: ['delegation-narrowed medium', 'one-administrator high'],
    unnamed: ['no-delegation medium', 'policy-unseen note ?'],
    conditioned: ['delegation-conditioned medium'],
    world: ['open-to-world critical'],
    organization: ['open-to-world-conditioned low'],
    foreign: ['open-to-accounts medium'],
    grants: ['grant-outlives-policy low', 'grantee-deleted low', 'retiring-principal-deleted low'],
    leaving: ['pending-deletion-in-use critical'],
    'leaving-unused': ['pending-deletion note'],
    disabled: ['disabled note'],
    unrotated: ['rotation-off note'],
  })
})

test('a key whose policy may not be read is a row with its last known policy', async () => {
  const { keys: rows } = await audited()
  const lost = rows.find(({ key }) => key.arn === keys.lost)
  assert.equal(lost?.facts.known?.policy.source, 'rebuilt')
  assert.deepEqual(lost.facts.known.policy.gone, [roleArn('Gone')])
  const json: unknown = JSON.parse(renderAuditJson(await audited(), 'en'))
  assert.match(JSON.stringify(json), /"source":"rebuilt","eventId":"[0-9a-f-]{36}"/)
})

test('the worst keys come first, and the exit code follows --fail-on', async () => {
  const found = await audited()
  const worst = found.keys.map(({ findings: [first] }) => first?.severity)
  const order = ['critical', 'high', 'medium', 'low', 'note', undefined]
  const ranks = worst.map((severity) => order.indexOf(severity))
  assert.deepEqual(
    ranks,
    ranks.toSorted((one, other) => one - other),
  )
  assert.equal(auditExitCode(found, 'critical'), 2)
  const mild = { ...found, keys: found.keys.filter(({ key }) => key.arn === keys.organization) }
  assert.equal(auditExitCode({ ...mild, accountFindings: [] }, 'medium'), 0)
  assert.equal(auditExitCode({ ...mild, accountFindings: [] }, 'low'), 2)
})

test('access keys count: root, old and unused ones of administrators', async () => {
  const rulesAt = async (days: number): Promise<readonly string[]> => {
    const now = new Date(Date.now() + days * dayMs)
    const { accountFindings } = await audited(undefined, { now })
    return accountFindings.map(({ rule, principal }) => `${rule} ${principal}`).toSorted()
  }
  const root = `audit/root-access-key ${accountArn}`
  assert.deepEqual(await rulesAt(0), [root])
  const ofAlice = ['old', 'unused'].map((what) => `audit/${what}-access-key ${userArn('alice')}`)
  assert.deepEqual(await rulesAt(100), [...ofAlice, root].toSorted())
})

test('the credential report tells the same of access keys', async () => {
  const now = new Date(Date.now() + 100 * dayMs)
  const rulesOf = ({ accountFindings }: Audit) =>
    accountFindings.map(({ rule, principal }) => `${rule} ${principal}`)
  const listed = rulesOf(await audited(undefined, { now }))
  await world.client(IAMClient).send(new GenerateCredentialReportCommand({}))
  assert.deepEqual(rulesOf(await audited(undefined, { now })), listed)
})

test('rotation that is off is a note, and rotation that nobody told of is none', async () => {
  const { keys: rows } = await audited()
  const fine = rows.find(({ key }) => key.arn === keys.fine)?.facts
  assert.ok(fine)
  assert.equal(rotationOff.check(fine), undefined)
  const by = 'kms:GetKeyRotationStatus'
  const untold = { ...fine, key: { ...fine.key, rotation: { refused: 'AccessDenied', by } } }
  assert.equal(rotationOff.check(untold), undefined)
  const off = { ...fine, key: { ...fine.key, rotation: { got: false } } }
  assert.equal(rotationOff.check(off)?.severity, 'note')
})

test('where IAM may not be read, what it could have told stays unknown', async () => {
  const blind = await world.user('blind', allow('kms:*'))
  const found = await audited(blind)
  assert.equal(found.account.complete, false)
  assert.ok(found.unseen.some(({ by }) => by === 'iam:GetAccountAuthorizationDetails'))
  const { fine, single, lost, 'lost-readable': readable } = findingsIn(found)
  // Of the account only the root user is known to administer it.
  assert.deepEqual(fine, ['one-administrator low ?'])
  // The account's IAM policies do not count for changing it: who is named is all there is.
  assert.ok(single?.some((text) => text.startsWith('one-administrator')))
  // Events may not be looked up either.
  assert.deepEqual(lost, ['policy-unseen note'])
  assert.ok(readable?.some((text) => text.startsWith('unmanageable')))
})

test('without GetAccountAuthorizationDetails principals are read one by one', async () => {
  const Deny = { Effect: 'Deny', Action: 'iam:GetAccountAuthorizationDetails', Resource: '*' }
  const Allow = { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*', 'kms:*'], Resource: '*' }
  const policy = { Version: '2012-10-17', Statement: [Allow, Deny] }
  const lister = await world.user('lister', policy)
  const [whole, listed] = [await audited(), await audited(lister)]
  assert.equal(listed.account.complete, true)
  assert.deepEqual(administratorsOf(listed), administratorsOf(whole))
})

const administratorsOf = ({ keys: rows }: Audit) =>
  Object.fromEntries(
    rows
      .filter(({ facts }) => facts.known?.policy.source === 'current')
      .map(({ key, facts }) => [
        key.arn,
        facts.known?.administrators.map(({ principal }) => principal).toSorted(),
      ]),
  )

test('who may list no keys learns that nothing could be seen', async () => {
  const nobody = await world.user('nobody')
  const found = await audited(nobody)
  assert.equal(found.keys.length, 0)
  assert.equal(auditExitCode(found, 'note'), 3)
  assert.match(renderAuditText(found, { lang: 'en' }), /keys of us-east-1 could not be listed/)
})

test('an interruption leaves what was reached, and says that it is not all', async () => {
  const interruption = new AbortController()
  const found = await audited(undefined, {
    signal: interruption.signal,
    tell: ({ step }) => step === 'keys' && interruption.abort(),
  })
  assert.equal(found.partial, true)
  assert.ok(found.keys.length > 0 && found.keys.length < Object.keys(keys).length)
  assert.match(renderAuditText(found, { lang: 'en' }), /PARTIAL: interrupted, \d+ keys were not/)
  assert.match(renderAuditHtml(found, 'ja'), /途中まで/)
})

test('several Regions are looked at, each on its own', async () => {
  const { regions, keys: rows } = await audited(undefined, { regions: ['eu-west-1', 'us-east-1'] })
  assert.deepEqual(
    regions.map(({ region, keys: found }) => [region, found.length > 0]),
    [
      ['eu-west-1', false],
      ['us-east-1', true],
    ],
  )
  assert.ok(rows.every(({ key }) => key.region === 'us-east-1'))
  const { regions: all } = await audited(undefined, { regions: 'all' })
  assert.ok(all.length > 30)
})

test('the table fits 80 columns in both languages, and every rule has its words', async () => {
  const found = await audited()
  for (const lang of ['en', 'ja'] as const) {
    const text = renderAuditText(found, { lang, width: 80 })
    const table = text.slice(0, text.indexOf('\n\n', text.indexOf('alias/fine')))
    const wide = table.split('\n').filter((line) => columnsOf(line) > 80)
    assert.deepEqual(wide, [])
    assert.doesNotMatch(text, /\{\w+\}/)
    for (const { findings } of found.keys)
      assert.ok(findings.every(({ rule }) => RULE_IDS.includes(rule)))
  }
})

test('hostile texts are inert on the terminal and in the page, which fetches nothing', async () => {
  const found = await audited()
  const page = renderAuditHtml(found, 'en')
  assert.ok(page.includes('&lt;img src=x onerror=alert(1)&gt;'))
  assert.ok(!renderAuditText(found, { lang: 'en', verbose: true }).includes('\u001b'))
  assert.doesNotMatch(page, /<img/)
  assert.doesNotMatch(page, /<script/)
  assert.match(page, /default-src 'none'/)
  assert.match(page, /alias\/lost/)
})

test('SARIF names each rule, and the key that it is about', async () => {
  const log = parseJson(renderAuditSarif(await audited(), 'en', '1.2.3'))
  assert.ok(isJsonObject(log))
  const text = JSON.stringify(log)
  assert.match(text, /"ruleId":"audit\/unmanageable","level":"error"/)
  assert.ok(text.includes(`"fullyQualifiedName":"${keys.lost}"`))
  for (const rule of RULE_IDS) assert.ok(text.includes(`"id":"${rule}"`), rule)
})

test('every command that a finding names can be typed as it stands', async () => {
  const credentialsFile = join(world.data, 'credentials')
  const connection = connect({
    ...{ endpoint: world.endpoint, region: 'us-east-1', profile: ACCOUNT, credentialsFile },
    sparekey: [],
  })
  const found = await audit(connection, { now: new Date(Date.now() + 100 * dayMs) })
  disconnect(connection)
  const said = parseJson(renderAuditJson(found, 'en'))
  const commands = new Set(
    [...JSON.stringify(said).matchAll(/"next":(\[[^\]]*\])/g)].map(([, next]) => next),
  )
  assert.ok(commands.size > 15)
  for (const command of commands) {
    const words = (parseJson(command ?? '') ?? []) as readonly string[]
    const { code, text } = await type(words)
    assert.ok([0, 2, 3].includes(code), `${words.join(' ')}: ${code} ${text}`)
    assert.notEqual(text, '')
  }
})

test('an account of 300 roles and 60 keys takes a few seconds', async () => {
  const seed = seedOf(largeAccount({ roles: 300, users: 20, keys: 60 }), 'seed.json')
  const large = await startWorld({ seed })
  const root = large.root()
  const connection = connect({ ...place(large), credentials: root })
  const from = performance.now()
  const found = await audit(connection, { now: new Date() })
  const seconds = (performance.now() - from) / secondMs
  disconnect(connection)
  await large.close()
  assert.equal(found.keys.length, 60)
  assert.equal(found.account.principals.size, 320)
  // A quarter names no account, and root may not read it.
  assert.equal(
    found.keys.filter(({ facts }) => facts.known?.policy.source === 'rebuilt').length,
    15,
  )
  // Far from the aim, so that a machine with other work does not fail it.
  assert.ok(seconds < 8, `${seconds} s`)
})

const place = ({ endpoint }: TestWorld) => ({ endpoint, region: 'us-east-1' })

async function type(words: readonly string[]) {
  let [code, text] = [0, '']
  const terminal: Terminal = {
    ...{ env: {}, colour: false, width: 80, interactive: false },
    language: 'en',
    print: (line: string) => void (text += line),
    printError: () => undefined,
  }
  await sparekeyProgram('0', terminal, (end) => void (code = end)).parseAsync(words, {
    from: 'user',
  })
  return { code, text }
}
