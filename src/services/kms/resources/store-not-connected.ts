import type { AwsError } from '../../../aws/errors.ts'

/** AWS's sentence, also of CreateKey, where there is no KMS key yet. */
export const storeIsNotConnected = (say: (message: string) => AwsError): AwsError =>
  say(
    'This KMS key is in a custom key store that is not connected to its external key store ' +
      'proxy. Connect the external key store and try the request again.',
  )
