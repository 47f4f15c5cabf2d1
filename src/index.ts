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
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { CreateAccessKeyCommand, IAMClient } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { parseArn } from './base/arn.ts'
import { isJsonObject, parseJson } from './base/json.ts'
import type { ServiceCall } from './base/service-call-headers.ts'
import { headersOfServiceCall } from './base/service-call-headers.ts'
import { secondMs } from './base/sizes.ts'

export type { ServiceCall } from './base/service-call-headers.ts'

export interface SparekeyOptions {
  /** Where state is kept; absent: a temporary directory that `stop` removes. */
  readonly data?: string
  /** Twelve digits each; absent: those of the seed, or 111122223333. */
  readonly accounts?: readonly string[]
  /** A JSON or YAML file of what the stack is to hold: docs/guides/seed-a-stack.md. */
  readonly seed?: string
  /** The Region of clients; absent: us-east-1. */
  readonly region?: string
  /** Further ways in, by VPC endpoint id: see `viaVpcEndpoint`. */
  readonly vpcEndpoints?: Readonly<Record<string, VpcEndpointSettings>>
  /** How long to wait for the first sign of life, in milliseconds; absent: 30 s. */
  readonly startMsMax?: number
}

export interface VpcEndpointSettings {
  /** A policy document; absent: everything may pass. */
  readonly policy?: object
  /** `vpc-…`; absent: `aws:SourceVpc` is not there. */
  readonly vpcId?: string
}

type ClientClass<Client> = new (configuration: ClientConfiguration) => Client

/** Clients that go another way than those of the stack itself. */
export interface ClientSource {
  client<Client>(type: ClientClass<Client>, credentials?: Credentials): Client
}

/** Clients that nobody's credentials are for: a service calls. */
export interface ServiceClients {
  client<Client extends AnyClient>(type: ClientClass<Client>): Client
}

/** What every client of the AWS SDK has. */
interface AnyClient {
  readonly middlewareStack: object
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
  client<Client>(type: ClientClass<Client>, credentials?: Credentials): Client
  /** Clients whose requests come through a VPC endpoint that the stack was started with. */
  viaVpcEndpoint(id: string): ClientSource
  /**
   * Clients whose calls are an AWS service's, such as `logs.us-east-1.amazonaws.com`: in its own
   * name, or on behalf of somebody, with `kms:ViaService`.
   */
  asService(service: string, call?: ServiceCall): ServiceClients
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
  const scratch = await mkdtemp(join(tmpdir(), 'sparekey-'))
  const data = options.data ?? join(scratch, 'data')
  const ways = await vpcEndpointFlags(scratch, options)
  const child = launch(data, options, ways)
  const stop = async () => {
    await ended(child)
    await rm(scratch, { recursive: true, force: true })
  }
  try {
    const ready = await readyLine(child, options.startMsMax ?? START_MS_MAX)
    return runningStack({ ...ready, stop, region: options.region ?? 'us-east-1' })
  } catch (cause) {
    await stop()
    throw cause
  }
}

interface Ready {
  readonly endpoint: string
  /** By id. */
  readonly vpcEndpoints: ReadonlyMap<string, string>
  readonly accounts: readonly string[]
  readonly credentialsFile: string
}

/** Each gets a free port; its policy goes into a file beside the data. */
async function vpcEndpointFlags(
  folder: string,
  { vpcEndpoints = {} }: SparekeyOptions,
): Promise<readonly string[]> {
  const flags: string[] = []
  for (const [id, { policy, vpcId }] of Object.entries(vpcEndpoints)) {
    const file = join(folder, `${id}.json`)
    if (policy) await writeFile(file, JSON.stringify(policy))
    flags.push(`${id}${vpcId === undefined ? '' : `@${vpcId}`}=0${policy ? `:${file}` : ''}`)
  }
  return flags.length > 0 ? ['--vpc-endpoint', ...flags] : []
}

