// Data key pairs: KMS makes them, encrypts the private half and does not keep them.

import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { newKeyPair, publicKeyOf } from '../../../crypto/key-pair/generate.ts'
import type { EventDetails, Question } from '../../operation.ts'
import { UnsupportedOperationException } from '../errors.ts'
import type {
  GenerateDataKeyPairWithoutPlaintextInput,
  GenerateDataKeyPairWithoutPlaintextOutput,
} from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import type { KmsScope } from '../scope.ts'
import { stopDryRun } from './dry-run.ts'
import { DEFAULT_ALGORITHM, requireEncryption } from './encryption-algorithm.ts'
import { encryptUnder } from './encryption.ts'
import { requireEncryptionContext } from './encryption-context.ts'
import { isExternal, toldMaterialId } from './external-keys.ts'
import { requireGrantTokens } from './grant-tokens.ts'
import { requireState } from './key-states.ts'
import { existing, type Key } from './keys.ts'
import { materialEvent } from './material-event.ts'

type PairInput = GenerateDataKeyPairWithoutPlaintextInput
type PairOperation = 'GenerateDataKeyPair' | 'GenerateDataKeyPairWithoutPlaintext'

export function dataKeyPairQuestions(
  operation: PairOperation,
  input: PairInput,
  scope: KmsScope,
  more: Question['context'] = {},
): readonly Question[] {
  requireEncryptionContext(input.EncryptionContext)
  const target = scope.keys.findByAnyName(input.KeyId)
  requireGrantTokens(input.GrantTokens, scope)
  const context = {
    ...cryptographicContext(DEFAULT_ALGORITHM, input.EncryptionContext),
    'kms:DataKeyPairSpec': input.KeyPairSpec,
    ...more,
  }
  return [onKey(`kms:${operation}`, target, scope, { context })]
}

/** The private half of a fresh pair; none is made for a request that is to be refused. */
export async function makeDataKeyPair(
  operation: PairOperation,
  input: PairInput,
  scope: KmsScope,
): Promise<SecretBytes> {
  requireWrappingKey(operation, input, scope)
  stopDryRun(input)
  return newKeyPair(input.KeyPairSpec, scope.world)
}

/** Both halves, the private one encrypted under the key that the request names. */
export function wrapDataKeyPair(
  operation: PairOperation,
  input: PairInput,
  scope: KmsScope,
  privateKey: SecretBytes,
): {
  readonly output: GenerateDataKeyPairWithoutPlaintextOutput
  readonly event: EventDetails
} {
  const key = requireWrappingKey(operation, input, scope)
  const { CiphertextBlob, material } = encryptUnder(key, privateKey, encryptionOf(input), scope)
  const KeyMaterialId = toldMaterialId(key, material)
  return {
    output: {
      PrivateKeyCiphertextBlob: CiphertextBlob,
      PublicKey: publicKeyOf(input.KeyPairSpec, privateKey),
      KeyId: key.arn,
      KeyPairSpec: input.KeyPairSpec,
      KeyMaterialId,
    },
    event: materialEvent({ keyMaterialId: KeyMaterialId }),
  }
}

function requireWrappingKey(operation: PairOperation, input: PairInput, scope: KmsScope): Key {
  const key = existing(scope.keys.findByAnyName(input.KeyId))
  requireState(key, operation)
  requireEncryption(key, encryptionOf(input), operation)
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html
  if (isExternal(key)) throw UnsupportedOperationException()
  return key
}

const encryptionOf = ({ EncryptionContext }: PairInput) => ({
  algorithm: DEFAULT_ALGORITHM,
  context: EncryptionContext,
})
