// A root key under an RSA key of an HSM, as the user meets it: SoftHSM stands in for the HSM.

import assert from 'node:assert/strict'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openRootKeys } from '../../src/server/root-key/open-root-keys.ts'
import { parsePkcs11Uri } from '../../src/server/root-key/pkcs11-uri.ts'
import { parseRootKeySource } from '../../src/server/root-key/root-key-source.ts'
import { systemWorld } from '../../src/server/system-world.ts'
import { UpkeepFailure } from '../../src/server/upkeep/failures.ts'
import { run, scratch, serveStack, sparekey, stop } from '../cli/sparekey.ts'
import { makeSoftHsm, PIN, softHsmMissing, TOKEN, type SoftHsm } from '../fixtures/soft-hsm.ts'
import { root } from '../tidy/tree.ts'
import { clientsOf, fill, requireKept } from './kept-stack.ts'

const skip = await softHsmMissing()

type Environment = Readonly<Record<string, string>>

async function succeed(args: readonly string[], env: Environment): Promise<string> {
  const { code, stdout, stderr } = await sparekey(args, env)
  assert.equal(code, 0, `${args.join(' ')}\n${stdout}${stderr}`)
  return stdout
}

async function refused(says: RegExp, args: readonly string[], env: Environment): Promise<void> {
  const { code, stdout, stderr } = await sparekey(args, env)
  assert.equal(code, 1, stdout)
  assert.match(stderr, says)
  assert.ok(!stderr.includes(PIN), stderr)
}

const uriOf = ({ module }: SoftHsm, key = 'object=root', token = TOKEN, more = ''): string =>
  `pkcs11:token=${token};${key}?module-path=${module}${more}`

/** A file that a running pkcs11-tool is seen through: its command line, as `ps` shows it. */
function spyOn(folder: string): Environment & { readonly seen: string } {
  const seen = join(folder, 'command-lines')
  const spy = join(folder, 'pkcs11-tool')
  const path = process.env['PATH'] ?? ''
  writeFileSync(
    spy,
    [
      '#!/bin/sh',
      `tr '\\0' ' ' < /proc/$$/cmdline >> '${seen}'`,
      `PATH='${path}' exec pkcs11-tool "$@"`,
    ].join('\n'),
  )
  chmodSync(spy, 0o755)
  return { PATH: `${folder}:${path}`, seen }
}

test('a stack starts with a root key that an HSM alone can decrypt', { skip }, async (t) => {
  const folder = scratch(t)
  const hsm = await makeSoftHsm(folder)
  const { seen, ...path } = spyOn(folder)
  const env = { ...hsm.env, ...path, SPAREKEY_PKCS11_PIN: PIN }
  const [make = '', serve = ''] = guideFor(hsm)
  assert.equal((await run('sh', ['-ec', make], env)).code, 0)
  const [, uri = ''] = /'(pkcs11:[^']+)'/.exec(serve) ?? []
  const data = join(folder, 'data')
  const stack = await serveStack(t, ['--data', data, '--root-key', uri], env)
  const clients = await clientsOf(stack)
  const kept = await fill(clients)
  const line = JSON.parse(readFileSync(`${data}.root-key`, 'utf8'))
  assert.deepEqual(
    { ...line, rootKeyId: '', hash: '', wrapped: '' },
    { ...{ provider: 'pkcs11', rootKeyId: '', hash: '', wrapped: '' }, ...keyOf(hsm) },
  )
  assert.equal(Buffer.from(line.wrapped, 'base64').length, 3072 / 8)
  // Rotated while the stack runs: another root key under the same RSA key.
  const rotated = await succeed(['root-key', 'rotate', '--data', data, '--json'], env)
  assert.deepEqual([JSON.parse(rotated).provider, JSON.parse(rotated).byStack], ['pkcs11', true])
  await requireKept(clients, kept)
  await stop(stack.child)
  await succeed(['verify', '--data', data], env)
  await requireServed(t, data, kept, env)
  if (process.platform === 'linux') {
    assert.match(readFileSync(seen, 'utf8'), /--decrypt/)
    assert.ok(!readFileSync(seen, 'utf8').includes(PIN))
  }
})

