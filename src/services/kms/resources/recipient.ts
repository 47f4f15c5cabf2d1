// Attested environments (Nitro Enclaves, NitroTPM): who asks with an attestation document gets the
// secret encrypted to the public key in it, and policies are shown its measurements.
// https://docs.aws.amazon.com/kms/latest/developerguide/cryptographic-attestation.html

import { createPublicKey, type KeyObject } from 'node:crypto'
import type { JsonObject } from '../../../base/json.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import {
  verifyAttestationDocument,
  type AttestationDocument,
} from '../../../crypto/attestation-document.ts'
import { sealFor } from '../../../crypto/enveloped-data.ts'
import type { EventDetails } from '../../operation.ts'
import { ValidationException } from '../errors.ts'
import type { RecipientInfo } from '../model.ts'
import type { KmsScope } from '../scope.ts'

interface RecipientInput {
  readonly Recipient?: RecipientInfo | undefined
}

export interface Recipient {
  readonly document: AttestationDocument
  readonly publicKey: KeyObject
}

const RSA_BITS_MIN = 2048

/** Verified once in a request, which asks for it for its policies and for its answer. */
const verified = new WeakMap<RecipientInfo, Recipient>()

/**
 * Throws for an attestation document that does not hold. AWS answers with this exception, also when
 * a single bit was changed; the sentences are ours. It asks for no freshness: a document may be
 * sent again as long as its certificates are valid.
 *
 * UNLIKE AWS: the chain of an attestation document's certificates may end in any root, not only in
 * that of the Nitro hypervisors: whoever has no enclave can make documents to try policies with.
 */
export function recipientOf(
  { Recipient: recipient }: RecipientInput,
  { now }: KmsScope,
): Recipient | undefined {
  if (!recipient) return undefined
  const known = verified.get(recipient)
  if (known) return known
  const { AttestationDocument: bytes, KeyEncryptionAlgorithm } = recipient
  if (!bytes || !KeyEncryptionAlgorithm) {
    throw ValidationException(
      'Recipient must have an AttestationDocument and a KeyEncryptionAlgorithm.',
    )
  }
  const document = verifyAttestationDocument(bytes, now)
  if (!document) throw ValidationException('The attestation document is not valid.')
  const found = { document, publicKey: requirePublicKey(document) }
  verified.set(recipient, found)
  return found
}

function requirePublicKey({ publicKey }: AttestationDocument): KeyObject {
  const key = publicKey && parsePublicKey(publicKey)
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key ?? {}
  if (key && type === 'rsa' && (details?.modulusLength ?? 0) >= RSA_BITS_MIN) return key
  throw ValidationException('The attestation document has no RSA public key to encrypt to.')
}

function parsePublicKey(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}

/**
 * What policies are shown of the document: its registers in hexadecimal, an enclave's first one
 * also as the hash of its image.
 */
export function recipientContext(
  input: RecipientInput,
  scope: KmsScope,
): Readonly<Record<string, string>> {
  const recipient = recipientOf(input, scope)
  if (!recipient) return {}
  const { kind, registers } = recipient.document
  const family = `kms:RecipientAttestation:${kind === 'tpm' ? 'NitroTPM' : ''}`
  const image = kind === 'enclave' ? registers.get(0) : undefined
  return {
    ...Object.fromEntries(
      [...registers].map(([number, value]) => [`${family}PCR${number}`, hexadecimal(value)]),
    ),
    ...(image && { [`${family}ImageSha384`]: hexadecimal(image) }),
  }
}

const hexadecimal = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

export interface HandedOut {
  readonly clear?: Uint8Array
  readonly CiphertextForRecipient?: Uint8Array
}

/** A secret as it is answered: in clear, or for the recipient alone. */
export function handOut(
  secret: SecretBytes,
  recipient: Recipient | undefined,
  { world }: KmsScope,
): HandedOut {
  if (!recipient) return { clear: secret.use((bytes) => bytes) }
  return { CiphertextForRecipient: sealFor(recipient.publicKey, secret, world) }
}

/** The registers that AWS records, of all that there are. */
const RECORDED = { enclave: [1, 2, 3, 4, 8], tpm: [4, 7, 8, 9, 16, 23] } as const

/** The event of a request that was answered for a recipient. */
export function recipientEvent(
  recipient: Recipient | undefined,
  event: EventDetails = {},
): EventDetails {
  if (!recipient) return event
  const additionalEventData = { ...event.additionalEventData, recipient: recorded(recipient) }
  return { ...event, additionalEventData }
}

/** AWS's documentation shows hexadecimal; events that people have shown are base64. */
function recorded({ document: { kind, moduleId, registers } }: Recipient): JsonObject {
  const family = `attestationDocument${kind === 'tpm' ? 'NitroTPM' : 'Enclave'}`
  const image = kind === 'enclave' ? registers.get(0) : undefined
  const shown = RECORDED[kind].flatMap((number) => {
    const value = registers.get(number)
    return value ? [[`${family}PCR${number}`, base64(value)] as const] : []
  })
  return {
    attestationDocumentModuleId: moduleId,
    ...(image && { [`${family}ImageDigest`]: base64(image) }),
    ...Object.fromEntries(shown),
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
