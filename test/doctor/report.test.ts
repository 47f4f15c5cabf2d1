// The printed report: what a person pastes into another shell is what the JSON says.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { applyPatch } from 'diff'
import {
  diagnose,
  renderDiagnosisHtml,
  renderText,
  type Diagnosis,
} from '../../src/doctor/index.ts'
import { columnsOf } from '../../src/base/columns.ts'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
  userArn,
} from './scenarios/locked-key.ts'
import { connect } from './hurried.ts'

let world: TestWorld
let diagnoses: readonly Diagnosis[]
let scratch: string

before(async () => {
  scratch = await mkdtemp(join(tmpdir(), "it's a folder "))
  world = await startWorld()
  const { accessKeyId, secretAccessKey } = await world.user('admin', administrator)
  const credentialsFile = join(scratch, 'credentials')
  const profile = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
  await writeFile(credentialsFile, `[admin]\n${profile}`)
  await createRole(world, 'Administrator', { AWS: userArn('admin') })
  const administrators = administratorStatement('Administrator')
  const key = await createKey(
    world,
    keyPolicy(accountStatement, administrators),
    keyPolicy(administrators),
  )
  const { endpoint } = world
  const options = { endpoint, region: 'us-east-1', profile: 'admin', credentialsFile }
  diagnoses = await diagnose(connect(options), { key, lang: 'en', out: join(scratch, 'out') })
})
after(async () => {
  await world.close()
  await rm(scratch, { recursive: true })
})

test('the first line says account, Region and endpoint', () => {
  const [first = ''] = renderText(diagnoses, { lang: 'en' }).split('\n')
  assert.ok(['111122223333', 'us-east-1', world.endpoint].every((part) => first.includes(part)))
})

test('no line is wider than 80 columns, but for what must be copied whole', () => {
  for (const lang of ['en', 'ja'] as const) {
    const wide = renderText(diagnoses, { lang, width: 80 })
      .split('\n')
      .filter((line) => columnsOf(line) > 82 && !/arn:|file:|npx|AWS_|--/.test(line))
    assert.deepEqual(wide, [])
  }
})

test('it is told in the language asked for, with the same facts', () => {
  const [english, japanese] = [
    renderText(diagnoses, { lang: 'en' }),
    renderText(diagnoses, { lang: 'ja' }),
  ]
  assert.match(japanese, /最後に確認できるもの/)
  assert.match(japanese, /修復できるプリンシパル/)
  for (const text of [english, japanese]) {
    assert.match(text, /key-policy\/no-account-statement/)
    assert.match(text, /role\/Administrator/)
  }
})

