/**
 * The KMS operations on a key that work from another account, by AWS's table; all others never
 * do, whatever the key policy says.
 * https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
const CROSS_ACCOUNT = new Set(
  [
    ['CreateGrant', 'ListGrants', 'RevokeGrant', 'RetireGrant', 'DescribeKey', 'GetPublicKey'],
    ['Encrypt', 'Decrypt', 'ReEncrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey'],
    ['GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyPair', 'DeriveSharedSecret'],
    ['GenerateDataKeyPairWithoutPlaintext', 'Sign', 'Verify', 'GenerateMac', 'VerifyMac'],
    ['Encapsulate', 'Decapsulate', 'GetKeyRotationStatus'],
  ]
    .flat()
    .map((operation) => `kms:${operation.toLowerCase()}`),
)

/** Whether an action never works on another account's resource, whatever the policies say. */
export function isSameAccountOnly(action: string): boolean {
  const lower = action.toLowerCase()
  return lower.startsWith('kms:') && !CROSS_ACCOUNT.has(lower)
}
