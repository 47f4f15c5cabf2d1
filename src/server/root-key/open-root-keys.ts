// The root keys of a data directory: the current one, and those that it is taking the place of.

import { readdirSync, statSync } from 'node:fs'
import { SecretBytes } from '../../base/secret-bytes.ts'
import type { World } from '../../base/world.ts'
import { ROOT_KEY_BYTES, rootKeyId } from '../../crypto/root-key-id.ts'
import { upkeepFailure } from '../upkeep/failures.ts'
import { unwrapWithKms, wrapWithKms } from './aws-kms.ts'
import { unwrapWithPassphrase, wrapWithPassphrase, type PassphraseWrapped } from './passphrase.ts'
import { unwrapWithPkcs11, wrapWithPkcs11 } from './pkcs11.ts'
import {
  createRootKeyFile,
  parseRootKey,
  readRootKeyFile,
  rootKeyFileOf,
  type RootKeyLine,
} from './root-key-file.ts'
import type { RootKeyAsking, RootKeyOptions, RootKeySource } from './root-key-source.ts'

export interface OpenedRootKey {
  readonly rootKey: SecretBytes
  /** How it is written in the file; of one from the environment, that it comes from there. */
  readonly line: RootKeyLine
}

export interface RootKeys {
  readonly current: OpenedRootKey
  /** Seals may still lie under them: a rotation is under way. */
  readonly former: readonly OpenedRootKey[]
}

interface Place extends RootKeyOptions {
  readonly data: string
}

/**
 * A directory that is new gets a root key; a directory that holds data does not, because a new key
 * would open none of it.
 */
export async function openRootKeys(place: Place, world: World): Promise<RootKeys> {
  const { data, source, asking } = place
  const file = rootKeyFileOf(data)
  if (!readRootKeyFile(file) && source?.provider !== 'env' && isNew(data)) {
    const made = await newRootKey(source ?? { provider: 'file' }, asking, world, 'current')
    createRootKeyFile(file, [made.line])
    return { current: made, former: [] }
  }
  return requireRootKeys(place)
}

/** As `openRootKeys`, and never makes one. */
export async function requireRootKeys({ data, source, asking }: Place): Promise<RootKeys> {
  const file = rootKeyFileOf(data)
  const lines = readRootKeyFile(file)
  if (!lines && source?.provider === 'env') {
    const [current, ...former] = fromEnvironment(source.variable, asking)
    return { current, former }
  }
  if (!lines) throw upkeepFailure('rootKeyMissing', { file, data })
  requireProvider(file, lines, source)
  const [current, ...former] = await openAll(lines, file, asking)
  if (!current) throw upkeepFailure('rootKeyMissing', { file, data })
  return { current, former }
}

/** While a rotation is under way, either of the two is right. */
function requireProvider(
  file: string,
  lines: readonly RootKeyLine[],
  source: RootKeySource | undefined,
): void {
  const [first] = lines
  if (!source || !first || lines.some(({ provider }) => provider === source.provider)) return
  const facts = { file, found: first.provider, asked: source.provider }
  throw upkeepFailure('otherRootKeyProvider', facts)
}

function fromEnvironment(
  variable: string,
  { env }: RootKeyAsking,
): readonly [OpenedRootKey, ...OpenedRootKey[]] {
  const texts = (env[variable] ?? '').split(/[\s,]+/).filter((text) => text !== '')
  const opened = texts.map((text) => {
    const rootKey = parseRootKey(text)
    if (!rootKey) throw upkeepFailure('noRootKeyText', { variable, bytes: String(ROOT_KEY_BYTES) })
    return { rootKey, line: { provider: 'env', variable, rootKeyId: idOf(rootKey) } as const }
  })
  const [current, ...former] = opened
  if (!current) throw upkeepFailure('noRootKeyInEnvironment', { variable })
  return [current, ...former]
}

async function openAll(
  lines: readonly RootKeyLine[],
  file: string,
  asking: RootKeyAsking,
): Promise<readonly OpenedRootKey[]> {
  const opened: OpenedRootKey[] = []
  const passphrases = new Passphrases(asking)
  for (const line of lines) {
    opened.push({ line, rootKey: await openLine(line, file, asking, passphrases) })
  }
  return opened
}

