// A root key encrypted under a KMS key: of AWS, or of whatever answers like it at an endpoint. Who
// may decrypt with that key can start the stack, and every start leaves an event there.

import type { KMSClient } from '@aws-sdk/client-kms'
import { parseArn } from '../../base/arn.ts'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { upkeepFailure } from '../upkeep/failures.ts'

export interface KmsPlace {
  readonly keyId: string
  /** Absent: AWS itself, or what the SDK's own settings say. */
  readonly endpoint?: string
}

export interface KmsWrapped extends KmsPlace {
  /** A ciphertext blob in Base64. */
  readonly wrapped: string
}

/** So that no other ciphertext of the same KMS key is taken for a root key. */
const contextOf = (rootKeyId: string) => ({ 'sparekey:root-key': rootKeyId })

export async function wrapWithKms(
  rootKey: SecretBytes,
  rootKeyId: string,
  { keyId, endpoint }: KmsPlace,
): Promise<KmsWrapped> {
  return asking({ keyId, ...(endpoint !== undefined && { endpoint }) }, async (kms, sdk) => {
    const answer = await kms.send(
      new sdk.EncryptCommand({
        KeyId: keyId,
        Plaintext: rootKey.use((bytes) => bytes),
        EncryptionContext: contextOf(rootKeyId),
      }),
    )
    return {
      // The key's ARN: an alias may come to name another one.
      keyId: answer.KeyId ?? keyId,
      ...(endpoint !== undefined && { endpoint }),
      wrapped: Buffer.from(answer.CiphertextBlob ?? []).toString('base64'),
    }
  })
}

export async function unwrapWithKms(
  { wrapped, ...place }: KmsWrapped,
  rootKeyId: string,
): Promise<SecretBytes> {
  return asking(place, async (kms, sdk) => {
    const { Plaintext = new Uint8Array() } = await kms.send(
      new sdk.DecryptCommand({
        KeyId: place.keyId,
        CiphertextBlob: Buffer.from(wrapped, 'base64'),
        EncryptionContext: contextOf(rootKeyId),
      }),
    )
    return new SecretBytes(Plaintext)
  })
}

/** The SDK is loaded by those alone who have chosen it. */
async function asking<Result>(
  { keyId, endpoint }: KmsPlace,
  ask: (kms: KMSClient, sdk: typeof import('@aws-sdk/client-kms')) => Promise<Result>,
): Promise<Result> {
  const sdk = await import('@aws-sdk/client-kms')
  const region = parseArn(keyId)?.region
  const kms = new sdk.KMSClient({
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
  })
  try {
    return await ask(kms, sdk)
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
    throw upkeepFailure('rootKeyOfKms', { keyId, reason }, { cause })
  } finally {
    kms.destroy()
  }
}
