// The MFA devices of a user, by the serial numbers that operations name.

import type { Row, StoreView } from '../../../store/store.ts'
import { InvalidAuthenticationCode, NoSuchEntity } from '../errors.ts'
import type { MFADevice } from '../model.ts'
import { eachRow } from '../paging.ts'
import type { IamScope } from '../scope.ts'
import type { MfaDeviceRow, MfaDeviceUse, UserRow } from '../tables.ts'
import { mfaDevices } from '../tables.ts'

/** A device that is enabled. */
export interface DeviceInUse {
  readonly row: Row<MfaDeviceRow>
  readonly use: MfaDeviceUse
}

/** In the order of serial numbers. */
export const devicesOf = (
  store: StoreView,
  { uniqueId }: UserRow,
  after?: string,
): IteratorObject<Row<MfaDeviceRow>> =>
  eachRow((request) => store.find(mfaDevices, 'user', uniqueId, request), after)

export function requireDeviceOf(user: UserRow, serialNumber: string, scope: IamScope): DeviceInUse {
  const row = scope.mfaDevices.find(serialNumber)
  const use = row?.value.use
  if (row && use?.userId === user.uniqueId) return { row, use }
  throw NoSuchEntity('MFA Device invalid for user.')
}

export const deviceShape = ({ name }: UserRow, { id, value }: Row<MfaDeviceRow>): MFADevice => ({
  UserName: name,
  SerialNumber: id,
  EnableDate: new Date(value.use?.enabledAt ?? value.createdAt),
})

export const wrongCodes = () =>
  InvalidAuthenticationCode('Authentication code for device is not valid.')
