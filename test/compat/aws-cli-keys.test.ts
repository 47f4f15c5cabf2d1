// Keys of other kinds with every AWS CLI of this machine, and OpenSSL beside it.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { run, scratch } from '../cli/sparekey.ts'
import { advance } from '../fixtures/clock.ts'
import { startXksProxy, XKS_PATH } from '../fixtures/xks-proxy.ts'
import { awsClis, output } from './installed.ts'
import { ACCOUNT, served } from './story.ts'

type Answer = Readonly<Record<string, string>> & {
  readonly KeyMetadata: Readonly<Record<string, string>>
}

async function cliOf(t: TestContext, command: string, args: readonly string[] = []) {
  const { endpoint, env } = await served(t, args)
  const folder = scratch(t)
  const config = join(folder, 'config')
  // Else the first version fetches what a URL names, and sends that.
  writeFileSync(config, `[profile ${ACCOUNT}]\ncli_follow_urlparam = false\n`)
  const settings = { ...env, AWS_CONFIG_FILE: config }
  const json = async (...words: readonly string[]): Promise<Answer> => {
    const told = ['--endpoint-url', endpoint, ...words]
    const { code, stdout, stderr } = await run(command, told, settings)
    assert.equal(code, 0, `${words.join(' ')}: ${stderr}`)
    return JSON.parse(stdout || 'null') as Answer
  }
  /** A file of these bytes, as `fileb://` names it. */
  const file = (name: string, bytes: Uint8Array | string) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }
  const made = async (...words: readonly string[]) =>
    (await json('kms', 'create-key', ...words)).KeyMetadata
  return { endpoint, json, file, made }
}

type Cli = Awaited<ReturnType<typeof cliOf>>

const bytesOf = (base64: string | undefined) => Buffer.from(base64 ?? '', 'base64')

async function openssl(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run('openssl', words)
  assert.equal(code, 0, stderr)
  return stdout
}

async function signsForOpenssl({ json, file, made }: Cli): Promise<void> {
  const spec = ['--key-spec', 'RSA_2048', '--key-usage', 'SIGN_VERIFY']
  const { KeyId = '' } = await made(...spec)
  const key = ['--key-id', KeyId]
  const algorithm = ['--signing-algorithm', 'RSASSA_PKCS1_V1_5_SHA_256']
  const letter = file('letter', 'dear all')
  const message = ['--message', `fileb://${letter}`]
  const signed = await json('kms', 'sign', ...key, ...algorithm, ...message)
  const signature = file('signature', bytesOf(signed['Signature']))
  const proof = ['--signature', `fileb://${signature}`]
  const verified = await json('kms', 'verify', ...key, ...algorithm, ...message, ...proof)
  assert.equal(verified['SignatureValid'], true)
  const answer = await json('kms', 'get-public-key', ...key)
  const pem = file('public.der', bytesOf(answer['PublicKey']))
  const check = ['-verify', pem, '-keyform', 'DER', '-signature', signature, letter]
  assert.match(await openssl('dgst', '-sha256', ...check), /Verified OK/)
}

async function importsMaterial({ json, file, made }: Cli): Promise<void> {
  const { KeyId = '' } = await made('--origin', 'EXTERNAL')
  const key = ['--key-id', KeyId]
  const algorithm = ['--wrapping-algorithm', 'RSAES_OAEP_SHA_256']
  const wrapping = [...algorithm, '--wrapping-key-spec', 'RSA_2048']
  const given = await json('kms', 'get-parameters-for-import', ...key, ...wrapping)
  const publicKey = file('wrapping.der', bytesOf(given['PublicKey']))
  const sealed = file('sealed', '')
  const options = ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256', 'rsa_mgf1_md:sha256']
  await openssl(
    ...['pkeyutl', '-encrypt', '-in', file('material', randomBytes(32)), '-out', sealed],
    ...['-inkey', publicKey, '-keyform', 'DER', '-pubin'],
    ...options.flatMap((option) => ['-pkeyopt', option]),
  )
  await json(
    ...['kms', 'import-key-material', ...key],
    ...['--encrypted-key-material', `fileb://${sealed}`],
    ...['--import-token', `fileb://${file('token', bytesOf(given['ImportToken']))}`],
    ...['--expiration-model', 'KEY_MATERIAL_DOES_NOT_EXPIRE'],
  )
  const { KeyMetadata } = await json('kms', 'describe-key', ...key)
  assert.equal(KeyMetadata['KeyState'], 'Enabled')
}

