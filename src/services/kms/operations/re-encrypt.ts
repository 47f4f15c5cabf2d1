import type { Operation, Question } from '../../operation.ts'
import type { ReEncryptInput, ReEncryptOutput } from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import {
  findKeyOfCiphertext,
  ignoresCiphertext,
  openCiphertext,
  requireSomethingToAskAbout,
} from '../resources/ciphertexts.ts'
import type { NamedCiphertext } from '../resources/ciphertexts.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireEncryptionContext } from '../resources/encryption-context.ts'
import { DEFAULT_ALGORITHM, requireEncryptionAlgorithm } from '../resources/encryption-algorithm.ts'
import { encryptUnder } from '../resources/encryption.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import type { KeyMaterial } from '../resources/key-materials.ts'
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
    const { CiphertextBlob: blob, SourceEncryptionContext, DestinationEncryptionContext } = input
    const opened = openCiphertext(blob, source, SourceEncryptionContext, scope)
    stopDryRun(input)
    const sealed = encryptUnder(destination, opened.plaintext, DestinationEncryptionContext, scope)
    return {
      output: {
        CiphertextBlob: sealed.CiphertextBlob,
        SourceKeyId: source.arn,
        KeyId: destination.arn,
        ...algorithmsOf(input),
        SourceKeyMaterialId: opened.material.id,
        DestinationKeyMaterialId: sealed.material.id,
      },
      event: { additionalEventData: materialIds(opened.material, sealed.material) },
    }
  },
  requestParameters: (input) => recordedInput('ReEncrypt', { ...input, ...algorithmsOf(input) }),
}

function questions(input: ReEncryptInput, scope: KmsScope): readonly Question[] {
  const { SourceEncryptionContext, DestinationEncryptionContext } = input
  requireEncryptionContext(SourceEncryptionContext)
  requireEncryptionContext(DestinationEncryptionContext)
  requireSomethingToAskAbout(sourceOf(input), input, 'sourceKeyId')
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

/** Both keys, in states and of specs in which it works. */
function requireKeys(input: ReEncryptInput, scope: KmsScope): { source: Key; destination: Key } {
  const source = existing(findKeyOfCiphertext(sourceOf(input), scope))
  const destination = existing(scope.keys.findByAnyName(input.DestinationKeyId))
  requireState(source, 'ReEncrypt')
  requireState(destination, 'ReEncrypt')
  const { SourceEncryptionAlgorithm, DestinationEncryptionAlgorithm } = algorithmsOf(input)
  requireEncryptionAlgorithm(source, SourceEncryptionAlgorithm)
  requireEncryptionAlgorithm(destination, DestinationEncryptionAlgorithm)
  return { source, destination }
}

const materialIds = (source: KeyMaterial, destination: KeyMaterial) => ({
  sourceKeyMaterialId: source.id,
  destinationKeyMaterialId: destination.id,
})
