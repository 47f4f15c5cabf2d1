// The printed report: what a person pastes into another shell is what the JSON says.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { connect, diagnose, renderText, type Diagnosis } from '../../src/doctor/index.ts'
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
