import type { Row } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { mfaDeviceArn } from '../arns.ts'
import type {
  ListVirtualMFADevicesInput,
  ListVirtualMFADevicesOutput,
  VirtualMFADevice,
} from '../model.ts'
import { takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'
import { userShape } from '../shapes.ts'
import type { MfaDeviceRow } from '../tables.ts'
import { users } from '../tables.ts'

/**
 * Answers the account's virtual MFA devices, with whose they are.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html
 */
export const ListVirtualMFADevices: Operation<
  IamScope,
  ListVirtualMFADevicesInput,
  ListVirtualMFADevicesOutput
> = {
  readOnly: true,
  questions: (_input, { mfaDevices, account }) => [
    mfaDevices.question(
      'iam:ListVirtualMFADevices',
      mfaDeviceArn({ account, path: '/', name: '' }),
    ),
  ],
  perform: ({ AssignmentStatus = 'Any', ...page }, scope) => {
    const { items, position } = takePage(page, (after) =>
      scope.mfaDevices
        .all(after)
        .filter(({ value }) => isWanted(value, AssignmentStatus))
        .map((row) => ({ id: row.id, value: row })),
    )
    return { output: { VirtualMFADevices: items.map((row) => shape(row, scope)), ...position } }
  },
}

type Status = NonNullable<ListVirtualMFADevicesInput['AssignmentStatus']>

const isWanted = ({ use }: MfaDeviceRow, status: Status): boolean =>
  status === 'Any' || (use !== undefined) === (status === 'Assigned')

function shape({ id, value }: Row<MfaDeviceRow>, { store }: IamScope): VirtualMFADevice {
  const { use } = value
  if (!use) return { SerialNumber: id }
  const [user] = store.find(users, 'uniqueId', use.userId, { limit: 1 })
  return {
    SerialNumber: id,
    EnableDate: new Date(use.enabledAt),
    ...(user && { User: userShape(user.value) }),
  }
}
