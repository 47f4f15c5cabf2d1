import type { SecretBytes } from '../../../base/secret-bytes.ts'
import type { Operation } from '../../operation.ts'
import type {
  GenerateDataKeyPairWithoutPlaintextInput,
  GenerateDataKeyPairWithoutPlaintextOutput,
} from '../model.ts'
import {
  dataKeyPairQuestions,
  makeDataKeyPair,
  wrapDataKeyPair,
} from '../resources/data-key-pairs.ts'
import type { KmsScope } from '../scope.ts'

const NAME = 'GenerateDataKeyPairWithoutPlaintext'

/**
 * Makes a key pair and gives the private key out encrypted only, for whoever will need it later.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPairWithoutPlaintext.html
 */
export const GenerateDataKeyPairWithoutPlaintext: Operation<
  KmsScope,
  GenerateDataKeyPairWithoutPlaintextInput,
  GenerateDataKeyPairWithoutPlaintextOutput
> = {
  readOnly: true,
  questions: (input, scope) => dataKeyPairQuestions(NAME, input, scope),
  prepare: (input, scope) => makeDataKeyPair(NAME, input, scope),
  perform: (input, scope, prepared) => wrapDataKeyPair(NAME, input, scope, prepared as SecretBytes),
}
