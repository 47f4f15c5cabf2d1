// The guide says what to type, and what comes of it: typed here, one block behind the other.

import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { once } from 'node:events'
import { LAUNCHER, run, scratch } from '../cli/sparekey.ts'
import { root } from '../tidy/tree.ts'
import { output } from './installed.ts'

const tools = [
  ['aws', '--version'],
  ['curl', '--version'],
  ['openssl', 'version'],
] as const
const found = await Promise.all(tools.map(([tool, ask]) => output(tool, [ask])))
const skip = found.includes(undefined)
  ? 'the AWS CLI (aws), curl or openssl is not installed'
  : false

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

test('every command of "Run it as a KMS" does what the guide says', { skip }, async (t) => {
  const folder = scratch(t)
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const command = join(bin, 'sparekey')
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${LAUNCHER}" "$@"\n`)
  chmodSync(command, 0o755)
  const guide = readFileSync(join(root, 'docs/guides/run-it-as-a-kms.md'), 'utf8')
  const blocks = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
  assert.equal(blocks.length, 7)
  const script = [
    'set -eo pipefail',
    'cd "$1"',
    "trap 'kill $stack' EXIT",
    ...blocks,
    'trap - EXIT',
  ]
  const text = script.join('\n').replaceAll('4599', String(await freePort()))
  const { code, stdout, stderr } = await run('bash', ['-c', text, 'bash', folder], {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
  })
  assert.equal(code, 0, stdout + stderr)
  assert.match(stdout, /\{"status":"ready"\}/)
  assert.match(stdout, /operation="CreateKey",code="OK"\} 1\n/)
  assert.match(stdout, /"operation":"GenerateDataKey","code":"OK","status":200/)
  assert.match(stdout, /arn:aws:iam::111122223333:root/)
})
