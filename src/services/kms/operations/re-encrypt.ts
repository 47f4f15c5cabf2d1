import type { EventDetails, Operation, Question } from '../../operation.ts'
import type { ReEncryptInput, ReEncryptOutput } from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import {
  findKeyOfCiphertext,
  ignoresCiphertext,
  openCiphertext,
  requireDecryption,
  requireNamedKey,
  requireSomethingToAskAbout,
} from '../resources/ciphertexts.ts'
import type { NamedCiphertext } from '../resources/ciphertexts.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireEncryptionContext } from '../resources/encryption-context.ts'
import { DEFAULT_ALGORITHM, requireEncryption } from '../resources/encryption-algorithm.ts'
import type { Encryption } from '../resources/encryption-algorithm.ts'
import { encryptUnder, materialIdOf } from '../resources/encryption.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { requireState } from '../resources/key-states.ts'
import { existing } from '../resources/keys.ts'
import type { Key } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Opens a ciphertext and encrypts what is inside again, under another key or with another
 * encryption context; the plaintext stays in KMS. It needs kms:ReEncryptFrom on the one key and
 * kms:ReEncryptTo on the other: there is no kms:ReEncrypt.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
 */
export const ReEncrypt: Operation<KmsScope, ReEncryptInput, ReEncryptOutput> = {
  readOnly: true,
  questions,
  perform(input, scope) {
    const { source, destination } = requireKeys(input, scope)
    if (ignoresCiphertext(input)) stopDryRun(input)
    const { from, to } = encryptionsOf(input)
    const opened = openCiphertext(input.CiphertextBlob, source, from, scope)
    const sealed = encryptUnder(destination, opened.plaintext, to, scope)
    stopDryRun(input)
    const sourceMaterialId = materialIdOf(source, opened.material)
    const destinationMaterialId = materialIdOf(destination, sealed.material)
    return {
      output: {
        CiphertextBlob: sealed.CiphertextBlob,
        SourceKeyId: source.arn,
        KeyId: destination.arn,
        ...algorithmsOf(input),
        SourceKeyMaterialId: sourceMaterialId,
        DestinationKeyMaterialId: destinationMaterialId,
      },
      event: materialsEvent(sourceMaterialId, destinationMaterialId),
    }
  },
  requestParameters: (input) => recordedInput('ReEncrypt', { ...input, ...algorithmsOf(input) }),
}

function questions(input: ReEncryptInput, scope: KmsScope): readonly Question[] {
  const { SourceEncryptionContext, DestinationEncryptionContext } = input
  requireEncryptionContext(SourceEncryptionContext)
  requireEncryptionContext(DestinationEncryptionContext)
  requireSomethingToAskAbout(sourceOf(input), input, 'sourceKeyId')
  requireNamedKey(sourceOf(input), algorithmsOf(input).SourceEncryptionAlgorithm, 'SourceKeyId')
  const source = findKeyOfCiphertext(sourceOf(input), scope)
  const destination = scope.keys.findByAnyName(input.DestinationKeyId)
  requireGrantTokens(input.GrantTokens, scope)
  const onSameKey = String(source.resource.arn === destination.resource.arn)
  const { SourceEncryptionAlgorithm, DestinationEncryptionAlgorithm } = algorithmsOf(input)
  const from = cryptographicContext(SourceEncryptionAlgorithm, SourceEncryptionContext)
  const to = cryptographicContext(DestinationEncryptionAlgorithm, DestinationEncryptionContext)
  const same = { 'kms:ReEncryptOnSameKey': onSameKey }
  return [
    onKey('kms:ReEncryptFrom', source, scope, { context: { ...from, ...same } }),
    onKey('kms:ReEncryptTo', destination, scope, { context: { ...to, ...same } }),
  ]
}

const sourceOf = ({ CiphertextBlob, SourceKeyId }: ReEncryptInput): NamedCiphertext => ({
  blob: CiphertextBlob,
  keyId: SourceKeyId,
})

const algorithmsOf = (input: ReEncryptInput) => ({
  SourceEncryptionAlgorithm: input.SourceEncryptionAlgorithm ?? DEFAULT_ALGORITHM,
  DestinationEncryptionAlgorithm: input.DestinationEncryptionAlgorithm ?? DEFAULT_ALGORITHM,
})

const encryptionsOf = (input: ReEncryptInput): { from: Encryption; to: Encryption } => {
  const { SourceEncryptionAlgorithm, DestinationEncryptionAlgorithm } = algorithmsOf(input)
  return {
    from: { algorithm: SourceEncryptionAlgorithm, context: input.SourceEncryptionContext },
    to: { algorithm: DestinationEncryptionAlgorithm, context: input.DestinationEncryptionContext },
  }
}

/** Both keys, in states and of specs in which it works. */
function requireKeys(input: ReEncryptInput, scope: KmsScope): { source: Key; destination: Key } {
  const source = existing(findKeyOfCiphertext(sourceOf(input), scope))
  const destination = existing(scope.keys.findByAnyName(input.DestinationKeyId))
  requireState(source, 'ReEncrypt')
  requireState(destination, 'ReEncrypt')
  const { from, to } = encryptionsOf(input)
  requireDecryption(source, input.CiphertextBlob, from, 'ReEncrypt')
  requireEncryption(destination, to, 'ReEncrypt')
  return { source, destination }
}

function materialsEvent(source: string | undefined, destination: string | undefined): EventDetails {
  if (source === undefined && destination === undefined) return {}
  return {
    additionalEventData: {
      ...(source !== undefined && { sourceKeyMaterialId: source }),
      ...(destination !== undefined && { destinationKeyMaterialId: destination }),
    },
  }
}
