// The AWS that a console shows. Apart from `console-place.ts`, so that a stack that serves does not
// hold the doctor and its clients of AWS in memory before anybody asks for them.

import type { ConsolePlace } from '../console/place.ts'
import { connect as connectTo, disconnect, type ConnectOptions } from '../doctor/index.ts'
import type { Place } from './place.ts'

/** AWS, or what answers like it: by the one profile that the console was started with. */
export async function awsPlace({ connect }: Place): Promise<ConsolePlace> {
  // Nobody waits in the terminal for one answer: no progress is told there, and none is cut off.
  const { profile: named, tell: _tell, signal: _signal, ...rest } = connect
  const name = named ?? 'default'
  return {
    kind: 'aws',
    connect: rest,
    region: await regionOf(connect),
    profiles: () => [name],
    profile: (asked) => {
      if (asked !== name) return undefined
      return named === undefined ? {} : { profile: named }
    },
    takesAccessKeys: false,
  }
}

/** As it was named, or as the profile has it, or else where a console of AWS opens. */
async function regionOf(options: ConnectOptions): Promise<string> {
  const connection = connectTo(options)
  const region = await connection.sts.config.region().catch(() => 'us-east-1')
  disconnect(connection)
  return region
}
