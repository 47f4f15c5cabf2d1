import type { AccountKey } from '../../evidence/account/account-key.ts'

/** `sparekey doctor KEY`, about one action where one is meant. */
export const doctorNext = ({ arn }: AccountKey, action?: string): readonly string[] =>
  action === undefined ? ['doctor', arn] : ['doctor', arn, '--action', action]

/** `sparekey who-can ACTION KEY`. */
export const whoCanNext = ({ arn }: AccountKey, action: string): readonly string[] => [
  'who-can',
  action,
  arn,
]
