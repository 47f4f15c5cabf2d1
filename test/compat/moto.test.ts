// The doctor on a server of AWS's APIs that is not ours: it lacks the event history, enforces no
// policy, and takes any credentials. What is there is told, and what is not there as well.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { CreateKeyCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { cleanEnvironment, run, sparekey, stop, type Finished } from '../cli/sparekey.ts'

const found = await run('moto_server', ['--help']).then(
  ({ code }) => code === 0,
  () => false,
)
const skip = found ? false : 'moto (moto_server) is not installed'

const region = 'us-east-1'
let endpoint: string
let key: string
let disabled: string
let keys: Readonly<Record<string, string>>
let end: () => Promise<unknown> = () => Promise.resolve()

before(async () => {
  if (skip) return
  endpoint = await startMoto()
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'any' }
  const kms = new KMSClient({ endpoint, region, credentials })
  const iam = new IAMClient({ endpoint, region, credentials })
  await iam.send(new CreateUserCommand({ UserName: 'admin' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'admin' }))
  keys = {
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
    AWS_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
  }
  const made = [await kms.send(new CreateKeyCommand({})), await kms.send(new CreateKeyCommand({}))]
  const [first = '', second = ''] = made.map(({ KeyMetadata }) => KeyMetadata?.Arn ?? '')
  key = first
  disabled = second
  // By its id: moto does not know a key by its ARN here.
  await kms.send(new DisableKeyCommand({ KeyId: disabled.split('/')[1] }))
})
after(() => end())

async function startMoto(): Promise<string> {
  const stdio = ['ignore', 'ignore', 'pipe'] as const
  const child = spawn('moto_server', ['-p', '0'], { env: cleanEnvironment(), stdio: [...stdio] })
  end = () => stop(child)
  // It is read to its end: a server that cannot write its log answers errors.
  const lines = createInterface({ input: child.stderr })
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('moto_server has ended')))
    lines.on('line', (line) => {
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
      if (address !== undefined) resolve(address)
    })
  })
}

const ask = (...args: readonly string[]): Promise<Finished> => sparekey(args, keys)

function requireWords({ stdout, stderr }: Finished): void {
  assert.doesNotMatch(`${stdout}${stderr}`, /^\s+at |undefined|Deserialization|SyntaxError/m)
}

// Side by side: each waits for seconds, as the SDK asks anew for what moto does not have.
describe('moto', { concurrency: true }, () => {
  test(
    'the doctor reads the policy, and says what a user without policies may not',
    { skip },
    async () => {
      const finished = await ask('doctor', key, '--json')
      requireWords(finished)
      assert.equal(finished.code, 2, finished.stderr)
      const [reading, changing] = JSON.parse(finished.stdout)
      assert.deepEqual([reading.outcome, reading.causes], ['allow', []])
      assert.deepEqual(changing.causes, ['iam/no-allow'])
      assert.equal(changing.keyPolicy.source, 'current')
      const unseen = changing.unseen.map(({ permission }: { permission: string }) => permission)
      assert.deepEqual(unseen, ['cloudtrail:LookupEvents'])
    },
  )

  test('the state of a key is told', { skip }, async () => {
    const finished = await ask('doctor', disabled, '--action', 'kms:GetKeyPolicy', '--json')
    assert.equal(finished.code, 0, finished.stderr)
    const using = await ask('doctor', disabled, '--action', 'kms:Encrypt', '--json')
    requireWords(using)
    const [diagnosis] = JSON.parse(using.stdout)
    assert.deepEqual(diagnosis.causes, ['iam/no-allow', 'key/disabled'])
  })

  test(
    'whom moto does not know asks all the same, and nothing is made of it',
    { skip },
    async () => {
      const stranger = { ...keys, AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }
      const finished = await sparekey(['doctor', key], stranger)
      requireWords(finished)
      assert.equal(finished.code, 3, finished.stderr)
      assert.match(finished.stdout, /user\/moto may use kms:GetKeyPolicy/)
      assert.match(finished.stdout, /Whether user\/moto may use kms:PutKeyPolicy/)
    },
  )

  test('a key and an alias that are not there are told', { skip }, async () => {
    const causeOf = async (asked: string) => {
      const finished = await ask('doctor', asked, '--json')
      requireWords(finished)
      return JSON.parse(finished.stdout)[0].causes
    }
    assert.deepEqual(await causeOf('1234abcd-12ab-34cd-56ef-1234567890ab'), ['key/not-found'])
    assert.deepEqual(await causeOf('alias/nothing'), ['alias/not-found'])
  })

  test('moto has no event history: that is said, and where else to look', { skip }, async () => {
    const finished = await ask('history', key)
    requireWords(finished)
    assert.equal(finished.code, 1)
    assert.match(finished.stderr, /^sparekey: the event history does not answer/m)
    assert.match(finished.stderr, /--logs FOLDER/)
  })

  test('a plan of recovery ends in a sentence', { skip }, async () => {
    const finished = await ask('recover', key, '--as', 'Administrator')
    requireWords(finished)
    assert.match(finished.stderr, /^sparekey: /m)
  })
})

test('an audit has a row for each key, and who-can names who may', { skip }, async () => {
  const audited = await ask('audit', '--json')
  requireWords(audited)
  assert.match(String(audited.code), /^[02]$/, audited.stderr)
  const rows: readonly { readonly arn: string }[] = JSON.parse(audited.stdout).keys
  assert.ok([key, disabled].every((arn) => rows.some((row) => row.arn === arn)))
  const who = await ask('who-can', 'use', key, '--json')
  requireWords(who)
  assert.notEqual(who.code, 1, who.stderr)
  assert.equal(JSON.parse(who.stdout).keyPolicy.source, 'current')
})
