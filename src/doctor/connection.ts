// The one way from the doctor to AWS: SDK clients, and what printed commands must carry so that
// they reach the same place from another shell.

import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { IAMClient } from '@aws-sdk/client-iam'
import { KMSClient } from '@aws-sdk/client-kms'
import { STSClient } from '@aws-sdk/client-sts'
import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers'
import { secondMs } from '../base/sizes.ts'
import {
  askingWith,
  askThrough,
  type Asking,
  type AskingClient,
  type AskingOptions,
} from './asking/asking.ts'
import type { EvidenceFile } from './asking/evidence-file.ts'
import { paceOf } from './asking/pace.ts'
import { replayer } from './asking/replayer.ts'

export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface ConnectOptions extends AskingOptions {
  /** Answers in AWS's place: nothing goes over the network. */
  readonly evidence?: EvidenceFile
  /** Where every service answers. Absent: what the SDK finds, `AWS_ENDPOINT_URL` included. */
  readonly endpoint?: string
  readonly region?: string
  readonly profile?: string
  /** Given outright; absent: the SDK's default credential chain. */
  readonly credentials?: AwsCredentials
  /** A credentials file beside the usual ones; `profile` is looked for in it. */
  readonly credentialsFile?: string
  /** Who asks, as events tell it beside the SDK: `sparekey-console/1.0`. */
  readonly userAgent?: string
  /** How long an answer may take before it is asked for again; absent: ten seconds. */
  readonly answerMs?: number
  /** The arguments that start Sparekey in another shell; absent: `sparekey` is on the path. */
  readonly sparekey?: readonly string[]
}

export interface Connection {
  readonly options: ConnectOptions
  readonly asking: Asking
  readonly kms: KMSClient
  readonly iam: IAMClient
  readonly sts: STSClient
  readonly cloudtrail: CloudTrailClient
  /** Of the services that few questions need: made when they are asked for. */
  readonly others: Map<object, Closable>
}

interface Closable extends AskingClient {
  destroy(): void
}

type ClientMaker<Client, Extra extends object = object> = new (
  options: ClientOptions & Extra,
) => Client

const limits = {
  connectMs: 5 * secondMs,
  answerMs: 10 * secondMs,
  /** LookupEvents takes two requests a second: the SDK backs off and asks again. */
  lookupAttempts: 8,
} as const

/** Builds the clients. Nothing is asked yet. */
export function connect(asked: ConnectOptions = {}): Connection {
  const { evidence } = asked
  const options = evidence === undefined ? asked : { ...placeOf(evidence), ...asked }
  const tape = evidence === undefined ? options.tape : replayer(evidence)
  return connectionWith(options, askingWith({ ...options, ...(tape ? { tape } : {}) }))
}

function connectionWith(options: ConnectOptions, asking: Asking): Connection {
  const shared = clientOptions(options)
  const throughAsking = <Client extends AskingClient>(client: Client): Client => {
    askThrough(client, asking)
    return client
  }
  return {
    options,
    asking,
    kms: throughAsking(new KMSClient(shared)),
    iam: throughAsking(new IAMClient(shared)),
    sts: throughAsking(new STSClient(shared)),
    cloudtrail: throughAsking(
      new CloudTrailClient({ ...shared, maxAttempts: limits.lookupAttempts }),
    ),
    others: new Map(),
  }
}

/** Where the evidence is from; whoever reads it may know the place by another profile. */
function placeOf({ where }: EvidenceFile): ConnectOptions {
  const { region, endpoint, profile, credentialsFile } = where
  return {
    region,
    ...(credentialsFile === null ? {} : { credentialsFile }),
    ...(endpoint === null ? {} : { endpoint }),
    ...(profile === null ? {} : { profile }),
  }
}

/**
 * The client of another service, for the same place and the same credentials. `extra` is what
 * this service's client takes beside; it counts when the client is asked for first.
 */
