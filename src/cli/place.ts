// Where a command works: a stack or AWS, which profile, which Region.

import { homedir } from 'node:os'
import { join } from 'node:path'
import {
  connect,
  disconnect,
  type AskingProgress,
  type Connection,
  type ConnectOptions,
} from '../doctor/index.ts'
import { askStack, type Stack } from '../lab/stack.ts'
import { openEvidence, sayEvidence } from './evidence.ts'
import { failure, systemCode } from './failure.ts'
import { readProfiles } from './profiles.ts'
import { beginProgress, tellProgress } from './progress.ts'
import { sparekeyArguments, sparekeyLine } from './self.ts'
import type { Terminal } from './terminal.ts'
import { evidenceWords } from './words/evidence.ts'

export interface PlaceOptions {
  readonly endpoint?: string
  readonly profile?: string
  readonly region?: string
  /** A file of `collect`: it answers in the place of AWS. */
  readonly evidence?: string
  /** Forms of output that hold nothing but the result. */
  readonly json?: boolean
  readonly html?: unknown
  readonly format?: string
}

export interface Place {
  /** Undefined: AWS itself, or an endpoint that is no Sparekey stack. */
  readonly stack: Stack | undefined
  readonly connect: ConnectOptions
  /** Speaks from a file, and can change nothing. */
  readonly isEvidence: boolean
  /** Ends what is being asked. */
  readonly interruption: AbortController
}

const DEFAULT_ENDPOINT = 'http://127.0.0.1:4599'

/** `--endpoint`, else the environment; undefined means AWS. */
export function endpointOf({ endpoint }: PlaceOptions, { env }: Terminal): string | undefined {
  const text = endpoint ?? env.AWS_ENDPOINT_URL
  if (!text) return undefined
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw failure('noEndpoint', { text }, { lines: [`--endpoint ${DEFAULT_ENDPOINT}`] })
}

/** For commands that make sense on a stack only: the usual one when none was named. */
export function stackEndpointOf(options: PlaceOptions, terminal: Terminal): string {
  return endpointOf(options, terminal) ?? DEFAULT_ENDPOINT
}

export async function findPlace(options: PlaceOptions, terminal: Terminal): Promise<Place> {
  const interruption = new AbortController()
  const { signal } = interruption
  beginProgress(terminal)
  const { asking: sayAsking } = evidenceWords(terminal.language)
  const tell = ({ asked, answered, question }: AskingProgress): void =>
    tellProgress(terminal, () => sayAsking(asked, answered, question))
  const asking = { sparekey: sparekeyArguments(), tell, signal }
  if (options.evidence !== undefined) {
    const connect = { ...asking, ...inEvidence(options, options.evidence, terminal) }
    return { stack: undefined, connect, isEvidence: true, interruption }
  }
  const { stack, ...place } = await onNetwork(options, terminal)
  return { stack, connect: { ...asking, ...place }, isEvidence: false, interruption }
}

/** What the person says wins over the file; the environment is of another place. */
function inEvidence(options: PlaceOptions, file: string, terminal: Terminal): ConnectOptions {
  const { endpoint, profile, region, json, html, format = 'text' } = options
  const evidence = openEvidence(file)
  const isMachineReadable = json === true || html !== undefined || format !== 'text'
  sayEvidence(evidence, { isMachineReadable }, terminal)
  return {
    evidence,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
  }
}

async function onNetwork(options: PlaceOptions, terminal: Terminal) {
  const endpoint = endpointOf(options, terminal)
  const stack = endpoint === undefined ? undefined : await ask(endpoint)
  const profile = options.profile ?? terminal.env.AWS_PROFILE
  const { AWS_REGION, AWS_DEFAULT_REGION } = terminal.env
  const region = options.region ?? AWS_REGION ?? AWS_DEFAULT_REGION ?? stack?.region
  const credentialsFile = stack && profile ? stackFileWith(profile, stack, terminal) : undefined
  return {
    stack,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
    ...(credentialsFile === undefined ? {} : { credentialsFile }),
  }
}

/**
 * Lends a connection to `use`, once it is clear that there are credentials to sign with;
 * `unsigned`: `use` can do without. An interrupt ends what it asks; a second one ends the process.
 * `more` is for the connection alone.
 */
export async function withConnection<Result>(
  place: Place,
  use: (connection: Connection) => Promise<Result>,
  { unsigned = false, ...more }: ConnectOptions & { readonly unsigned?: boolean } = {},
): Promise<Result> {
  const connection = connect({ ...place.connect, ...more })
  const interrupt = (): void => place.interruption.abort()
  process.once('SIGINT', interrupt)
  try {
    if (!unsigned) {
      await connection.sts.config
        .credentials()
        .catch((thrown: unknown) => noCredentials(place, thrown))
    }
    return await use(connection)
  } finally {
    process.off('SIGINT', interrupt)
    disconnect(connection)
  }
}

function noCredentials({ stack, connect: { profile } }: Place, cause: unknown): never {
  const profiles = [...readProfiles(stack?.credentialsFile ?? '').keys()].join(', ')
  if (profiles === '') {
    const more = { lines: ['--profile NAME'], cause }
    if (profile === undefined) throw failure('noCredentials', {}, more)
    throw failure('profileWithout', { profile }, more)
  }
  if (profile === undefined) throw failure('noCredentialsOneOf', { profiles }, { cause })
  throw failure('profileWithoutOneOf', { profile, profiles }, { cause })
}

/** The same as `askStack`, with a sentence for an endpoint where nothing listens. */
export async function ask(endpoint: string): Promise<Stack | undefined> {
  return askStack(endpoint).catch((thrown: unknown) => {
    const reason = systemCode(thrown) ?? (thrown instanceof Error ? thrown.message : String(thrown))
    const more = { lines: [sparekeyLine('serve')], cause: thrown }
    throw failure('nothingAnswers', { endpoint, reason }, more)
  })
}

/** The person's own files come first: a profile that both know is theirs. */
function stackFileWith(profile: string, stack: Stack, { env }: Terminal): string | undefined {
  const file = stack.credentialsFile
  if (file === undefined || !readProfiles(file).has(profile)) return undefined
  const own = [
    env.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), '.aws', 'credentials'),
    env.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config'),
  ]
  return own.some((ownFile) => readProfiles(ownFile).has(profile)) ? undefined : file
}
