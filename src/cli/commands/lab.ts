import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { paragraph, row } from '../../base/columns.ts'
import { ACCOUNT } from '../../lab/lockout-policies.ts'
import { KEY_ALIAS, playLockout, type Profile, type Step } from '../../lab/lockout.ts'
import type { Stack } from '../../lab/stack.ts'
import { writeProfiles } from '../../server/credentials-file.ts'
import { Failure } from '../failure.ts'
import { ask, stackEndpointOf } from '../place.ts'
import { readProfiles } from '../profiles.ts'
import { sparekeyLine } from '../self.ts'
import type { Terminal } from '../terminal.ts'
import { labWords } from '../words/lab.ts'

export interface LabOptions {
  readonly endpoint?: string
  readonly data?: string
  readonly bare?: boolean
}

/** Plays the lockout rehearsal on a stack, as the root user of the example account. */
export async function labLockout(options: LabOptions, terminal: Terminal): Promise<number> {
  const endpoint = stackEndpointOf(options, terminal)
  const stack = requireStack(endpoint, await ask(endpoint))
  const words = labWords(terminal.language)
  const file = credentialsFileOf(options, stack)
  const root = rootAccessKey(file)
  terminal.print(words.title(endpoint, ACCOUNT, stack.region))
  const played = await playLockout({
    stack,
    root,
    bare: options.bare ?? false,
    tell: stepPrinter(terminal),
    keep: (profile) => writeProfiles(file, stack.region, [profile]),
  })
  terminal.print(played ? words.played(KEY_ALIAS, file) : words.alreadyPlayed(KEY_ALIAS))
  const asking = ['doctor', KEY_ALIAS, '--profile', 'admin', '--endpoint', endpoint]
  terminal.print(words.next(sparekeyLine(...asking)))
  return 0
}

function requireStack(endpoint: string, stack: Stack | undefined): Stack {
  if (stack) return stack
  const message = `${endpoint} is not a Sparekey stack, and a rehearsal plays nowhere else`
  throw new Failure(message, [sparekeyLine('serve')])
}

function credentialsFileOf({ data }: LabOptions, { credentialsFile }: Stack): string {
  const file = data === undefined ? credentialsFile : resolve(join(data, 'credentials'))
  if (file !== undefined && existsSync(file)) return file
  const message = file
    ? `${file} is not there, and it holds the root access key`
    : 'this stack writes no credentials file, and the rehearsal needs the root access key in it'
  throw new Failure(message, [`${sparekeyLine('serve')} (without --no-credentials-file)`])
}

function rootAccessKey(file: string): Omit<Profile, 'name'> {
  const root = readProfiles(file).get(ACCOUNT)
  const accessKeyId = root?.get('aws_access_key_id')
  const secretAccessKey = root?.get('aws_secret_access_key')
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey }
  throw new Failure(`${file} has no profile [${ACCOUNT}]: the rehearsal plays in that account`, [
    sparekeyLine('serve', '--account', ACCOUNT),
  ])
}

function stepPrinter({ print, width }: Terminal): (step: Step) => void {
  let count = 0
  return ({ who, does, refused }) => {
    count += 1
    print(row(`${count}.`, `${who} ${does}`, width, 3))
    if (refused !== undefined) print(paragraph(refused, width, 7))
  }
}
