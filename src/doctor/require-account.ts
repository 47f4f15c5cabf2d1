import type { Connection } from './connection.ts'
import { askCallerIdentity } from './evidence/caller-identity.ts'
import { DoctorFailure } from './failure.ts'

/** Asked anew before anything is changed: a profile may lead elsewhere by then. */
export async function requireAccount(connection: Connection, meant: string): Promise<void> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw new DoctorFailure(`${caller.code}: ${caller.message}`)
  if (caller.account === meant) return
  throw new DoctorFailure(`this is account \`${caller.account}\`, not \`${meant}\``, [
    'nothing has been changed',
  ])
}
