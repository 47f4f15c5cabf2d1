// Attestation documents of Nitro Enclaves and NitroTPM: CBOR, signed as COSE_Sign1 (RFC 9052) with
// a key whose certificate is in the document, as are those of the certificate's issuers.
// https://github.com/aws/aws-nitro-enclaves-nsm-api/blob/main/docs/attestation_process.md
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/nitrotpm-attestation-document-content.html

import { decode, encode } from 'cborg'
import { verify, X509Certificate } from 'node:crypto'

export interface AttestationDocument {
  readonly kind: 'enclave' | 'tpm'
  readonly moduleId: string
  /** The measurements, by the number of their register. */
  readonly registers: ReadonlyMap<number, Uint8Array>
  /** The key that answers are to be encrypted to, as the document has it. */
  readonly publicKey: Uint8Array | undefined
}

/**
 * Undefined: it is no attestation document, or its signature or one of its certificates does not
 * hold at this time. Any root will do: whose it is the caller must know.
 */
export function verifyAttestationDocument(
  bytes: Uint8Array,
  now: Date,
): AttestationDocument | undefined {
  const signed = parseSigned(bytes)
  const payload = signed && parsePayload(signed.payload)
  if (!payload) return undefined
  const certificates = [...payload.bundle, payload.certificate].map(parseCertificate)
  if (!isChain(certificates, now)) return undefined
  return isSignedBy(signed, certificates.at(-1)) ? payload.document : undefined
}

interface Signed {
  readonly protectedHeader: Uint8Array
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

const SIGN1_TAG = 18
const ALGORITHM_LABEL = 1
/** ECDSA with SHA-384, the only algorithm of these documents. */
const ES384 = -35
const SIGNATURE_BYTES = 96

function parseSigned(bytes: Uint8Array): Signed | undefined {
  const parts = parseCbor(bytes)
  if (!Array.isArray(parts) || parts.length !== 4) return undefined
  const [protectedHeader, unprotected, payload, signature] = parts as readonly unknown[]
  if (!isBytes(protectedHeader) || !isBytes(payload) || !isBytes(signature)) return undefined
  const header = parseCbor(protectedHeader)
  const isEs384 = header instanceof Map && header.get(ALGORITHM_LABEL) === ES384
  if (!isEs384 || !(unprotected instanceof Map)) return undefined
  return signature.length === SIGNATURE_BYTES ? { protectedHeader, payload, signature } : undefined
}

interface Payload {
  readonly document: AttestationDocument
  readonly certificate: Uint8Array
  /** Those of the issuers, the root first. */
  readonly bundle: readonly Uint8Array[]
}

function parsePayload(bytes: Uint8Array): Payload | undefined {
  const members = parseCbor(bytes)
  if (!(members instanceof Map)) return undefined
  const [kind, member] = members.has('pcrs')
    ? (['enclave', 'pcrs'] as const)
    : (['tpm', 'nitrotpm_pcrs'] as const)
  const registers = parseRegisters(members.get(member))
  const [moduleId, certificate, bundle] = ['module_id', 'certificate', 'cabundle'].map(
    (name): unknown => members.get(name),
  )
  if (typeof moduleId !== 'string' || moduleId === '' || !registers) return undefined
  if (members.get('digest') !== 'SHA384' || typeof members.get('timestamp') !== 'number') {
    return undefined
  }
  if (!isBytes(certificate) || !Array.isArray(bundle) || !bundle.every(isBytes)) return undefined
  const key: unknown = members.get('public_key') ?? undefined
  if (key !== undefined && !isBytes(key)) return undefined
  return { document: { kind, moduleId, registers, publicKey: key }, certificate, bundle }
}

const REGISTERS = 32
const REGISTER_BYTES: ReadonlySet<number> = new Set([32, 48, 64])

function parseRegisters(value: unknown): ReadonlyMap<number, Uint8Array> | undefined {
  if (!(value instanceof Map) || value.size === 0) return undefined
  const registers = new Map<number, Uint8Array>()
  for (const [number, measurement] of value as ReadonlyMap<unknown, unknown>) {
    const isNumber = typeof number === 'number' && number >= 0 && number < REGISTERS
    if (!isNumber || !isBytes(measurement)) return undefined
    if (!REGISTER_BYTES.has(measurement.length)) return undefined
    registers.set(number, measurement)
  }
  return registers
}

/** From the root, which signs itself, down to the certificate of the key that signed. */
function isChain(certificates: readonly (X509Certificate | undefined)[], now: Date): boolean {
  // A certificate that is its own issuer says nothing of whose document it is.
  if (certificates.length < 2) return false
  return certificates.every((certificate, index) => {
    const issuer = certificates[Math.max(index - 1, 0)]
    if (!certificate || !issuer?.ca || !isValidAt(certificate, now)) return false
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
  })
}

const isValidAt = ({ validFrom, validTo }: X509Certificate, now: Date): boolean =>
  Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo)

function isSignedBy(signed: Signed, certificate: X509Certificate | undefined): boolean {
  const { protectedHeader, payload, signature } = signed
  if (certificate?.publicKey.asymmetricKeyDetails?.namedCurve !== 'secp384r1') return false
  const noOtherData = new Uint8Array()
  const toBeSigned = encode(['Signature1', protectedHeader, noOtherData, payload])
  const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' } as const
  return verify('sha384', toBeSigned, key, signature)
}

function parseCbor(bytes: Uint8Array): unknown {
  try {
    const tags = { [SIGN1_TAG]: (inner: () => unknown) => inner() }
    return decode(bytes, { useMaps: true, rejectDuplicateMapKeys: true, tags })
  } catch {
    return undefined
  }
}

function parseCertificate(bytes: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes)
  } catch {
    return undefined
  }
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array