async function openLine(
  line: RootKeyLine,
  file: string,
  asking: RootKeyAsking,
  passphrases: Passphrases,
): Promise<SecretBytes> {
  switch (line.provider) {
    case 'file':
      return line.rootKey
    case 'aws-kms':
      return unwrapWithKms(line, line.rootKeyId)
    case 'pkcs11':
      return unwrapWithPkcs11(line, line.rootKeyId, asking)
    case 'env': {
      const isMeant = ({ rootKey }: OpenedRootKey): boolean => idOf(rootKey) === line.rootKeyId
      // While one from the environment takes the place of another, the next one is there as well.
      const variables = [line.variable, NEXT_VARIABLE].filter((name) => asking.env[name])
      const found = variables.flatMap((name) => fromEnvironment(name, asking)).find(isMeant)
      if (!found) throw upkeepFailure('noRootKeyInEnvironment', { variable: line.variable })
      return found.rootKey
    }
    case 'passphrase': {
      const rootKey = await passphrases.open(line)
      if (!rootKey) throw upkeepFailure('wrongPassphrase', { file, variable: NEXT_PASSPHRASE })
      return rootKey
    }
  }
}

/** Asked for once, though several lines are under it. */
class Passphrases {
  readonly #asking: RootKeyAsking
  #current: string | undefined

  constructor(asking: RootKeyAsking) {
    this.#asking = asking
  }

  async open(line: PassphraseWrapped & { rootKeyId: string }): Promise<SecretBytes | undefined> {
    this.#current ??= await this.#asking.passphrase('current')
    // While a rotation from one passphrase to another is under way, both are needed.
    for (const passphrase of [this.#current, this.#asking.env[NEXT_PASSPHRASE]]) {
      const rootKey = passphrase && (await unwrapWithPassphrase(line, line.rootKeyId, passphrase))
      if (rootKey) return rootKey
    }
    return undefined
  }
}

const NEXT_PASSPHRASE = 'SPAREKEY_NEW_ROOT_KEY_PASSPHRASE'
/** The variable that holds the new root key where a rotation goes to the environment. */
const NEXT_VARIABLE = 'SPAREKEY_NEW_ROOT_KEY'

/** A root key of its own for each directory; one for the environment is made by its owner. */
export async function newRootKey(
  source: RootKeySource,
  asking: RootKeyAsking,
  world: World,
  which: 'current' | 'next',
): Promise<OpenedRootKey> {
  if (source.provider === 'env') {
    const [{ rootKey }] = fromEnvironment(NEXT_VARIABLE, asking)
    const { provider, variable } = source
    return { rootKey, line: { provider, variable, rootKeyId: idOf(rootKey) } }
  }
  const rootKey = new SecretBytes(world.randomBytes(ROOT_KEY_BYTES))
  const id = idOf(rootKey)
  switch (source.provider) {
    case 'file':
      return { rootKey, line: { provider: 'file', rootKey } }
    case 'passphrase': {
      const passphrase = await asking.passphrase(which)
      const wrapped = await wrapWithPassphrase(rootKey, id, passphrase, world)
      return { rootKey, line: { provider: 'passphrase', rootKeyId: id, ...wrapped } }
    }
    case 'aws-kms': {
      const wrapped = await wrapWithKms(rootKey, id, source)
      return { rootKey, line: { provider: 'aws-kms', rootKeyId: id, ...wrapped } }
    }
    case 'pkcs11': {
      const { provider, ...key } = source
      const wrapped = await wrapWithPkcs11(rootKey, key, asking)
      return { rootKey, line: { provider, rootKeyId: id, ...wrapped } }
    }
  }
}

export const idOf = (rootKey: SecretBytes): string => rootKeyId(rootKey).toString('hex')

function isNew(directory: string): boolean {
  const exists = statSync(directory, { throwIfNoEntry: false }) !== undefined
  return !exists || readdirSync(directory).length === 0
}
