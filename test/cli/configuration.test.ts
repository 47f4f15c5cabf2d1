// Options of `serve` by the command line, the environment and a file, in this order.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { silentTerminal } from '../../scripts/docs/silent-terminal.ts'
import { sparekeyProgram } from '../../src/cli/program.ts'
import { root } from '../tidy/tree.ts'
import { scratch, serveStack } from './sparekey.ts'

function fileWith(t: TestContext, settings: unknown): string {
  const file = join(scratch(t), 'sparekey.json')
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings))
  return file
}

/** What `serve` says before it begins. */
async function refusal(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const program = sparekeyProgram('', silentTerminal('en', env), () => undefined)
  const outcome = program.parseAsync(['serve', ...args], { from: 'user' })
  const thrown: unknown = await outcome.then(
    () => assert.fail('it began'),
    (reason: unknown) => reason,
  )
  assert.ok(thrown instanceof Error && 'hints' in thrown && Array.isArray(thrown.hints))
  return [thrown.message, ...thrown.hints].join('\n')
}

test('the option wins over the environment, and the environment over the file', async (t) => {
  const config = fileWith(t, {
    account: ['444455556666', '111122223333'],
    region: 'eu-west-1',
    console: false,
    'credentials-file': true,
    'insecure-allow-clock': true,
    'insecure-allow-reset': true,
    'lookup-events-rate': 5,
  })
  const { endpoint, console } = await serveStack(t, ['--region', 'ap-northeast-1'], {
    SPAREKEY_CONFIG: config,
    SPAREKEY_ACCOUNT: '777788889999',
    SPAREKEY_REGION: 'us-west-2',
    SPAREKEY_INSECURE_ALLOW_RESET: 'false',
    SPAREKEY_SEED: '',
  })
  assert.equal(console, null)
  const answer = await fetch(`${endpoint}/_sparekey/info`)
  const info = (await answer.json()) as Readonly<Record<string, unknown>>
  assert.equal(info['region'], 'ap-northeast-1')
  assert.deepEqual(info['accounts'], ['777788889999'])
  assert.deepEqual(info['insecure'], ['insecure-allow-clock'])
})

test('a file may set everything but the file: what the command line may name, and no more', () => {
  const page = readFileSync(join(root, 'docs/reference/configuration.md'), 'utf8')
  const [, example = ''] = /```json\n([^]*?)```/.exec(page) ?? []
  const keys = new Set(
    [...page.matchAll(/^\| `--.*? \| `SPAREKEY_\w+` \| `([\w-]+)`/gm)].map(([, key]) => key),
  )
  assert.ok(keys.size > 20 && !keys.has('config') && !keys.has('lang'))
  for (const key of Object.keys(JSON.parse(example))) assert.ok(keys.has(key), key)
})

test('a key that is no setting is refused by name, with the nearest', async (t) => {
  const said = await refusal(['--config', fileWith(t, { port: 0, 'tls-certificate': 'a' })])
  assert.match(said, /sparekey\.json`: there is no setting `tls-certificate`\n"tls-cert"/)
  const camel = await refusal(['--config', fileWith(t, { dataDir: 'x' })])
  assert.match(camel, /there is no setting `dataDir`\n"data"/)
  const itself = await refusal(['--config', fileWith(t, { config: 'other.json' })])
  assert.match(itself, /there is no setting `config`/)
  const proto = await refusal(['--config', fileWith(t, '{ "__proto__": { "port": 1 } }')])
  assert.match(proto, /there is no setting `__proto__`/)
})

test('so is a variable whose name is nearly that of a setting; others are not ours', async () => {
  const said = await refusal([], { SPAREKEY_TLS_CRET: 'a' })
  assert.match(said, /the environment has `SPAREKEY_TLS_CRET`[^\n]*\nSPAREKEY_TLS_CERT$/)
  // It is looked at, and passed over: what is refused is the Region.
  const passed = await refusal([], { SPAREKEY_SERVICE_HOST: '10.0.0.1', SPAREKEY_REGION: 'x' })
  assert.match(passed, /`x` is not a Region/)
})

test('values are held against what the option takes, and the place is told', async (t) => {
  const cases: readonly (readonly [object, Record<string, string>, RegExp])[] = [
    [{ port: 'http' }, {}, /json: port` cannot be `http`: A port is a number from 0 to 65535/],
    [{ port: true }, {}, /json: port` is a text or a number/],
    [{ 'log-level': 'loud' }, {}, /log-level` cannot be `loud`: one of warn, silent, error/],
    [{ console: 'no' }, {}, /json: console` is true or false/],
    [{ account: '111122223333' }, {}, /json: account` is a list of texts/],
    [{ account: [111122223333] }, {}, /json: account` is a list of texts/],
    [{ drain: '2d' }, {}, /json: drain` cannot be `2d`: At most 1h/],
    [{}, { SPAREKEY_PORT: 'tcp://10.0.0.1:4599' }, /^`SPAREKEY_PORT` cannot be `tcp:/],
    [{}, { SPAREKEY_CONSOLE: 'yes' }, /^`SPAREKEY_CONSOLE` is true or false/],
  ]
  for (const [settings, env, says] of cases) {
    assert.match(await refusal(['--config', fileWith(t, settings)], env), says)
  }
})

test('a file that is none is told as such', async (t) => {
  assert.match(await refusal(['--config', '/no/such.json']), /there is no such file/)
  assert.match(await refusal(['--config', fileWith(t, '{ port: 1 }')]), /is no JSON object of set/)
  assert.match(await refusal(['--config', fileWith(t, '[]')]), /is no JSON object of settings/)
})

test('the variable of the root key is no setting; another names its provider', async () => {
  const secret = Buffer.alloc(32, 7).toString('base64')
  const said = await refusal([], {
    SPAREKEY_ROOT_KEY: secret,
    SPAREKEY_ROOT_KEY_PROVIDER: 'nowhere',
  })
  assert.match(said, /nowhere/)
  assert.ok(!said.includes(secret))
})
