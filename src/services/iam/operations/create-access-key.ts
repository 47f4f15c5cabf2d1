import type { Operation } from '../../operation.ts'
import { existingOwner, onUserOrCaller } from '../caller-as-user.ts'
import { quotaExceeded } from '../errors.ts'
import { limits } from '../limits.ts'
import type { AccessKey, AccessKeyMetadata, CreateAccessKeyInput } from '../model.ts'
import type { KeyOwner } from '../resources/access-keys.ts'
import type { IamScope } from '../scope.ts'
import { accessKeyShape } from '../shapes.ts'

/**
 * Makes an access key for a user; without a name, for the caller.
 *
 * The answer is the only one that ever holds the secret access key.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
 */
export const CreateAccessKey: Operation<IamScope, CreateAccessKeyInput, Created> = {
  readOnly: false,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:CreateAccessKey', UserName, scope)],
  perform: ({ UserName }, scope) => {
    const owner = existingOwner(UserName, scope)
    requireRoom(owner, scope)
    const made = scope.accessKeys.make(owner)
    const shown = accessKeyShape(made.accessKeyId, made.row)
    return {
      output: { AccessKey: { ...shown, SecretAccessKey: made.secretAccessKey } },
      changes: [made.change],
    }
  },
}

/** The root user has no name. */
interface Created {
  readonly AccessKey: AccessKeyMetadata & Pick<AccessKey, 'SecretAccessKey'>
}

function requireRoom(owner: KeyOwner, { accessKeys }: IamScope): void {
  const max = limits.accessKeysPerUserMax
  if ([...accessKeys.ownedBy(owner)].length >= max) throw quotaExceeded('AccessKeysPerUser', max)
}
