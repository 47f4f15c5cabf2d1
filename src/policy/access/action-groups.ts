const USE =
  /^kms:(Decrypt|DeriveSharedSecret|Encrypt|GenerateDataKey|GenerateMac|ReEncrypt|Sign$|Verify)/

/** What is done with a key, as opposed to what is done to it. */
export const isUseOfKey = (action: string): boolean => USE.test(action)
