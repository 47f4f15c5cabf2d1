import { printSeed, printSeedJson } from '../../seed/print-seed.ts'
import { type AccountAccess, takeSnapshot } from '../../snapshot/take-snapshot.ts'
import type { Stack } from '../../lab/stack.ts'
import { failure } from '../failure.ts'
import { ask, stackEndpointOf } from '../place.ts'
import { type Profile, readProfiles } from '../profiles.ts'
import { sparekeyLine } from '../self.ts'
import type { Terminal } from '../terminal.ts'

export interface SnapshotOptions {
  readonly endpoint?: string
  readonly profile?: string
  readonly json?: boolean
}

/** Prints what a stack holds, as a seed file that another one can be started with. */
export async function snapshot(options: SnapshotOptions, terminal: Terminal): Promise<number> {
  const endpoint = stackEndpointOf(options, terminal)
  const stack = requireStack(endpoint, await ask(endpoint))
  const accesses = accessesOf(options, stack)
  const { seed, notes } = await takeSnapshot(endpoint, accesses, new Date())
  for (const note of notes) terminal.printError(`sparekey: ${note}`)
  const text = options.json ? printSeedJson(seed) : printSeed(seed, notes)
  terminal.print(text.trimEnd())
  return 0
}

function requireStack(endpoint: string, stack: Stack | undefined): Stack {
  if (stack) return stack
  throw failure('noStack', { endpoint }, { lines: [sparekeyLine('serve')] })
}

/** The root users of all accounts, or the one account whose profile is named. */
function accessesOf({ profile }: SnapshotOptions, stack: Stack): readonly AccountAccess[] {
  const file = stack.credentialsFile
  if (file === undefined) {
    throw failure('credentialsFileNoneForSnapshot', { serve: sparekeyLine('serve') })
  }
  const profiles = readProfiles(file)
  const accounts = profile === undefined ? stack.accounts : [profile]
  return accounts.map((account) => {
    const credentials = credentialsOf(profiles.get(account))
    if (credentials && stack.accounts.includes(account)) return { account, credentials }
    throw failure('noRootProfile', { account, file, profiles: stack.accounts.join(', ') })
  })
}

function credentialsOf(profile: Profile | undefined): AccountAccess['credentials'] | undefined {
  const accessKeyId = profile?.get('aws_access_key_id')
  const secretAccessKey = profile?.get('aws_secret_access_key')
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}
