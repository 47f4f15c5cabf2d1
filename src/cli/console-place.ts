// Which AWS a console shows, and who can sign in to it by one click.

import type { ConsolePlace } from '../console/place.ts'
import { ACCOUNT } from '../lab/policies.ts'
import { writeProfiles } from '../server/credentials-file.ts'
import type { Place } from './place.ts'
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
    takesAccessKeys: true,
    lab: () => {
      const root = keyOf(read().get(ACCOUNT))
      if (!root || credentialsFile === undefined) return undefined
      return { root, keep: (profile) => writeProfiles(credentialsFile, region, [profile]) }
    },
  }
}

function keyOf(profile: Profile | undefined) {
  const accessKeyId = profile?.get('aws_access_key_id')
  const secretAccessKey = profile?.get('aws_secret_access_key')
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}

/** AWS, or what answers like it: by the one profile that the console was started with. */
export function awsPlace({ connect }: Place): ConsolePlace {
  const { profile: named, ...rest } = connect
  const name = named ?? 'default'
  return {
    kind: 'aws',
    connect: rest,
    region: connect.region ?? 'us-east-1',
    profiles: () => [name],
    profile: (asked) => {
      if (asked !== name) return undefined
      return named === undefined ? {} : { profile: named }
    },
    takesAccessKeys: false,
  }
}
