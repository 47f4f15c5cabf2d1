import type { GrantOperation } from '../model.ts'

/** What a grant on a symmetric encryption key may allow; every key here is one. */
const OPERATIONS: readonly GrantOperation[] = [
  'Encrypt',
  'Decrypt',
  'ReEncryptFrom',
  'ReEncryptTo',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'CreateGrant',
  'RetireGrant',
  'DescribeKey',
]

const ACTIONS: ReadonlySet<string> = new Set(OPERATIONS.map((operation) => `kms:${operation}`))

/** Whether any grant could allow the action: those of other actions need not be read. */
export const isGrantable = (action: string): boolean => ACTIONS.has(action)

export const isGrantOperation = (operation: GrantOperation): boolean =>
  OPERATIONS.includes(operation)
