// The stack that a console shows, and who can sign in to it by one click.

import { accountOfAccessKeyId } from '../base/access-key-account.ts'
import { isAccountId } from '../base/account-id.ts'
import type { ConsolePlace } from '../console/place.ts'
import { ACCOUNT } from '../lab/policies.ts'
import { writeProfiles } from '../server/credentials-file.ts'
import { readProfiles, type Profile } from './profiles.ts'
import { sparekeyArguments } from './self.ts'

/** A stack, with the profiles of its credentials file as they are at the moment. */
export function stackPlace(
  endpoint: string,
  region: string,
  credentialsFile: string | undefined,
): ConsolePlace {
  const read = () => readProfiles(credentialsFile ?? '')
  return {
    kind: 'stack',
    connect: { endpoint, sparekey: sparekeyArguments() },
    region,
    profiles: () => [...read().keys()],
    profile: (name) =>
      read().has(name) && credentialsFile ? { profile: name, credentialsFile } : undefined,
    accountOf: (name) => accountOf(name, read().get(name)),
    takesAccessKeys: true,
    lab: () => {
      const root = keyOf(read().get(ACCOUNT))
      if (!root || credentialsFile === undefined) return undefined
      return { root, keep: (profile) => writeProfiles(credentialsFile, region, [profile]) }
    },
  }
}

/** A stack names the profiles of its root users by their accounts. */
function accountOf(name: string, profile: Profile | undefined): string | undefined {
  if (isAccountId(name)) return name
  return accountOfAccessKeyId(profile?.get('aws_access_key_id') ?? '')
}

function keyOf(profile: Profile | undefined) {
  const accessKeyId = profile?.get('aws_access_key_id')
  const secretAccessKey = profile?.get('aws_secret_access_key')
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}
