// `npm run bench`: what the parts cost, and a request end to end beside a bare node:http server in
// the same run, so that the ratio means something on any machine.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decision } from './decision.ts'
import { encryption } from './encryption.ts'
import { measure, measureInTurn, type Send } from './measure.ts'
import { sender, start, type Started } from './server.ts'
import { signedRequest, verification, type AccessKey } from './signature.ts'

const CONNECTIONS = 16

interface Row {
  readonly what: string
  readonly perSecond: number
}

const folder = mkdtempSync(join(tmpdir(), 'sparekey-bench-'))
const options = ['serve', '--json', '--port', '0', '--data', join(folder, 'data')]
const bare = await start('bare-server.ts')
const stack = await start('../bin/sparekey.js', options)
try {
  printTable(await requests(), parts())
} finally {
  await Promise.all([bare.stop(), stack.stop()])
  rmSync(folder, { recursive: true })
}

function parts(): readonly Row[] {
  const row = (what: string, call: () => unknown): Row => ({ what, perSecond: measure(call) })
  return [
    row('authorize, policies of 1 statement', decision(1)),
    row('authorize, policies of 200 statements', decision(200)),
    row('verify a signature', verification()),
    row('encrypt 256 bytes', encryption()),
  ]
}

async function requests(): Promise<readonly Row[]> {
  const root = rootAccessKey(stack)
  const host = new URL(stack.endpoint).host
  const sendToStack = sender(stack.endpoint, CONNECTIONS)
  const created = await sendToStack(signedRequest(host, root, 'CreateKey', {}))
  const KeyId = (JSON.parse(created) as { KeyMetadata: { KeyId: string } }).KeyMetadata.KeyId
  const describe = signedRequest(host, root, 'DescribeKey', { KeyId })
  const Plaintext = Buffer.alloc(256).toString('base64')
  const encrypt = signedRequest(host, root, 'Encrypt', { KeyId, Plaintext })
  const sendToBare = sender(bare.endpoint, CONNECTIONS)
  const senders: Readonly<Record<string, Send>> = {
    'bare node:http': () => sendToBare(describe),
    'DescribeKey, with its event on disk': () => sendToStack(describe),
    'Encrypt, with its event on disk': () => sendToStack(encrypt),
  }
  const rates = await measureInTurn(Object.values(senders), CONNECTIONS)
  return Object.keys(senders).map((what, index) => ({
    what: `${what}, ${CONNECTIONS} at a time`,
    perSecond: rates[index] ?? Number.NaN,
  }))
}

function rootAccessKey({ credentialsFile = '' }: Started): AccessKey {
  const text = readFileSync(credentialsFile, 'utf8')
  const value = (name: string) => new RegExp(`^${name} = (\\S+)`, 'm').exec(text)?.[1] ?? ''
  return {
    accessKeyId: value('aws_access_key_id'),
    secretAccessKey: value('aws_secret_access_key'),
  }
}

/** Only requests are compared with a request. */
function printTable(whole: readonly Row[], some: readonly Row[]): void {
  const base = whole[0]?.perSecond ?? Number.NaN
  console.log('| | a second | µs each | times bare node:http |')
  console.log('|---|---:|---:|---:|')
  for (const row of whole) printRow(row, (row.perSecond / base).toFixed(2))
  for (const row of some) printRow(row, '')
}

function printRow({ what, perSecond }: Row, ratio: string): void {
  const each = (1_000_000 / perSecond).toFixed(1)
  console.log(`| ${what} | ${Math.round(perSecond).toLocaleString('en')} | ${each} | ${ratio} |`)
}