function launch(
  data: string,
  { region, seed, accounts = [] }: SparekeyOptions,
  ways: readonly string[],
): ChildProcess {
  const flags = [
    '--json',
    '--no-console',
    '--port',
    '0',
    '--data',
    data,
    '--lookup-events-rate',
    'off',
  ]
  const insecure = ['reset', 'clock', 'service-calls'].map((what) => `--insecure-allow-${what}`)
  const named = accounts.length > 0 ? ['--account', ...accounts] : []
  const placed = region === undefined ? [] : ['--region', region]
  const seeded = seed === undefined ? [] : ['--seed', seed]
  const chosen = [...insecure, ...placed, ...named, ...seeded, ...ways]
  return spawn(process.execPath, [LAUNCHER, 'serve', ...flags, ...chosen], {
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
  const { endpoint, accounts, credentialsFile, vpcEndpoints: ways } = value
  if (typeof endpoint !== 'string' || typeof credentialsFile !== 'string') return undefined
  if (!Array.isArray(accounts)) return undefined
  const vpcEndpoints = new Map(
    Object.entries(isJsonObject(ways) ? ways : {}).map(([id, url]) => [id, String(url)]),
  )
  return { endpoint, vpcEndpoints, credentialsFile, accounts: accounts.map(String) }
}

type Profiles = ReadonlyMap<string, Credentials>

const PROFILE = /\[([^\]]+)\]\s+aws_access_key_id = (\S+)\s+aws_secret_access_key = (\S+)/g

function readProfiles(file: string): Profiles {
  const profiles = readFileSync(file, 'utf8').matchAll(PROFILE)
  return new Map(
    [...profiles].map(([, name = '', accessKeyId = '', secretAccessKey = '']) => [
      name,
      { accessKeyId, secretAccessKey },
    ]),
  )
}

function runningStack(
  stack: Ready & {
    readonly region: string
    readonly stop: () => Promise<void>
  },
): Sparekey {
  const { endpoint, vpcEndpoints, region, accounts, credentialsFile, stop } = stack
  let roots = readProfiles(credentialsFile)
  const root = (account = accounts[0] ?? ''): Credentials => {
    // Organizations may have opened an account since.
    if (!roots.has(account)) roots = readProfiles(credentialsFile)
    const credentials = roots.get(account)
    if (!credentials) throw new Error(`the stack has no account \`${account}\``)
    return credentials
  }
  const clientsAt = (endpoint: string): ClientSource => ({
    client: (Client, credentials = root()) => new Client({ endpoint, region, credentials }),
  })
  const { client } = clientsAt(endpoint)
  return {
    endpoint,
    region,
    accounts,
    root,
    client,
    viaVpcEndpoint: (id) => {
      const url = vpcEndpoints.get(id)
      if (url === undefined) throw new Error(`the stack has no VPC endpoint \`${id}\``)
      return clientsAt(url)
    },
    asService: (service, call = {}) => ({
      client: (Client) => withHeaders(client(Client), headersOfServiceCall(service, call)),
    }),
    as: (principalArn, by) => credentialsOf(principalArn, { root, client, by }),
    advance: (duration) => post(`${endpoint}/_sparekey/clock`, { advance: duration }),
    reset: () => post(`${endpoint}/_sparekey/reset`, {}),
    stop,
  }
}

type Next = (call: { readonly request: { readonly headers: object } }) => Promise<unknown>

/** The SDK's, as far as headers are added. */
interface MiddlewareStack {
  add(middleware: (next: Next) => Next, options: { readonly step: 'build' }): void
}

/** Before the request is signed, so that the signature holds them as well. */
function withHeaders<Client extends AnyClient>(
  client: Client,
  headers: Readonly<Record<string, string>>,
): Client {
  const stack = client.middlewareStack as MiddlewareStack
  stack.add(
    (next) => (call) => {
      Object.assign(call.request.headers, headers)
      return next(call)
    },
    { step: 'build' },
  )
  return client
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
