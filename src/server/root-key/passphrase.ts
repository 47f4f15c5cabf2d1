// A root key encrypted under a passphrase: scrypt (RFC 7914) makes the key of an ordinary seal.

import { scrypt } from 'node:crypto'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { MiB } from '../../base/sizes.ts'
import type { World } from '../../base/world.ts'
import type { SealBinding } from '../../crypto/seal.ts'
import { createSealer } from '../../crypto/sealer.ts'
import { ROOT_KEY_BYTES } from '../../crypto/root-key-id.ts'

export interface PassphraseWrapped extends ScryptSettings {
  /** A seal. */
  readonly wrapped: string
}

interface ScryptSettings {
  readonly kdf: 'scrypt'
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
  /** Base64. */
  readonly salt: string
}

/** 128 MiB and a third of a second or so. https://datatracker.ietf.org/doc/html/rfc7914 */
const settings = { kdf: 'scrypt', cost: 2 ** 17, blockSize: 8, parallelization: 1 } as const
const SALT_BYTES = 32
/** A file that asks for more was not made here. */
const memoryBytesMax = 1024 * MiB

/** The settings are bound too: nobody can make them weaker. */
const bindingOf = (rootKeyId: string, { cost, blockSize, parallelization }: ScryptSettings) =>
  ({
    table: 'root-key',
    id: JSON.stringify([rootKeyId, cost, blockSize, parallelization]),
    generation: 1,
  }) satisfies SealBinding

export async function wrapWithPassphrase(
  rootKey: SecretBytes,
  rootKeyId: string,
  passphrase: string,
  world: Pick<World, 'randomBytes'>,
): Promise<PassphraseWrapped> {
  const salt = Buffer.from(world.randomBytes(SALT_BYTES)).toString('base64')
  const chosen = { ...settings, salt }
  const sealer = createSealer(await stretched(passphrase, chosen), world)
  return { ...chosen, wrapped: sealer.seal(rootKey, bindingOf(rootKeyId, chosen)) }
}

/** Undefined: the passphrase is another, or the file was changed. */
export async function unwrapWithPassphrase(
  wrapped: PassphraseWrapped,
  rootKeyId: string,
  passphrase: string,
): Promise<SecretBytes | undefined> {
  const key = await stretched(passphrase, wrapped)
  try {
    return createSealer(key, NO_CHANCE).open(wrapped.wrapped, bindingOf(rootKeyId, wrapped))
  } catch {
    return undefined
  }
}

/** Opening needs none. */
const NO_CHANCE: Pick<World, 'randomBytes'> = {
  randomBytes: () => {
    throw new Error('nothing is sealed here')
  },
}

/** The same passphrase however a keyboard composes it. */
function stretched(
  passphrase: string,
  { cost, blockSize, parallelization, salt }: ScryptSettings,
): Promise<SecretBytes> {
  const options = { N: cost, r: blockSize, p: parallelization, maxmem: memoryBytesMax }
  const text = passphrase.normalize('NFKC')
  return new Promise((resolve, reject) => {
    scrypt(text, Buffer.from(salt, 'base64'), ROOT_KEY_BYTES, options, (fault, key) => {
      if (fault) reject(fault)
      else resolve(new SecretBytes(key))
    })
  })
}
