/**
 * A stack of one's own, for tests and tools: a child process on a free port of this machine.
 *
 * ```ts
 * const stack = await startSparekey()
 * const kms = stack.client(KMSClient, await stack.as('arn:aws:iam::111122223333:user/alice'))
 * await stack.stop()
 * ```
 *
 * Works from ESM and CommonJS, and under any test runner.
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { CreateAccessKeyCommand, IAMClient } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { parseArn } from './base/arn.ts'
import { isJsonObject, parseJson } from './base/json.ts'
import { secondMs } from './base/sizes.ts'

export interface SparekeyOptions {
  /** Where state is kept; absent: a temporary directory that `stop` removes. */
  readonly data?: string
  /** Twelve digits each; absent: those of the seed, or 111122223333. */
  readonly accounts?: readonly string[]
  /** A JSON or YAML file of what the stack is to hold: docs/guides/seed-a-stack.md. */
  readonly seed?: string
  /** The Region of clients; absent: us-east-1. */
  readonly region?: string
  /** How long to wait for the first sign of life, in milliseconds; absent: 30 s. */
  readonly startMsMax?: number
}

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** What the constructor of every AWS SDK client takes. */
export interface ClientConfiguration {
  readonly endpoint: string
  readonly region: string
  readonly credentials: Credentials
}

export interface Sparekey {
  readonly endpoint: string
  readonly region: string
  readonly accounts: readonly string[]
  /** Credentials of an account's root user; without an account, of the first one's. */
  readonly root: (account?: string) => Credentials
  /** A client that speaks as these credentials; without any, as the first account's root user. */
  client<Client>(
    type: new (configuration: ClientConfiguration) => Client,
    credentials?: Credentials,
  ): Client
  /**
   * Credentials of a user (a new access key of it), of a role (a session that `by` assumes: its
   * trust policy has its say), or of an account's root user.
   */
  as(principalArn: string, by?: Credentials): Promise<Credentials>
  /** Moves the stack's clock forward, such as `91d`; what falls due has run when it resolves. */
  advance(duration: string): Promise<void>
  /** Empties everything but accounts and root access keys. */
  reset(): Promise<void>
  stop(): Promise<void>
}

const LAUNCHER = fileURLToPath(new URL('../bin/sparekey.js', import.meta.url))
const START_MS_MAX = 30 * secondMs

/** Starts a stack and resolves when it answers; rejects with what the child said when it ends. */
export async function startSparekey(options: SparekeyOptions = {}): Promise<Sparekey> {
  const scratch = options.data ? undefined : await mkdtemp(join(tmpdir(), 'sparekey-'))
  const data = options.data ?? join(scratch ?? '', 'data')
  const child = launch(data, options)
  const stop = async () => {
    await ended(child)
    if (scratch) await rm(scratch, { recursive: true, force: true })
  }
  try {
    const ready = await readyLine(child, options.startMsMax ?? START_MS_MAX)
    const roots = await readProfiles(ready.credentialsFile)
    return runningStack({ ...ready, roots, stop, region: options.region ?? 'us-east-1' })
  } catch (cause) {
    await stop()
    throw cause
  }
}

interface Ready {
  readonly endpoint: string
  readonly accounts: readonly string[]
  readonly credentialsFile: string
}

function launch(data: string, { region, seed, accounts = [] }: SparekeyOptions): ChildProcess {
  const flags = ['--json', '--port', '0', '--data', data, '--lookup-events-rate', 'off']
  const insecure = ['--insecure-allow-reset', '--insecure-allow-clock']
  const named = accounts.length > 0 ? ['--account', ...accounts] : []
  const placed = region === undefined ? [] : ['--region', region]
  const seeded = seed === undefined ? [] : ['--seed', seed]
  const options = [...flags, ...insecure, ...placed, ...named, ...seeded]
  return spawn(process.execPath, [LAUNCHER, 'serve', ...options], {
    // The child ends when the channel closes: when this process is gone, however that came.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

function readyLine(child: ChildProcess, waitMsMax: number): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let complaint = ''
    const timer = setTimeout(
      () => reject(new Error(`the stack has not answered for ${waitMsMax} ms`)),
      waitMsMax,
    )
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`the stack did not start: ${complaint.trim()}`)))
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', (line) => {
      clearTimeout(timer)
      const ready = parseReady(line)
      if (ready) resolve(ready)
      else reject(new Error(`the stack said something unexpected: ${line}`))
    })
  })
}

function parseReady(line: string): Ready | undefined {
  const value = parseJson(line)
  if (!isJsonObject(value)) return undefined
  const { endpoint, accounts, credentialsFile } = value
  if (typeof endpoint !== 'string' || typeof credentialsFile !== 'string') return undefined
  if (!Array.isArray(accounts)) return undefined
  return { endpoint, credentialsFile, accounts: accounts.map(String) }
}

type Profiles = ReadonlyMap<string, Credentials>

const PROFILE = /\[([^\]]+)\]\s+aws_access_key_id = (\S+)\s+aws_secret_access_key = (\S+)/g

async function readProfiles(file: string): Promise<Profiles> {
  const profiles = (await readFile(file, 'utf8')).matchAll(PROFILE)
  return new Map(
    [...profiles].map(([, name = '', accessKeyId = '', secretAccessKey = '']) => [
      name,
      { accessKeyId, secretAccessKey },
    ]),
  )
}

function runningStack(
  stack: Ready & {
    readonly roots: Profiles
    readonly region: string
    readonly stop: () => Promise<void>
  },
): Sparekey {
  const { endpoint, region, accounts, roots, stop } = stack
  const root = (account = accounts[0] ?? ''): Credentials => {
    const credentials = roots.get(account)
    if (!credentials) throw new Error(`the stack has no account \`${account}\``)
    return credentials
  }
  const client: Sparekey['client'] = (Client, credentials = root()) =>
    new Client({ endpoint, region, credentials })
  return {
    endpoint,
    region,
    accounts,
    root,
    client,
    as: (principalArn, by) => credentialsOf(principalArn, { root, client, by }),
    advance: (duration) => post(`${endpoint}/_sparekey/clock`, { advance: duration }),
    reset: () => post(`${endpoint}/_sparekey/reset`, {}),
    stop,
  }
}

async function credentialsOf(
  principalArn: string,
  {
    root,
    client,
    by,
  }: Pick<Sparekey, 'root' | 'client'> & { readonly by: Credentials | undefined },
): Promise<Credentials> {
  const { account = '', resource = '' } = parseArn(principalArn) ?? {}
  const [kind, ...path] = resource.split('/')
  if (kind === 'root') return root(account)
  if (kind === 'user') return newAccessKey(client(IAMClient, root(account)), path.at(-1) ?? '')
  if (kind === 'role') return newSession(client(STSClient, by ?? root(account)), principalArn)
  throw new Error(`\`${principalArn}\` is no user, role or root of an account`)
}

async function newAccessKey(iam: IAMClient, userName: string): Promise<Credentials> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: userName }))
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {}
  return { accessKeyId, secretAccessKey }
}

async function newSession(sts: STSClient, roleArn: string): Promise<Credentials> {
  const { Credentials: session } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'sparekey' }),
  )
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = session ?? {}
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  }
}

async function post(url: string, body: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
