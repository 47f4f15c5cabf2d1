import { isJsonObject, type JsonObject } from '../base/json.ts'
import { tell, ToldFailure, type FactsOf, type Language, type Told } from '../base/told-failure.ts'
import {
  consoleFailureWords,
  type ConsoleFailureId,
  type ConsoleFailures,
} from './words/failures.ts'

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
export class ConsoleFailure extends ToldFailure {
  override readonly name = 'ConsoleFailure'
  readonly code: string

  constructor(code: string, told: (language: Language) => Told) {
    super(told)
    this.code = code
  }
}

/** By its id: the sentences are in the catalogue, in every language. */
export const consoleFailure = <Id extends ConsoleFailureId>(
  code: string,
  id: Id,
  facts: FactsOf<ConsoleFailures[Id]>,
  lines?: readonly string[],
): ConsoleFailure =>
  new ConsoleFailure(code, (language) => tell(consoleFailureWords(language)[id], facts, lines))

/** In the language of the page that asked. */
export function faultOf(thrown: unknown, language: Language): Fault {
  if (thrown instanceof ToldFailure) return toldFault(thrown, language)
  const fault = thrown instanceof Error ? sdkFault(thrown, language) : undefined
  return fault ?? { code: 'InternalError', ...tell(consoleFailureWords(language).failed, {}) }
}

/** The doctor's own failures are loaded with the doctor, and not here. */
function toldFault(thrown: ToldFailure, language: Language): Fault {
  const told = thrown.told(language)
  if (thrown instanceof ConsoleFailure) return { code: thrown.code, ...told }
  // Its hints are for who types commands.
  if ('missing' in thrown && typeof thrown.missing === 'string') {
    return { code: 'AccessDenied', message: told.message, hints: [], missing: thrown.missing }
  }
  return { code: 'problem' in thrown ? String(thrown.problem) : 'CannotTell', ...told }
}

function sdkFault(thrown: Error, language: Language): Fault | undefined {
  const words = consoleFailureWords(language)
  if (thrown.message === 'Region is missing') {
    return { code: 'NoRegion', ...tell(words.regionMissing, {}, ['--region us-east-1']) }
  }
  if (thrown.message.includes('Deserialization error')) {
    return { code: 'NotAws', ...notAws(thrown, language) }
  }
  // The SDK's exceptions have `$metadata`, those of the network a `code`.
  if ('$metadata' in thrown) return pick(thrown, thrown.name)
  if ('code' in thrown) return pick(thrown, String(thrown.code))
  // A profile that gives no credentials, or none any more: the SDK says what to do about it.
  return thrown.name.endsWith('ProviderError') ? pick(thrown, thrown.name) : undefined
}

/** A web page of some proxy, or of a server that does not know the service. */
function notAws(thrown: Error, language: Language): Told {
  const words = consoleFailureWords(language)
  const metadata = '$metadata' in thrown ? thrown.$metadata : undefined
  if (!isJsonObject(metadata)) return tell(words.notAws, {})
  return tell(words.notAwsHttp, { status: String(metadata.httpStatusCode) })
}

const pick = ({ message }: Error, code: string): Fault => ({ code, message, hints: [] })

/** A member of a request that must be a text. */
export function textIn(input: JsonObject, member: string): string {
  const value = input[member]
  if (typeof value === 'string') return value
  throw consoleFailure('ValidationError', 'noText', { member })
}

export function optionalTextIn(input: JsonObject, member: string): string | undefined {
  return input[member] === undefined || input[member] === null ? undefined : textIn(input, member)
}

export function textsIn(input: JsonObject, member: string): readonly string[] {
  const value = input[member]
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  throw consoleFailure('ValidationError', 'noTexts', { member })
}

export function objectIn(input: JsonObject, member: string): JsonObject {
  const value = input[member]
  if (isJsonObject(value)) return value
  throw consoleFailure('ValidationError', 'noMemberObject', { member })
}
