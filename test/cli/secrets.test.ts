// No command prints a secret or stores one: each is run with credentials whose secrets are looked
// for in all that it wrote, to the terminal and to files.

import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { allow } from '../fixtures/world.ts'
import { scratch, serveStack, sparekey } from './sparekey.ts'

const KEY = 'alias/payroll'
const ADMIN = 'arn:aws:iam::111122223333:user/admin'
/** Files of these names, among those that are looked into. */
const KEPT = 'evidence.json'
const POLICY = 'policy.json'

/** Every command that asks AWS, with the exit code it has in the rehearsal. */
const commands: readonly (readonly [number, ...string[]])[] = [
  [0, 'lab', 'lockout'],
  [2, 'doctor', KEY],
  [2, 'doctor', KEY, '--json'],
  [2, 'doctor', KEY, '--lang', 'ja'],
  [0, 'history', KEY],
  [0, 'history', KEY, '--json'],
  [0, 'recover', KEY, '--as', 'Administrator'],
  [0, 'recover', KEY, '--as', 'Administrator', '--json'],
  [0, 'recover', KEY, '--as', 'Administrator', '--apply', '--yes'],
  [0, 'doctor', KEY],
  [2, 'audit'],
  [2, 'audit', '--json'],
  [0, 'who-can', 'use', KEY],
  [0, 'who-can', 'use', KEY, '--json', '--verbose', '--via-roles'],
  [0, 'diff', KEY, KEY],
  [2, 'diff', `${KEY}@1`, `${KEY}@2`, '--json'],
  [0, 'simulate', '--principal', ADMIN, '--action', 'kms:GetKeyPolicy', '--resource', KEY],
  [0, 'collect', KEY, '--out', KEPT],
  [0, 'collect', '--out', KEPT, '--yes'],
  [0, 'collect', KEY, '--out', KEPT, '--yes', '--redact', '--json'],
  [0, 'check', POLICY, '--key', KEY],
  [0, 'check', POLICY, '--key', KEY, '--json'],
  [0, 'snapshot', '--profile', '111122223333'],
]

/** These ask nobody by themselves, or read what they are given. `serve` writes its credentials. */
const askNobody = ['console', 'help', 'permissions', 'serve', 'test']

/** Of a data directory: what is in their files is tried in `upkeep`. */
const ofDirectory = ['backup', 'migrate', 'restore', 'root-key', 'verify']

test('every command is looked at here', async () => {
  const { stdout } = await sparekey(['--help'])
  const known = new Set([...commands.map(([, name]) => name), ...askNobody, ...ofDirectory])
  const [, list = ''] = stdout.split('Commands:')
  const [first = ''] = list.split('\n\n')
  const names = [...first.matchAll(/^ {2}(\w[\w-]*)/gm)].map(([, name]) => name)
  assert.ok(names.length > 5)
  assert.deepEqual(
    names.filter((name) => name !== undefined && !known.has(name)),
    [],
  )
})

test('no command prints or stores a secret', async (t) => {
  const { endpoint, credentialsFile } = await serveStack(t)
  const folder = scratch(t)
  const [temporary, home] = [join(folder, 'tmp'), join(folder, 'home')]
  for (const path of [temporary, home]) mkdirSync(path)
  // What Node makes of the sources is kept where it was: it holds nothing of the commands.
  const NODE_COMPILE_CACHE = join(tmpdir(), 'node-compile-cache')
  const files = { TMPDIR: temporary, HOME: home, SPAREKEY_DEBUG: '1', NODE_COMPILE_CACHE }
  const root = { AWS: 'arn:aws:iam::111122223333:root' }
  const statement = { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }
  const policy = { Version: '2012-10-17', Statement: statement }
  writeFileSync(join(home, POLICY), JSON.stringify(policy))
  const printed: string[] = []
  for (const [code, ...args] of commands) {
    const as = args.includes('--profile') || args[0] === 'lab' ? [] : ['--profile', 'admin']
    const placed = args.map((word) => (word === KEPT || word === POLICY ? join(home, word) : word))
    const finished = await sparekey([...placed, ...as, '--endpoint', endpoint], files)
    assert.equal(finished.code, code, `${args.join(' ')}\n${finished.stderr}`)
    printed.push(finished.stdout, finished.stderr)
  }
  const written = [...textsBelow(temporary), ...textsBelow(home)]
  assert.ok(written.length > 0, 'the documents of the commands')
  requireNoSecret([...printed, ...written], secretsIn(credentialsFile))
})

test('a failure prints no secret, not even to those who ask where', async (t) => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
  const token = 'FwoGZXIvYXdzEXAMPLETOKEN'
  const { endpoint } = await serveStack(t)
  const env = {
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: token,
    AWS_REGION: 'us-east-1',
    SPAREKEY_DEBUG: '1',
  }
  const file = join(scratch(t), 'policy.json')
  writeFileSync(file, JSON.stringify(allow('kms:*')))
  const nowhere = 'http://127.0.0.1:1'
  const failing = [
    ['doctor', KEY, '--endpoint', endpoint],
    ['doctor', KEY, '--endpoint', endpoint, '--json'],
    ['history', KEY, '--endpoint', endpoint],
    ['recover', KEY, '--as', 'Administrator', '--endpoint', endpoint],
    ['doctor', KEY, '--endpoint', nowhere],
    ['history', KEY, '--endpoint', endpoint, '--logs', file],
  ]
  const finished = await Promise.all(failing.map((args) => sparekey(args, env)))
  for (const { code } of finished) assert.notEqual(code, 0)
  const texts = finished.flatMap(({ stdout, stderr }) => [stdout, stderr])
  requireNoSecret(texts, [secret, token])
})

/** As they are, in base64 and in a URL; and nothing as long as a session token. */
function requireNoSecret(texts: readonly string[], secrets: readonly string[]): void {
  assert.ok(secrets.length > 0)
  for (const text of texts) {
    for (const secret of secrets) {
      const forms = [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)]
      for (const form of forms) assert.ok(!text.includes(form), `a secret in: ${text}`)
    }
    assert.doesNotMatch(text, /[A-Za-z0-9+=]{90}/)
  }
}

function secretsIn(credentialsFile: string): readonly string[] {
  const text = readFileSync(credentialsFile, 'utf8')
  return [...text.matchAll(/^aws_secret_access_key *= *(\S+)/gm)].flatMap(([, one]) => one ?? [])
}

function textsBelow(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = paths.map((path) => join(folder, path)).filter((path) => statSync(path).isFile())
  return files.map((path) => readFileSync(path, 'utf8'))
}
