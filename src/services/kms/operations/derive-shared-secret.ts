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
import { refuseRecipient } from '../resources/recipient.ts'
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
  perform(input, { keys, keyMaterials }) {
    const { KeyAgreementAlgorithm, PublicKey } = input
    const key = existing(keys.findByAnyName(input.KeyId))
    requireState(key, 'DeriveSharedSecret')
    requireUsage(key, 'KEY_AGREEMENT', 'DeriveSharedSecret')
    requireAlgorithm(key, 'KEY_AGREEMENT', KeyAgreementAlgorithm)
    const secret = agreeOnSecret(keyMaterials.current(key).secret, PublicKey)
    // Recorded without a message: localstack's test_derive_shared_secret.
    if (!secret) throw ValidationException()
    stopDryRun(input)
    const SharedSecret = secret.use((bytes) => bytes)
    const KeyOrigin = key.origin
    return { output: { KeyId: key.arn, SharedSecret, KeyAgreementAlgorithm, KeyOrigin } }
  },
}

function questions(input: DeriveSharedSecretInput, scope: KmsScope): readonly Question[] {
  refuseRecipient(input)
  const target = scope.keys.findByAnyName(input.KeyId)
  requireGrantTokens(input.GrantTokens, scope)
  const context = { 'kms:KeyAgreementAlgorithm': input.KeyAgreementAlgorithm }
  return [onKey('kms:DeriveSharedSecret', target, scope, { context })]
}
