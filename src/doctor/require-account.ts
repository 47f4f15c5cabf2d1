import type { Connection } from './connection.ts'
import { askCallerIdentity } from './evidence/caller-identity.ts'
import { doctorFailure } from './failure.ts'

/** Asked anew before anything is changed: a profile may lead elsewhere by then. */
export async function requireAccount(connection: Connection, meant: string): Promise<void> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('aws', caller)
  if (caller.account === meant) return
  throw doctorFailure('otherAccount', { account: caller.account, meant })
}
