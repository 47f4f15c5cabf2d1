// What a grant may allow. https://docs.aws.amazon.com/kms/latest/developerguide/grants.html

import type { GrantOperation, KeyUsageType } from '../model.ts'
import type { KeyRow } from '../tables.ts'

type KindOfKey = Pick<KeyRow, 'keySpec' | 'keyUsage'>

const WITH_ANY_KEY: readonly GrantOperation[] = ['CreateGrant', 'RetireGrant', 'DescribeKey']

const ENCRYPTING: readonly GrantOperation[] = ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo']

const GENERATING: readonly GrantOperation[] = [
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
]

/** Of key pairs, the public key as well; data keys are for symmetric keys. */
const BY_USAGE: Readonly<Record<KeyUsageType, readonly GrantOperation[]>> = {
  ENCRYPT_DECRYPT: [...ENCRYPTING, 'GetPublicKey'],
  SIGN_VERIFY: ['Sign', 'Verify', 'GetPublicKey'],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
  KEY_AGREEMENT: ['DeriveSharedSecret', 'GetPublicKey'],
  ENCAPSULATE_DECAPSULATE: ['Encapsulate', 'Decapsulate', 'GetPublicKey'],
}

const SYMMETRIC: readonly GrantOperation[] = [...ENCRYPTING, ...GENERATING]

const ACTIONS: ReadonlySet<string> = new Set(
  [...WITH_ANY_KEY, ...GENERATING, ...Object.values(BY_USAGE).flat()].map(
    (operation) => `kms:${operation}`,
  ),
)

/** Whether any grant could allow the action: those of other actions need not be read. */
export const isGrantable = (action: string): boolean => ACTIONS.has(action)

export const isSymmetricEncryptionKey = ({ keySpec }: KindOfKey): boolean =>
  keySpec === 'SYMMETRIC_DEFAULT'

/** Whether a grant on such a key may allow the operation. */
export function isGrantOperation(operation: GrantOperation, key: KindOfKey): boolean {
  const own = isSymmetricEncryptionKey(key) ? SYMMETRIC : BY_USAGE[key.keyUsage]
  return WITH_ANY_KEY.includes(operation) || own.includes(operation)
}
