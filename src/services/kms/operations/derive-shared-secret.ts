import { agreeOnSecret } from '../../../crypto/key-pair/key-agreement.ts'
import type { Operation, Question } from '../../operation.ts'
import { ValidationException } from '../errors.ts'
import type { DeriveSharedSecretInput, DeriveSharedSecretOutput } from '../model.ts'
import { onKey } from '../questions.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { requireState } from '../resources/key-states.ts'
import { requireAlgorithm, requireUsage } from '../resources/key-usage.ts'
import { existing } from '../resources/keys.ts'
import { handOut, recipientContext, recipientEvent, recipientOf } from '../resources/recipient.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Agrees on a secret with the holder of another key pair on the same curve (ECDH): the raw x
 * coordinate, from which both sides are to derive keys.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html
 */
export const DeriveSharedSecret: Operation<
  KmsScope,
  DeriveSharedSecretInput,
  DeriveSharedSecretOutput
> = {
  readOnly: true,
  questions,
  perform(input, scope) {
    const { keys, keyMaterials } = scope
    const { KeyAgreementAlgorithm, PublicKey } = input
    const key = existing(keys.findByAnyName(input.KeyId))
    requireState(key, 'DeriveSharedSecret')
    requireUsage(key, 'KEY_AGREEMENT', 'DeriveSharedSecret')
    requireAlgorithm(key, 'KEY_AGREEMENT', KeyAgreementAlgorithm)
    const secret = agreeOnSecret(keyMaterials.current(key).secret, PublicKey)
    // Recorded without a message: localstack's test_derive_shared_secret.
    if (!secret) throw ValidationException()
    stopDryRun(input)
    const recipient = recipientOf(input, scope)
    const { clear: SharedSecret, CiphertextForRecipient } = handOut(secret, recipient, scope)
    return {
      output: {
        KeyId: key.arn,
        SharedSecret,
        CiphertextForRecipient,
        KeyAgreementAlgorithm,
        KeyOrigin: key.origin,
      },
      event: recipientEvent(recipient),
    }
  },
}

function questions(input: DeriveSharedSecretInput, scope: KmsScope): readonly Question[] {
  const target = scope.keys.findByAnyName(input.KeyId)
  requireGrantTokens(input.GrantTokens, scope)
  const context = {
    'kms:KeyAgreementAlgorithm': input.KeyAgreementAlgorithm,
    ...recipientContext(input, scope),
  }
  return [onKey('kms:DeriveSharedSecret', target, scope, { context })]
}