const keyOf = ({ module }: SoftHsm) => ({ module, token: TOKEN, object: 'sparekey', id: '01' })

/** The commands of the guide, about this token. */
function guideFor({ module }: SoftHsm): readonly string[] {
  const guide = readFileSync(join(root, 'docs/guides/back-up.md'), 'utf8')
  return [...guide.matchAll(/^```\n(.*?)^```$/gms)]
    .map(([, block = '']) => block)
    .filter((block) => block.includes('pkcs11'))
    .map((block) =>
      block.replaceAll(/[^\s=']+libsofthsm2\.so/g, module).replaceAll('my-hsm', TOKEN),
    )
}

async function requireServed(
  t: TestContext,
  data: string,
  kept: Awaited<ReturnType<typeof fill>>,
  env: Environment,
): Promise<void> {
  const stack = await serveStack(t, ['--data', data], env)
  await requireKept(await clientsOf(stack), kept)
  await stop(stack.child)
}

test('a root key goes into an HSM and out of it again', { skip }, async (t) => {
  const folder = scratch(t)
  const hsm = await makeSoftHsm(folder)
  await hsm.makeKey('root', '01')
  await hsm.makeKey('another', 'a2b3')
  const stack = await serveStack(t)
  const kept = await fill(await clientsOf(stack))
  const { data } = stack
  await stop(stack.child)
  const pinFile = join(folder, 'pin')
  writeFileSync(pinFile, `${PIN}\n`, { mode: 0o600 })
  const rotate = ['root-key', 'rotate', '--data', data]
  const into = uriOf(hsm, 'id=%a2%b3', TOKEN, `&pin-source=file:${pinFile}`)
  await succeed([...rotate, '--to', into], hsm.env)
  assert.ok(!readFileSync(`${data}.root-key`, 'utf8').includes('sparekey-root-key-v1'))
  await requireServed(t, data, kept, hsm.env)
  chmodSync(pinFile, 0o644)
  await refused(/PIN .* is open to others: its mode is 644\n.*chmod 600/, rotate, hsm.env)
  chmodSync(pinFile, 0o600)
  const passphrase = { SPAREKEY_NEW_ROOT_KEY_PASSPHRASE: 'correct horse' }
  await succeed([...rotate, '--to', 'passphrase'], { ...hsm.env, ...passphrase })
  await requireServed(t, data, kept, { SPAREKEY_ROOT_KEY_PASSPHRASE: 'correct horse' })
})

/** As a start of the stack opens it. */
async function opening(
  { env }: SoftHsm,
  { data, uri, pin = PIN }: { readonly data: string; readonly uri?: string; readonly pin?: string },
): Promise<string> {
  const toolEnv = { ...process.env, ...env }
  const passphrase = () => Promise.reject(new Error('there is none'))
  const asking = { env: { SPAREKEY_PKCS11_PIN: pin }, toolEnv, passphrase, forget: () => undefined }
  const source = uri === undefined ? undefined : parseRootKeySource(uri)
  try {
    await openRootKeys({ data, source, asking }, systemWorld())
    return 'opened'
  } catch (fault) {
    assert.ok(fault instanceof UpkeepFailure)
    assert.ok(!fault.message.includes(PIN))
    return fault.message
  }
}

test('what keeps an HSM from giving the root key is said', { skip }, async (t) => {
  const folder = scratch(t)
  const hsm = await makeSoftHsm(folder)
  await hsm.makeKey('root', '01')
  await hsm.makeKey('short', '02', 'rsa:1024')
  await hsm.makeKey('curve', '03', 'EC:prime256v1')
  await hsm.makeKey('twice', '04')
  await hsm.makeKey('twice', '05')
  const data = join(folder, 'data')
  const make = (uri: string, pin?: string) => opening(hsm, { data, uri, ...(pin && { pin }) })
  assert.match(await make(uriOf(hsm, 'object=short')), /is no RSA key of 2048 bits/)
  assert.match(await make(uriOf(hsm, 'object=curve')), /is no RSA key of 2048 bits/)
  assert.match(await make(uriOf(hsm, 'object=twice')), /has 2 keys twice, and not one/)
  assert.match(await make(uriOf(hsm, 'object=none')), /has 0 keys none, and not one/)
  assert.match(await make(uriOf(hsm, 'id=%09')), /has 0 keys 09, and not one/)
  assert.match(await make(uriOf(hsm, 'id=%01', 'other')), /there is no PKCS#11 token other/)
  const nowhere = await make('pkcs11:token=a;object=b?module-path=/nowhere.so')
  assert.match(nowhere, /library `\/nowhere.so` cannot be used: .*cannot open shared/)
  assert.match(await opening(hsm, { data, uri: uriOf(hsm), pin: '' }), /PIN .* is nowhere/)
  // Nothing was made on the way.
  assert.ok(!existsSync(`${data}.root-key`))

  assert.equal(await make(uriOf(hsm)), 'opened')
  const serve = ['serve', '--port', '0', '--data', data]
  const wrong = { ...hsm.env, SPAREKEY_PKCS11_PIN: '00000000' }
  await refused(/does not take the PIN; it was tried once/, serve, wrong)
  const elsewhere = { ...hsm.env, SPAREKEY_PKCS11_PIN: PIN, PATH: folder }
  await refused(/pkcs11-tool cannot be started/, serve, elsewhere)
  const file = `${data}.root-key`
  const line = JSON.parse(readFileSync(file, 'utf8'))
  const put = (changed: object) =>
    writeFileSync(file, `${JSON.stringify({ ...line, ...changed })}\n`)
  put({ id: '04' })
  assert.match(await opening(hsm, { data }), /does not (decrypt|give) the root key/)
  // What anybody can encrypt under the public key is no root key.
  put({ rootKeyId: '0000000000000000' })
  assert.match(await opening(hsm, { data }), /does not give the root key that was put there/)
  put({})
  assert.equal(await opening(hsm, { data }), 'opened')
  await hsm.deleteKey('01')
  assert.match(await opening(hsm, { data }), /has 0 keys 01, and not one/)
  hsm.remove()
  assert.match(await opening(hsm, { data }), /there is no PKCS#11 token|cannot be used/)
})

test('the name of a key on a token is read as RFC 7512 has it', () => {
  assert.deepEqual(
    parsePkcs11Uri(
      'token=My%20HSM;object=a%3Bb;type=private?module-path=/x.so&pin-source=/run/pin',
    ),
    { module: '/x.so', token: 'My HSM', object: 'a;b', pinFile: '/run/pin' },
  )
  assert.deepEqual(parsePkcs11Uri('id=%01A%fF;token=t'), { token: 't', id: '0141ff' })
  const refusals: readonly (readonly [string, RegExp])[] = [
    ['', /names no token/],
    ['token=t', /names no object and no id/],
    ['token=t;object=a;id=%01', /names no object and no id/],
    ['token=t;object=a;serial=1', /serial is not known here/],
    ['token=t;token=u;object=a', /token has no value, or several/],
    ['token=;object=a', /token has no value/],
    ['token=%zz;object=a', /token has no value/],
    ['token=t;object=a;type=cert', /the type cert decrypts nothing/],
    ['token=t;object=a?pin-value=1234', /can be read by whoever lists processes/],
  ]
  for (const [text, says] of refusals) {
    assert.throws(() => parsePkcs11Uri(text), says)
    assert.throws(
      () => parsePkcs11Uri(text),
      (fault: Error) => !fault.message.includes('1234'),
    )
  }
})
