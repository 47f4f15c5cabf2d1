import type { Operation } from '../../operation.ts'
import { onUserOrCaller, userOrCaller } from '../caller-as-user.ts'
import { deviceShape, devicesOf } from '../mfa/user-devices.ts'
import type { ListMFADevicesInput, ListMFADevicesOutput } from '../model.ts'
import { takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the MFA devices of a user; without a name, of the caller. The root user has none here.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html
 */
export const ListMFADevices: Operation<IamScope, ListMFADevicesInput, ListMFADevicesOutput> = {
  readOnly: true,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:ListMFADevices', UserName, scope)],
  perform: ({ UserName, ...page }, scope) => {
    const name = userOrCaller(UserName, scope)
    if (name === undefined) return { output: { MFADevices: [], IsTruncated: false } }
    const user = scope.users.require(name).value
    const { items, position } = takePage(page, (after) =>
      devicesOf(scope.store, user, after).map((row) => ({ id: row.id, value: row })),
    )
    return { output: { MFADevices: items.map((row) => deviceShape(user, row)), ...position } }
  },
}
