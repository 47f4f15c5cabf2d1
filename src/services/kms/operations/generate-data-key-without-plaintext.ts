import type { Operation } from '../../operation.ts'
import type {
  GenerateDataKeyWithoutPlaintextInput,
  GenerateDataKeyWithoutPlaintextOutput,
} from '../model.ts'
import { dataKeyQuestions, newDataKey, prepareDataKey } from '../resources/data-keys.ts'
import type { KmsScope } from '../scope.ts'

const NAME = 'GenerateDataKeyWithoutPlaintext'

/**
 * Makes a data key and gives it out encrypted only, for whoever will need it later.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html
 */
export const GenerateDataKeyWithoutPlaintext: Operation<
  KmsScope,
  GenerateDataKeyWithoutPlaintextInput,
  GenerateDataKeyWithoutPlaintextOutput
> = {
  readOnly: true,
  questions: (input, scope) => dataKeyQuestions(NAME, input, scope),
  prepare: (input, scope) => prepareDataKey(NAME, input, scope),
  perform(input, scope, prepared) {
    const { encrypted, event } = newDataKey(NAME, input, scope, prepared)
    return { output: encrypted, event }
  },
}
