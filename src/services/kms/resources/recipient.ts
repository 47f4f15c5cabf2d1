import { UnsupportedOperationException } from '../errors.ts'
import type { RecipientInfo } from '../model.ts'

/** UNLIKE AWS: there is no Nitro hypervisor here whose attestation could be verified. */
export function refuseRecipient(input: { readonly Recipient?: RecipientInfo | undefined }): void {
  if (!input.Recipient) return
  throw UnsupportedOperationException('Sparekey does not verify attestation documents')
}
