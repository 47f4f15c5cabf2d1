// Accounts that requests have opened, beside those of the start command: their root users have
// profiles as well.

import type { AccountId } from '../base/account-id.ts'
import { openAccounts, rootAccessKey } from '../services/iam/api.ts'
import type { Profile } from './credentials-file.ts'
import { writeProfiles } from './credentials-file.ts'
import type { House } from './exchange.ts'

type Keys = Pick<House, 'store' | 'sealer'>

/** Of every account whose root user has an access key. */
export const rootProfiles = (house: Keys): readonly Profile[] =>
  openAccounts(house.store).flatMap((account) => rootProfile(house, account))

const rootProfile = ({ store, sealer }: Keys, account: AccountId): readonly Profile[] => {
  const accessKey = rootAccessKey(store, sealer, account)
  return accessKey ? [{ name: account, ...accessKey }] : []
}

/** The account is there, whether or not its profile can be written: that is only told. */
export function writeOpenedProfile(
  house: Keys & Pick<House, 'log'>,
  file: { readonly path: string; readonly region: string },
  account: AccountId,
): void {
  try {
    writeProfiles(file.path, file.region, rootProfile(house, account))
  } catch (err) {
    house.log.error({ account, err }, 'the profile of a new account could not be written')
  }
}
