import type { Operation, Question } from '../../operation.ts'
import type { ReEncryptInput, ReEncryptOutput } from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import {
  blobToOpen,
  findKeyOfCiphertext,
  ignoresCiphertext,
  openCiphertext,
  openOutside,
  requireExternalBlob,
  requireDecryption,
  requireNamedKey,
  requireSomethingToAskAbout,
} from '../resources/ciphertexts.ts'
import type { NamedCiphertext, Opened } from '../resources/ciphertexts.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireEncryptionContext } from '../resources/encryption-context.ts'
import { DEFAULT_ALGORITHM, requireEncryption } from '../resources/encryption-algorithm.ts'
import type { Encryption } from '../resources/encryption-algorithm.ts'
import type { Encrypted } from '../resources/encryption.ts'
import { encrypted, encryptOutside, encryptUnder } from '../resources/encryption.ts'
import type { ForKey } from '../resources/external-keys.ts'
import { isExternal, ofSameKey, toldMaterialId } from '../resources/external-keys.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { requireState } from '../resources/key-states.ts'
import { materialEvent } from '../resources/material-event.ts'
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
  prepare(input, scope) {
    const { source, destination } = requireKeys(input, scope)
    if (input.DryRun || !(isExternal(source) || isExternal(destination))) return undefined
    return reEncryptOutside(input, { source, destination }, scope)
  },
  perform(input, scope, prepared) {
    const { source, destination } = requireKeys(input, scope)
    if (ignoresCiphertext(input)) stopDryRun(input)
    requireExternalBlob(input.CiphertextBlob, source)
    if (isExternal(source)) stopDryRun(input)
    const { opened, sealed } = reEncrypted(input, { source, destination }, scope, prepared)
    return {
      output: {
        CiphertextBlob: sealed.CiphertextBlob,
        SourceKeyId: source.arn,
        KeyId: destination.arn,
        ...algorithmsOf(input),
        SourceKeyMaterialId: toldMaterialId(source, opened.material),
        DestinationKeyMaterialId: toldMaterialId(destination, sealed.material),
      },
      event: materialEvent({
        sourceKeyMaterialId: toldMaterialId(source, opened.material),
        destinationKeyMaterialId: toldMaterialId(destination, sealed.material),
      }),
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

interface Keys {
  readonly source: Key
  readonly destination: Key
}

interface ReEncrypted {
  readonly opened: Opened
  readonly sealed: Encrypted
}

/** With a proxy for at least one of the keys. */
async function reEncryptOutside(
  input: ReEncryptInput,
  keys: Keys,
  scope: KmsScope,
): Promise<ForKey<ReEncrypted>> {
  const { CiphertextBlob: blob } = input
  const { source, destination } = keys
  const { from, to } = encryptionsOf(input)
  const inner = await openOutside(blob, source, from, 'ReEncrypt', scope)
  const opened = openCiphertext(blob, source, from, scope, inner)
  const sealing = [destination, opened.plaintext, to] as const
  const outside = await encryptOutside(...sealing, 'ReEncrypt', scope)
  const sealed = encrypted(...sealing, scope, outside)
  return { keyArn: bothArns(keys), value: { opened, sealed } }
}

function reEncrypted(
  input: ReEncryptInput,
  keys: Keys,
  scope: KmsScope,
  prepared: unknown,
): ReEncrypted {
  const { source, destination } = keys
  const isOutside = isExternal(source) || isExternal(destination)
  if (isOutside && !input.DryRun) {
    return ofSameKey(prepared as ForKey<ReEncrypted> | undefined, bothArns(keys))
  }
  const { from, to } = encryptionsOf(input)
  const opened = openCiphertext(input.CiphertextBlob, source, from, scope)
  if (isExternal(destination)) stopDryRun(input)
  const sealed = encryptUnder(destination, opened.plaintext, to, scope)
  stopDryRun(input)
  return { opened, sealed }
}

const bothArns = ({ source, destination }: Keys): string => `${source.arn} ${destination.arn}`

const sourceOf = (input: ReEncryptInput): NamedCiphertext => ({
  blob: blobToOpen(input),
  keyId: input.SourceKeyId,
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
function requireKeys(input: ReEncryptInput, scope: KmsScope): Keys {
  const source = existing(findKeyOfCiphertext(sourceOf(input), scope))
  const destination = existing(scope.keys.findByAnyName(input.DestinationKeyId))
  requireState(source, 'ReEncrypt')
  requireState(destination, 'ReEncrypt')
  const { from, to } = encryptionsOf(input)
  requireDecryption(source, blobToOpen(input), from, 'ReEncrypt')
  requireEncryption(destination, to, 'ReEncrypt')
  return { source, destination }
}
