import { isJsonObject, type JsonObject } from '../../base/json.ts'
import { clientOf, type Connection } from '../../doctor/index.ts'
import { consoleFailure } from '../fault.ts'
import { CALLABLE } from './callable.ts'

export interface AwsCall {
  readonly service: string
  readonly operation: string
  /** As the SDK takes it. */
  readonly input: JsonObject
  readonly signal: AbortSignal
}

/** What the service answers, as JSON: times in ISO 8601, bytes in Base64. */
export async function callAws(
  connection: Connection,
  { service, operation, input, signal }: AwsCall,
): Promise<unknown> {
  if (!Object.hasOwn(CALLABLE, service) || !CALLABLE[service]?.includes(operation)) {
    throw consoleFailure('ValidationError', 'notCalled', { call: `${service}:${operation}` })
  }
  const { client, commands } = await sdkOf(connection, service)
  const Command = commands[`${operation}Command`]
  // INVARIANT: a test holds the list against the SDK.
  if (typeof Command !== 'function') throw new Error(`no ${operation}Command in the SDK`)
  const command: unknown = Reflect.construct(Command, [withTimes(input)])
  const { $metadata: _metadata, ...output } = await client.send(command, { abortSignal: signal })
  return plain(output)
}

interface AnyClient {
  send(
    command: unknown,
    options: { readonly abortSignal: AbortSignal },
  ): Promise<object & { $metadata?: unknown }>
}

interface Sdk {
  readonly client: AnyClient
  readonly commands: Readonly<Record<string, unknown>>
}

/** Loaded when they are first asked for: the console starts at once. */
async function sdkOf(connection: Connection, service: string): Promise<Sdk> {
  switch (service) {
    case 'kms':
      return { client: loose(connection.kms), commands: await import('@aws-sdk/client-kms') }
    case 'iam':
      return { client: loose(connection.iam), commands: await import('@aws-sdk/client-iam') }
    case 'cloudtrail':
      return {
        client: loose(connection.cloudtrail),
        commands: await import('@aws-sdk/client-cloudtrail'),
      }
    case 'athena': {
      const commands = await import('@aws-sdk/client-athena')
      return { client: loose(clientOf(connection, commands.AthenaClient)), commands }
    }
    default:
      throw consoleFailure('ValidationError', 'notCalled', { call: service })
  }
}

/** Which command it is comes from a page; that it is one of this client's is the list's word. */
function loose(client: { send: unknown }): AnyClient {
  return client as AnyClient
}

/** The SDK takes times as dates, which JSON does not have. */
function withTimes(input: JsonObject): JsonObject {
  const times = Object.entries(input).flatMap(([name, value]) =>
    TIMES.has(name) && typeof value === 'string' ? [[name, timeIn(name, value)]] : [],
  )
  return { ...input, ...Object.fromEntries(times) }
}

/** Of LookupEvents. */
const TIMES: ReadonlySet<string> = new Set(['StartTime', 'EndTime'])

function timeIn(name: string, text: string): Date {
  const time = new Date(text)
  if (!Number.isNaN(time.getTime())) return time
  throw consoleFailure('ValidationError', 'noTime', { name })
}

function plain(value: unknown): unknown {
  // A time out of all bounds has no text.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(plain)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}