test('there is no colour unless it was asked for', () => {
  assert.doesNotMatch(renderText(diagnoses, { lang: 'en' }), /\p{Cc}\[/u)
  assert.match(renderText(diagnoses, { lang: 'en', colour: true }), /\p{Cc}\[/u)
})

test('pasted into a shell, the commands are those of the JSON, as the role', async () => {
  const [remedy] = diagnoses[0]?.remedies ?? []
  assert.ok(remedy)
  const log = join(scratch, 'log')
  await installAws(log)
  await promisify(execFile)('sh', ['-c', pasted()], { env: { PATH: `${scratch}:/usr/bin:/bin` } })
  const runs = (await readFile(log, 'utf8')).trim().split('\n\n')
  const [assumed = '', put = ''] = runs
  const query = ['--query', 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]']
  assert.deepEqual(assumed.split('\n'), [
    `file ${join(scratch, 'credentials')} key `,
    ...(remedy.becoming[0]?.slice(1) ?? []),
    ...query,
    '--output',
    'text',
  ])
  assert.deepEqual(put.split('\n'), ['file  key ASIA', ...(remedy.commands[0]?.slice(1) ?? [])])
})

/** A program that notes its arguments, and answers AssumeRole as `--output text` does. */
async function installAws(log: string): Promise<void> {
  const script = `#!/bin/sh
exec 3>> "${log}"
echo "file $AWS_SHARED_CREDENTIALS_FILE key $AWS_ACCESS_KEY_ID" >&3
printf '%s\\n' "$@" '' >&3
[ "$1" = sts ] && printf 'ASIA\\tsecret\\ttoken\\n'
exit 0
`
  await writeFile(join(scratch, 'aws'), script)
  await chmod(join(scratch, 'aws'), 0o755)
}

/** What stands under "with the AWS CLI". */
function pasted(): string {
  const text = renderText(diagnoses, { lang: 'en', verbose: true })
  const [, after = ''] = text.split('with the AWS CLI:\n')
  return after.split('\n\n')[0] ?? ''
}

test('the usual lockout is answered on one screen, the answer first', () => {
  for (const lang of ['en', 'ja'] as const) {
    const lines = renderText(diagnoses, { lang, width: 80 }).split('\n')
    assert.ok(lines.length <= 40, `${lines.length} lines`)
    assert.ok(lines.slice(0, 8).some((line) => line.includes('key-policy/no-account-statement')))
  }
})

test('the way of the decision is drawn in order, and where it stopped', () => {
  const text = renderText(diagnoses, { lang: 'en', verbose: true })
  const [, ladder = ''] = text.split('How KMS decided\n')
  const rungs = ladder.split('\n\n')[0]?.split('\n') ?? []
  const labels = ['explicit Deny', 'SCPs', 'RCPs', 'VPC endpoint', 'key policy, name']
  const rest = ['key policy, account', 'IAM policies', 'boundary', 'session policy', 'grants']
  const found = [...labels, ...rest].map((label) => rungs.findIndex((one) => one.includes(label)))
  assert.deepEqual(
    found,
    found.toSorted((one, other) => one - other),
  )
  assert.ok(found.every((at) => at >= 0))
  assert.match(rungs.find((one) => one.includes('stops')) ?? '', /key policy, account/)
})

test('a terminal that shows ASCII alone gets ASCII alone', () => {
  const text = renderText(diagnoses, { lang: 'en', verbose: true, unicode: false })
  assert.equal(text.replaceAll('·', '').replaceAll(/[\x20-\x7e\n]/g, ''), '')
})

test('what it rests on is told: the event, who, and that it was not read', () => {
  const text = renderText(diagnoses, { lang: 'en', verbose: true })
  const [reading] = diagnoses
  const said = text.replaceAll(/\s+/g, ' ')
  assert.match(said, /last known, not read: PutKeyPolicy by root/)
  assert.ok(said.includes(`event ${reading?.keyPolicy.eventId}`))
  assert.match(said, /not seen SCPs, RCPs, VPC endpoint/)
})

test('the repair is shown as a diff that applies to the policy', () => {
  const [reading] = diagnoses
  const [remedy] = reading?.remedies ?? []
  const before = `${JSON.stringify(reading?.keyPolicy.policy, undefined, 2)}\n`
  const after = applyPatch(before, remedy?.diff ?? '')
  assert.ok(after)
  assert.deepEqual(JSON.parse(after).Statement[0], accountStatement)
  assert.match(renderText(diagnoses, { lang: 'en', verbose: true }), /^ {2}\+ +"Sid": "Enable IAM/m)
})

/** Statements and names that would move the cursor, colour, or turn the direction of writing. */
const HOSTILE = '\u001b[31m\u009b2J</pre><script>alert(1)</script>\u202e'

function hostile(): readonly Diagnosis[] {
  const text = JSON.stringify(diagnoses).replaceAll(
    'Allow access for Key Administrators',
    JSON.stringify(HOSTILE).slice(1, -1),
  )
  return JSON.parse(text)
}

test('hostile names in a policy are inert on the terminal', () => {
  const text = renderText(hostile(), { lang: 'en', verbose: true })
  assert.match(text, /script/)
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202e]/u)
})

test('the page of HTML holds all of it, in both languages, and hostile names are inert', () => {
  for (const lang of ['en', 'ja'] as const) {
    const page = renderDiagnosisHtml(hostile(), { lang })
    assert.match(page, new RegExp(`<html lang="${lang}">`))
    assert.doesNotMatch(page, /<script/)
    assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
    assert.doesNotMatch(page, /(?:src|href)=/)
    assert.match(page, /key-policy\/no-account-statement/)
    assert.match(page, /aws kms put-key-policy/)
    assert.match(page, /<span class="good">\+/)
    assert.match(page, lang === 'ja' ? /判断の根拠/ : /What this rests on/)
  }
})
