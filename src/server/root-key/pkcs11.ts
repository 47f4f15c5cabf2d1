// A root key encrypted under an RSA key of a PKCS#11 token: an HSM, a smart card, or SoftHSM. The
// private key never leaves the token; OpenSC's pkcs11-tool asks it to decrypt, in a process of its
// own, so that no addon has to be compiled and no vendor's library is loaded where keys are used.

import { constants, createPublicKey, publicEncrypt, type KeyObject } from 'node:crypto'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { ROOT_KEY_BYTES, rootKeyId } from '../../crypto/root-key-id.ts'
import { upkeepFailure } from '../upkeep/failures.ts'
import { isOfMechanism, runPkcs11Tool, type Environments } from './pkcs11-tool.ts'
import type { Pkcs11Key } from './pkcs11-uri.ts'

/** Where the key lies that the root key is encrypted under, by its CKA_ID. */
export interface Pkcs11Wrapped extends Pkcs11Key {
  readonly id: string
  /** Of OAEP, and of its MGF1. */
  readonly hash: OaepHash
  /** RSAES-OAEP in Base64. */
  readonly wrapped: string
}

type OaepHash = 'sha256' | 'sha1'

const MECHANISMS: Readonly<Record<OaepHash, readonly [hash: string, mgf: string]>> = {
  sha256: ['SHA256', 'MGF1-SHA256'],
  sha1: ['SHA-1', 'MGF1-SHA1'],
}

/** Shorter ones are not trusted with the key of everything. */
const modulusBitsMin = 2048

/**
 * The token decrypts what was encrypted before it is believed: a key that cannot is found out now,
 * and not by the next start.
 */
export async function wrapWithPkcs11(
  rootKey: SecretBytes,
  place: Pkcs11Key,
  environments: Environments,
): Promise<Pkcs11Wrapped> {
  const key = { ...place, id: place.id ?? (await idByLabel(place, environments)) }
  const publicKey = await readPublicKey(key, environments)
  const wrap = (hash: OaepHash): Pkcs11Wrapped => {
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const options = { key: publicKey, padding, oaepHash: hash }
    const wrapped = rootKey.use((bytes) => publicEncrypt(options, bytes))
    return { ...key, hash, wrapped: wrapped.toString('base64') }
  }
  const best = wrap('sha256')
  try {
    await requireOpens(best, rootKey, environments)
    return best
  } catch (fault) {
    if (!(fault instanceof Error) || !isOfMechanism(fault)) throw fault
  }
  // SoftHSM 2.6 and older HSMs have OAEP with SHA-1 alone. What OAEP needs of its hash is not what
  // SHA-1 has lost: https://www.rfc-editor.org/rfc/rfc8017#section-7.1
  const other = wrap('sha1')
  await requireOpens(other, rootKey, environments)
  return other
}

async function requireOpens(
  wrapped: Pkcs11Wrapped,
  rootKey: SecretBytes,
  environments: Environments,
): Promise<void> {
  await unwrapWithPkcs11(wrapped, rootKeyId(rootKey).toString('hex'), environments)
}

export async function unwrapWithPkcs11(
  { wrapped, hash, ...key }: Pkcs11Wrapped,
  id: string,
  environments: Environments,
): Promise<SecretBytes> {
  const [hashName, mgf] = MECHANISMS[hash]
  const scheme = ['--mechanism', 'RSA-PKCS-OAEP', '--hash-algorithm', hashName, '--mgf', mgf]
  const args = ['--login', '--decrypt', ...scheme, '--id', key.id]
  const bytes = await runPkcs11Tool({
    key,
    args,
    environments,
    input: Buffer.from(wrapped, 'base64'),
  })
  const isWhole = bytes.length === ROOT_KEY_BYTES
  const rootKey = new SecretBytes(bytes)
  bytes.fill(0)
  // RSA encrypts for anybody: what came out is believed only if it is what went in.
  if (!isWhole || rootKeyId(rootKey).toString('hex') !== id) {
    throw upkeepFailure('otherKeyOnToken', { token: key.token, key: key.id })
  }
  return rootKey
}

/** pkcs11-tool decrypts with the first key it finds when it is told a label and no id. */
async function idByLabel(key: Pkcs11Key, environments: Environments): Promise<string> {
  const args = ['--login', '--list-objects', '--type', 'pubkey']
  const listed = await runPkcs11Tool({ key, args, environments })
  const ids = listed
    .toString('utf8')
    .split(/^(?=\S)/m)
    .filter((object) => /^\s+label:\s+(.*?)\s*$/m.exec(object)?.[1] === key.object)
    .map((object) => /^\s+ID:\s+([0-9a-f]+)\s*$/m.exec(object)?.[1])
  const [id] = ids
  if (id !== undefined && ids.length === 1) return id
  const facts = { token: key.token, key: key.object ?? '', count: String(ids.length) }
  throw upkeepFailure('noKeyOnToken', facts)
}

async function readPublicKey(
  key: Pkcs11Key & { readonly id: string },
  environments: Environments,
): Promise<KeyObject> {
  const args = ['--login', '--read-object', '--type', 'pubkey', '--id', key.id]
  const der = await runPkcs11Tool({ key, args, environments })
  const publicKey = readRsaKey(der)
  if (!publicKey) throw upkeepFailure('noRsaKeyOnToken', { token: key.token, key: key.id })
  return publicKey
}

function readRsaKey(der: Buffer): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    return key.asymmetricKeyType === 'rsa' && bits >= modulusBitsMin ? key : undefined
  } catch {
    return undefined
  }
}
