import { isJsonObject, type JsonObject } from '../base/json.ts'

/** What a page is told when something cannot be done. */
export interface Fault {
  /** AWS's code where AWS refused, else one of ours. */
  readonly code: string
  readonly message: string
  /** What to do about it. */
  readonly hints: readonly string[]
  /** The permission for want of which AWS refused, where that is all there is to say. */
  readonly missing?: string
}

/** A request that the console itself cannot answer. */
export class ConsoleFailure extends Error {
  override readonly name = 'ConsoleFailure'
  readonly code: string
  readonly hints: readonly string[]

  constructor(code: string, message: string, hints: readonly string[] = []) {
    super(message)
    this.code = code
    this.hints = hints
  }
}

export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof ConsoleFailure) return pick(thrown, thrown.code, thrown.hints)
  const fault = thrown instanceof Error ? (doctorFault(thrown) ?? sdkFault(thrown)) : undefined
  return fault ?? { code: 'InternalError', message: 'the console failed to answer', hints: [] }
}

/** The doctor's own failure: its class is loaded with the doctor, and not here. */
function doctorFault(thrown: Error): Fault | undefined {
  // Its hints are for who types commands.
  if ('missing' in thrown && typeof thrown.missing === 'string') {
    return { ...pick(thrown, 'AccessDenied', []), missing: thrown.missing }
  }
  if (!('hints' in thrown && Array.isArray(thrown.hints))) return undefined
  return pick(thrown, 'CannotTell', thrown.hints.map(String))
}

function sdkFault(thrown: Error): Fault | undefined {
  if (thrown.message === 'Region is missing')
    return pick(thrown, 'NoRegion', ['--region us-east-1'])
  if (thrown.message.includes('Deserialization error')) {
    return { code: 'NotAws', message: notAws(thrown), hints: [] }
  }
  // The SDK's exceptions have `$metadata`, those of the network a `code`.
  if ('$metadata' in thrown) return pick(thrown, thrown.name, [])
  if ('code' in thrown) return pick(thrown, String(thrown.code), [])
  // A profile that gives no credentials, or none any more: the SDK says what to do about it.
  return thrown.name.endsWith('ProviderError') ? pick(thrown, thrown.name, []) : undefined
}

/** A web page of some proxy, or of a server that does not know the service. */
function notAws(thrown: Error): string {
  const metadata = '$metadata' in thrown ? thrown.$metadata : undefined
  const status = isJsonObject(metadata) ? ` (HTTP ${String(metadata.httpStatusCode)})` : ''
  return `what answers there does not answer as AWS does${status}`
}

const pick = ({ message }: Error, code: string, hints: readonly string[]): Fault => ({
  code,
  message,
  hints,
})

/** A member of a request that must be a text. */
export function textIn(input: JsonObject, member: string): string {
  const value = input[member]
  if (typeof value === 'string') return value
  throw new ConsoleFailure('ValidationError', `\`${member}\` must be a text`)
}

export function optionalTextIn(input: JsonObject, member: string): string | undefined {
  return input[member] === undefined || input[member] === null ? undefined : textIn(input, member)
}

export function textsIn(input: JsonObject, member: string): readonly string[] {
  const value = input[member]
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  throw new ConsoleFailure('ValidationError', `\`${member}\` must be a list of texts`)
}

export function objectIn(input: JsonObject, member: string): JsonObject {
  const value = input[member]
  if (isJsonObject(value)) return value
  throw new ConsoleFailure('ValidationError', `\`${member}\` must be an object`)
}
