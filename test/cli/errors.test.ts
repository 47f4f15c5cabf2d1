import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { scratch, serveStack, sparekey, type Finished } from './sparekey.ts'

function failed({ code, stderr }: Finished, sentence: RegExp): void {
  assert.equal(code, 1, stderr)
  assert.match(stderr, /^sparekey: /)
  assert.match(stderr, sentence)
  assert.match(stderr, /hint: /)
  assert.doesNotMatch(stderr, /^\s+at /m)
}

/** Something that answers HTTP and is no stack. */
async function strangeServer(t: TestContext): Promise<string> {
  const server = createServer((_request, response) => response.end('{"name":"other"}'))
  t.after(() => server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('arguments that are wrong are answered with what is wrong and what to type', async () => {
  failed(await sparekey(['doctr']), /unknown command 'doctr'/)
  failed(await sparekey(['doctor']), /which key\? An error message tells it as well/)
  failed(await sparekey(['doctor', '--from-error', 'hm']), /tells of no refusal by KMS/)
  const encoded = 'Encoded authorization failure message: 4wdcGeT0bXjM2iBk'
  failed(await sparekey(['doctor', '--from-error', encoded]), /AWS has encoded the reason/)
  failed(await sparekey(['simulate']), /required option '--principal <arn>'/)
  const both = ['recover', 'k', '--to', '1', '--policy', 'p.json']
  failed(await sparekey(both), /--to and --policy both say what is to be put/)
  failed(await sparekey(['recover', 'k', '--to', 'soon']), /`soon` is no day and no time/)
  failed(await sparekey(['serve', '--port', '70000']), /A port is a number from 0 to 65535/)
  failed(await sparekey(['serve', '--lookup-events-rate', 'fast']), /A number above 0, or off/)
  failed(await sparekey(['serve', '--account', '12']), /`12` is not an account: twelve digits/)
  failed(await sparekey(['serve', '--region', 'mars-1']), /`mars-1` is not a Region/)
  failed(await sparekey(['doctor', 'k', '--endpoint', 'here']), /`here` is not the URL/)
})

test('a VPC endpoint is told from what is none, and so is its policy', async (t) => {
  const endpoint = (text: string) => sparekey(['serve', '--vpc-endpoint', text])
  failed(await endpoint('vpce-0123456789abcdef0'), /is not a VPC endpoint with its port/)
  failed(await endpoint('vpce-0123456789abcdef0=70000'), /is not a VPC endpoint with its port/)
  const file = join(scratch(t), 'policy.json')
  writeFileSync(file, '{"Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}}')
  const wrong = await endpoint(`vpce-0123456789abcdef0=0:${file}`)
  assert.equal(wrong.code, 1)
  assert.match(wrong.stderr, /policy\.json:1: a statement needs at least one principal\n$/)
  const missing = await endpoint(`vpce-0123456789abcdef0=0:${file}.not`)
  assert.match(missing.stderr, /there is no such file\n$/)
})

test('a proxy of an external key store is told from what is none', async (t) => {
  const proxy = (text: string, ...more: string[]) =>
    sparekey(['serve', '--xks-proxy', text, ...more])
  for (const text of ['xks.example.com', 'xks.example.com=127.0.0.1', 'a=b:0', 'a=b:70000']) {
    failed(await proxy(text), /is not the host of a proxy with its address and port/)
  }
  const file = join(scratch(t), 'ca.pem')
  writeFileSync(file, 'a certificate')
  const wrong = await proxy('xks.example.com=127.0.0.1:8443', '--xks-ca', file)
  assert.match(wrong.stderr, /ca\.pem: not a certificate in PEM\n$/)
})

test('half a root access key is refused', async () => {
  const env = { SPAREKEY_ROOT_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }
  failed(await sparekey(['serve'], env), /half an access key/)
})

test('a port in use is named', async (t) => {
  const { endpoint } = await serveStack(t)
  const { port } = new URL(endpoint)
  const data = scratch(t)
  failed(await sparekey(['serve', '--port', port, '--data', data]), /port \d+ is in use/)
})

test('a data directory in use is named, with the process that has it', async (t) => {
  const { data, pid } = await serveStack(t)
  const second = await sparekey(['serve', '--port', '0', '--data', data])
  failed(second, new RegExp(`the data directory .* is in use by process ${pid}`))
})

test('an endpoint where nothing listens is named', async () => {
  const nowhere = 'http://127.0.0.1:1'
  failed(await sparekey(['doctor', 'k', '--endpoint', nowhere]), /nothing answers at http/)
  failed(await sparekey(['lab', 'lockout'], { AWS_ENDPOINT_URL: nowhere }), /nothing answers/)
})

test('the rehearsal refuses what is no stack', async (t) => {
  const endpoint = await strangeServer(t)
  failed(await sparekey(['lab', 'lockout', '--endpoint', endpoint]), /is not a Sparekey stack/)
})

test('on AWS nothing is changed without a question, unless the account is named', async (t) => {
  const elsewhere = ['--endpoint', await strangeServer(t)]
  const apply = ['recover', 'k', '--as', 'Administrator', '--apply']
  failed(await sparekey([...apply, ...elsewhere]), /nobody is here to agree to the change/)
  failed(await sparekey([...apply, '--yes', ...elsewhere]), /must name the account that is meant/)
})

test('missing credentials are named, with the profiles that the stack has', async (t) => {
  const { endpoint } = await serveStack(t)
  const nobody = await sparekey(['doctor', 'k', '--endpoint', endpoint])
  failed(nobody, /there are no AWS credentials to ask with/)
  assert.match(nobody.stderr, /--profile, one of: 111122223333/)
  const stranger = await sparekey(['doctor', 'k', '--endpoint', endpoint, '--profile', 'nobody'])
  failed(stranger, /the profile `nobody` gives no AWS credentials/)
})

test('the rehearsal needs the credentials file of the stack', async (t) => {
  const { endpoint } = await serveStack(t, ['--no-credentials-file'])
  failed(await sparekey(['lab', 'lockout', '--endpoint', endpoint]), /writes no credentials file/)
})

test('a stack trace is for those who ask', async () => {
  const { stderr } = await sparekey(['serve', '--region', 'mars-1'], { SPAREKEY_DEBUG: '1' })
  assert.match(stderr, /^\s+at /m)
})