/** The ciphertext of one Region opens in another, after a rotation too. */
async function replicates({ endpoint, json, file, made }: Cli): Promise<void> {
  const { KeyId = '' } = await made('--multi-region')
  const key = ['--key-id', KeyId]
  const wages = ['--plaintext', `fileb://${file('wages', 'wages')}`]
  const { CiphertextBlob } = await json('kms', 'encrypt', ...key, ...wages)
  await json('kms', 'rotate-key-on-demand', ...key)
  await json('kms', 'replicate-key', ...key, '--replica-region', 'eu-west-1')
  await advance({ endpoint }, '4s')
  const blob = ['--ciphertext-blob', `fileb://${file('blob', bytesOf(CiphertextBlob))}`]
  const opened = await json('kms', 'decrypt', ...blob, '--region', 'eu-west-1')
  assert.equal(bytesOf(opened['Plaintext']).toString(), 'wages')
  assert.match(opened['KeyId'] ?? '', /:eu-west-1:/)
}

const clis = await awsClis()
const hasOpenssl = (await output('openssl', ['version'])) !== undefined
if (clis.size === 0 || !hasOpenssl) {
  const name = 'keys of other kinds: skipped, the AWS CLI or openssl is not installed'
  test(name, { skip: true }, () => undefined)
}

for (const [version, command] of hasOpenssl ? clis : []) {
  test(`${version} signs, imports and replicates`, async (t) => {
    const cli = await cliOf(t, command, ['--insecure-allow-clock'])
    await Promise.all([signsForOpenssl(cli), importsMaterial(cli), replicates(cli)])
  })

  test(`${version} keeps keys in an external key store`, async (t) => {
    const proxy = await startXksProxy()
    t.after(() => proxy.close())
    const ca = join(scratch(t), 'ca.pem')
    writeFileSync(ca, proxy.certificate)
    const place = ['--xks-proxy', `${proxy.host}=127.0.0.1:${proxy.port}`, '--xks-ca', ca]
    const { json, file, made } = await cliOf(t, command, place)
    const { AccessKeyId, RawSecretAccessKey } = proxy.credential
    const { CustomKeyStoreId = '' } = await json(
      ...['kms', 'create-custom-key-store', '--custom-key-store-name', 'outside'],
      ...['--custom-key-store-type', 'EXTERNAL_KEY_STORE'],
      ...['--xks-proxy-connectivity', 'PUBLIC_ENDPOINT', '--xks-proxy-uri-path', XKS_PATH],
      ...['--xks-proxy-uri-endpoint', `https://${proxy.host}`],
      ...['--xks-proxy-authentication-credential'],
      `AccessKeyId=${AccessKeyId},RawSecretAccessKey=${RawSecretAccessKey}`,
    )
    const store = ['--custom-key-store-id', CustomKeyStoreId]
    await json('kms', 'connect-custom-key-store', ...store)
    const described = await json('kms', 'describe-custom-key-stores', ...store)
    const [told] = described['CustomKeyStores'] as unknown as Record<string, string>[]
    assert.equal(told?.['ConnectionState'], 'CONNECTED')
    proxy.addKey('outside-1')
    const origin = ['--origin', 'EXTERNAL_KEY_STORE', '--xks-key-id', 'outside-1']
    const { KeyId = '' } = await made(...origin, ...store)
    const wages = ['--plaintext', `fileb://${file('wages', 'wages')}`]
    const { CiphertextBlob } = await json('kms', 'encrypt', '--key-id', KeyId, ...wages)
    const blob = `fileb://${file('blob', bytesOf(CiphertextBlob))}`
    const opened = await json('kms', 'decrypt', '--ciphertext-blob', blob)
    assert.equal(bytesOf(opened['Plaintext']).toString(), 'wages')
    assert.ok(proxy.calls.some(({ operation }) => operation === 'decrypt'))
  })
}