export function clientOf<Client extends Closable, Extra extends object = object>(
  { options, asking, others }: Connection,
  Maker: ClientMaker<Client, Extra>,
  ...[extra]: object extends Extra ? [] : [Extra]
): Client {
  const known = others.get(Maker)
  if (known instanceof Maker) return known
  const made = new Maker({ ...clientOptions(options), ...(extra as Extra) })
  askThrough(made, asking)
  others.set(Maker, made)
  return made
}

interface ClientOptions {
  readonly endpoint?: string
  readonly region?: string
  readonly profile?: string
  readonly customUserAgent?: string
  readonly credentials: AwsCredentials | CredentialProvider
  readonly requestHandler: RequestTimeouts | typeof noNetwork
}

interface RequestTimeouts {
  readonly connectionTimeout: number
  readonly requestTimeout: number
  /** Without it the SDK warns, and goes on waiting. */
  readonly throwOnRequestTimeout: true
}

type CredentialProvider = ReturnType<typeof fromIni | typeof fromNodeProviderChain>

/** What every client of the connection is made with. */
function clientOptions(options: ConnectOptions): ClientOptions {
  const { endpoint, region, profile, evidence } = options
  const place = {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
  }
  if (evidence !== undefined) {
    return { ...place, credentials: nobody, requestHandler: noNetwork }
  }
  return {
    ...place,
    ...(profile === undefined ? {} : { profile }),
    ...(options.userAgent === undefined ? {} : { customUserAgent: options.userAgent }),
    credentials: options.credentials ?? credentialsOf(options),
    requestHandler: {
      connectionTimeout: limits.connectMs,
      requestTimeout: options.answerMs ?? limits.answerMs,
      throwOnRequestTimeout: true,
    },
  }
}

/** Evidence is asked without signing, and never gets as far as the network. */
const nobody: AwsCredentials = { accessKeyId: 'NOBODY', secretAccessKey: 'none' }
const noNetwork = {
  handle: (): Promise<never> =>
    Promise.reject(new Error('a question went past the evidence, and was stopped')),
}

/**
 * The same place as somebody else: for proving a repair, or carrying it out. Both share the pace,
 * for they ask the same account, and the tape.
 */
export function connectAs(connection: Connection, credentials: AwsCredentials): Connection {
  const { evidence, endpoint, region } = connection.options
  const as = connection.asking.tape?.sessionOf(credentials.accessKeyId)
  return connectionWith(
    {
      ...(evidence === undefined ? {} : { evidence }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(region === undefined ? {} : { region }),
      credentials,
    },
    { ...connection.asking, ...(as === undefined ? {} : { as }) },
  )
}

/** The same connection for work that is finished even when it is interrupted. */
export function uninterrupted(connection: Connection): Connection {
  const { signal: _, ...asking } = connection.asking
  return connectionWith(connection.options, { ...asking, pace: paceOf(undefined, asking.clock) })
}

/** Lets go of the sockets. */
export function disconnect(connection: Connection): void {
  connection.kms.destroy()
  connection.iam.destroy()
  connection.sts.destroy()
  connection.cloudtrail.destroy()
  for (const client of connection.others.values()) client.destroy()
  connection.others.clear()
}

function credentialsOf({ profile, credentialsFile }: ConnectOptions): CredentialProvider {
  const named = profile === undefined ? {} : { profile }
  if (credentialsFile === undefined) return fromNodeProviderChain(named)
  // The SDK reads a file once: a profile that a rehearsal adds later would not be found.
  return fromIni({ ...named, filepath: credentialsFile, ignoreCache: true })
}

/** The endpoint in use, when it is not AWS's own. Known for certain after the first request. */
export async function endpointOf(connection: Connection): Promise<string | undefined> {
  const { endpoint: named, evidence } = connection.options
  if (named !== undefined || evidence !== undefined) return named
  const endpoint = await connection.kms.config.endpoint?.()
  if (endpoint === undefined) return undefined
  const port = endpoint.port === undefined ? '' : `:${endpoint.port}`
  return `${endpoint.protocol}//${endpoint.hostname}${port}`
}
