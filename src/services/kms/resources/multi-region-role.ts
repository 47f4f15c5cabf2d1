// KMS keeps what related keys share alike with a role of its own in the account. Whoever makes the
// first multi-Region primary key makes the role, and must be allowed to.
// https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-auth-slr.html

import { arnOf } from '../../../base/arn.ts'
import type { Arn } from '../../../base/arn.ts'
import { iamDirectory } from '../../iam/api.ts'
import type { Question } from '../../operation.ts'
import type { CreateKeyInput } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import { BY_KMS } from './by-kms.ts'

const SERVICE = 'mrk.kms.amazonaws.com'
const ROLE = `role/aws-service-role/${SERVICE}/AWSServiceRoleForKeyManagementServiceMultiRegionKeys`

/** Nothing when the account has the role already, or does not need it. */
export function onMultiRegionRole(input: CreateKeyInput, scope: KmsScope): readonly Question[] {
  if (!lacksRole(input, scope)) return []
  const { account } = scope
  return [
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: { arn: roleArn(account), account },
      context: { 'iam:AWSServiceName': SERVICE },
    },
  ]
}

/** By itself and for good, whatever becomes of the key. Undefined: there is nothing to make. */
export const makeMultiRegionRole = (
  input: CreateKeyInput,
  scope: KmsScope,
): Promise<void> | undefined => (lacksRole(input, scope) ? makeRole(input, scope) : undefined)

async function makeRole(input: CreateKeyInput, scope: KmsScope): Promise<void> {
  const call = { service: 'iam', operation: 'CreateServiceLinkedRole', region: scope.region }
  try {
    await scope.call({ ...call, input: { AWSServiceName: SERVICE }, by: BY_KMS })
  } catch (refused) {
    // Somebody else's key was quicker.
    if (lacksRole(input, scope)) throw refused
  }
}

const lacksRole = ({ MultiRegion }: CreateKeyInput, { account, store }: KmsScope): boolean =>
  MultiRegion === true && iamDirectory(store).uniqueIdOf(roleArn(account)) === undefined

const roleArn = (account: string): Arn => arnOf('iam', '', account, ROLE)
