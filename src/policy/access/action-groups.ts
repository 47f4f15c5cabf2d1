const USE =
  /^kms:((De|En)(crypt|capsulate)|DeriveSharedSecret|Generate(DataKey|Mac)|ReEncrypt|Sign$|Verify)/

/** What is done with a key, as opposed to what is done to it. */
export const isUseOfKey = (action: string): boolean => USE.test(action)
