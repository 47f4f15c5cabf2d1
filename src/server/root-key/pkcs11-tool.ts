// OpenSC's pkcs11-tool, asked one thing. Nothing secret is on its command line: the PIN is in its
// environment, and what is decrypted comes through a pipe.

import { spawn } from 'node:child_process'
import { secondMs } from '../../base/sizes.ts'
import { upkeepFailure } from '../upkeep/failures.ts'
import { PIN_VARIABLE, readPin } from './pkcs11-pin.ts'
import type { Pkcs11Key } from './pkcs11-uri.ts'
import type { RootKeyAsking } from './root-key-source.ts'

export type Environments = Pick<RootKeyAsking, 'env' | 'toolEnv'>

export interface Asked {
  readonly key: Pkcs11Key
  readonly args: readonly string[]
  readonly environments: Environments
  readonly input?: Uint8Array
}

/** What the token refused for a reason that no other failure names. */
class TokenRefusal extends Error {}

/** Not what was asked is refused, but how: another mechanism may do. */
export const isOfMechanism = ({ cause }: Error): boolean =>
  cause instanceof TokenRefusal && MECHANISM.test(cause.message)

const MECHANISM = /CKR_(ARGUMENTS_BAD|MECHANISM_(PARAM_)?INVALID|FUNCTION_NOT_SUPPORTED)\b/

/** An HSM on a network may be slow; one that does not answer is not waited for without end. */
const answerMsMax = 60 * secondMs

/** What it wrote to its standard output. */
export async function runPkcs11Tool(asked: Asked): Promise<Buffer> {
  const { code, output, told } = await run(asked)
  if (code === 0) return output
  output.fill(0)
  throw failureOf(asked.key, told)
}

interface Ended {
  readonly code: number | null
  readonly output: Buffer
  readonly told: string
}

function run({ key, args, environments, input = Buffer.alloc(0) }: Asked): Promise<Ended> {
  const module = key.module === undefined ? [] : ['--module', key.module]
  const place = [...module, '--token-label', key.token, '--pin', `env:${PIN_VARIABLE}`]
  const pin = readPin(key, environments.env)
  const child = spawn('pkcs11-tool', [...place, ...args], {
    // The library of an HSM has settings of its own there. Sentences are to be in English.
    env: { ...withoutOurs(environments.toolEnv), LC_ALL: 'C', [PIN_VARIABLE]: pin },
    stdio: 'pipe',
    // Not `timeout`: its timer outlives a tool that could not be started.
    signal: AbortSignal.timeout(answerMsMax),
  })
  const output: Buffer[] = []
  const told: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => told.push(chunk))
  child.stdin.on('error', () => undefined) // It may end before it has read: its code says why.
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(notRun(key, cause)))
    child.once('close', (code) => {
      const whole = Buffer.concat(output)
      for (const chunk of output) chunk.fill(0)
      resolve({ code, output: whole, told: Buffer.concat(told).toString('utf8') })
    })
  })
}

const notRun = ({ token }: Pkcs11Key, cause: Error) =>
  cause.name === 'AbortError'
    ? upkeepFailure('tokenRefused', { token, reason: 'it did not answer in time' }, { cause })
    : upkeepFailure('noPkcs11Tool', {}, { cause })

/** What this project and AWS's SDK read: a library of somebody else's has no use for it. */
const withoutOurs = (env: RootKeyAsking['toolEnv']): RootKeyAsking['toolEnv'] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(SPAREKEY|AWS)_/.test(name)))

function failureOf({ module = 'opensc-pkcs11.so', token, ...key }: Pkcs11Key, told: string) {
  const reason = reasonOf(told)
  if (/Failed to load pkcs11 module|C_Initialize failed/.test(told)) {
    return upkeepFailure('noPkcs11Module', { module, reason })
  }
  if (/No slots?\b|CKR_(TOKEN_NOT_PRESENT|TOKEN_NOT_RECOGNIZED|DEVICE_REMOVED)/.test(told)) {
    return upkeepFailure('noToken', { token, module })
  }
  if (/CKR_PIN_LOCKED/.test(told)) return upkeepFailure('pinLocked', { token })
  if (/CKR_PIN_/.test(told)) return upkeepFailure('wrongPin', { token })
  if (/key not found|object not found/i.test(told)) {
    const name = key.id ?? key.object ?? ''
    return upkeepFailure('noKeyOnToken', { token, key: name, count: '0' })
  }
  return upkeepFailure('tokenRefused', { token, reason }, { cause: new TokenRefusal(reason) })
}

/** Why a library cannot be loaded; otherwise its last word but "Aborting", which says nothing. */
function reasonOf(told: string): string {
  const lines = told.split('\n').filter((line) => line.trim() !== '' && line !== 'Aborting.')
  const reason = lines.find((line) => line.startsWith('sc_dlopen failed')) ?? lines.at(-1)
  return reason?.trim() ?? 'it gave no reason'
}
