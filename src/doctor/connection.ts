// The one way from the doctor to AWS: SDK clients, and what printed commands must carry so that
// they reach the same place from another shell.

import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { IAMClient } from '@aws-sdk/client-iam'
import { KMSClient } from '@aws-sdk/client-kms'
import { STSClient } from '@aws-sdk/client-sts'
import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers'
import { secondMs } from '../base/sizes.ts'

export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface ConnectOptions {
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
  /** The arguments that start Sparekey in another shell; absent: `sparekey` is on the path. */
  readonly sparekey?: readonly string[]
}

export interface Connection {
  readonly options: ConnectOptions
  readonly kms: KMSClient
  readonly iam: IAMClient
  readonly sts: STSClient
  readonly cloudtrail: CloudTrailClient
  /** Of the services that few questions need: made when they are asked for. */
  readonly others: Map<ClientMaker<Closable>, Closable>
}

interface Closable {
  destroy(): void
}

type ClientMaker<Client> = new (options: ClientOptions) => Client

const limits = {
  connectMs: 5 * secondMs,
  answerMs: 30 * secondMs,
  /** LookupEvents takes two requests a second: the SDK backs off and asks again. */
  lookupAttempts: 8,
} as const

/** Builds the clients. Nothing is asked yet. */
export function connect(options: ConnectOptions = {}): Connection {
  const shared = clientOptions(options)
  return {
    options,
    kms: new KMSClient(shared),
    iam: new IAMClient(shared),
    sts: new STSClient(shared),
    cloudtrail: new CloudTrailClient({ ...shared, maxAttempts: limits.lookupAttempts }),
    others: new Map(),
  }
}

/** The client of another service, for the same place and the same credentials. */
export function clientOf<Client extends Closable>(
  { options, others }: Connection,
  Maker: ClientMaker<Client>,
): Client {
  const known = others.get(Maker)
  if (known instanceof Maker) return known
  const made = new Maker(clientOptions(options))
  others.set(Maker, made)
  return made
}

interface ClientOptions {
  readonly endpoint?: string
  readonly region?: string
  readonly profile?: string
  readonly customUserAgent?: string
  readonly credentials: AwsCredentials | CredentialProvider
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number }
}

type CredentialProvider = ReturnType<typeof fromIni | typeof fromNodeProviderChain>

/** What every client of the connection is made with. */
export function clientOptions(options: ConnectOptions): ClientOptions {
  return {
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.userAgent === undefined ? {} : { customUserAgent: options.userAgent }),
    credentials: options.credentials ?? credentialsOf(options),
    requestHandler: { connectionTimeout: limits.connectMs, requestTimeout: limits.answerMs },
  }
}

/** The same place as somebody else: for proving a repair, or carrying it out. */
export function connectAs(connection: Connection, credentials: AwsCredentials): Connection {
  const { endpoint, region } = connection.options
  return connect({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    credentials,
  })
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
  if (connection.options.endpoint !== undefined) return connection.options.endpoint
  const endpoint = await connection.kms.config.endpoint?.()
  if (endpoint === undefined) return undefined
  const port = endpoint.port === undefined ? '' : `:${endpoint.port}`
  return `${endpoint.protocol}//${endpoint.hostname}${port}`
}
