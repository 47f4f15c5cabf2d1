import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { paragraph, row } from '../../base/columns.ts'
import { ACCOUNT } from '../../lab/policies.ts'
import type { Profile, Step } from '../../lab/stage.ts'
import type { Stack } from '../../lab/stack.ts'
import { STORIES } from '../../lab/stories.ts'
import type { Story } from '../../lab/story.ts'
import { writeProfiles } from '../../server/credentials-file.ts'
import { failure } from '../failure.ts'
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

/** Plays a rehearsal on a stack, as the root user of the example account. */
export async function lab(name: string, options: LabOptions, terminal: Terminal): Promise<number> {
  const story = storyOf(name)
  const endpoint = stackEndpointOf(options, terminal)
  const stack = requireStack(endpoint, await ask(endpoint))
  const { keyAlias, lockedOut } = story
  const words = labWords(terminal.language)
  const file = credentialsFileOf(options, stack)
  const root = rootAccessKey(file)
  const profiles: string[] = []
  terminal.print(words.title(story.title[terminal.language], endpoint, ACCOUNT, stack.region))
  const played = await story.play({
    stack,
    root,
    bare: options.bare ?? false,
    tell: stepPrinter(terminal),
    keep: (profile) => {
      profiles.push(profile.name)
      writeProfiles(file, stack.region, [profile])
    },
  })
  const who = lockedOut.roleArn?.split('/').at(-1) ?? lockedOut.profile
  const names = profiles.map((name) => `\`${name}\``).join(', ')
  terminal.print(played ? words.played(who, keyAlias, names, file) : words.before(keyAlias))
  terminal.print(words.next(sparekeyLine(...doctorWords(story), '--endpoint', endpoint)))
  return 0
}

function storyOf(name: string): Story {
  const story = STORIES.find((one) => one.name === name)
  // INVARIANT: the program offers those of the list alone; a test holds both against each other.
  if (story === undefined) throw new Error(`there is no rehearsal ${name}`)
  return story
}

function doctorWords({ keyAlias, lockedOut: { profile, roleArn } }: Story): readonly string[] {
  const principal = roleArn === undefined ? [] : ['--principal', roleArn]
  return ['doctor', keyAlias, '--profile', profile, ...principal]
}

function requireStack(endpoint: string, stack: Stack | undefined): Stack {
  if (stack) return stack
  throw failure('noStackForLab', { endpoint }, { lines: [sparekeyLine('serve')] })
}

function credentialsFileOf({ data }: LabOptions, { credentialsFile }: Stack): string {
  const file = data === undefined ? credentialsFile : resolve(join(data, 'credentials'))
  if (file !== undefined && existsSync(file)) return file
  const serve = sparekeyLine('serve')
  throw file
    ? failure('credentialsFileGone', { file, serve })
    : failure('credentialsFileNone', { serve })
}

function rootAccessKey(file: string): Omit<Profile, 'name'> {
  const root = readProfiles(file).get(ACCOUNT)
  const accessKeyId = root?.get('aws_access_key_id')
  const secretAccessKey = root?.get('aws_secret_access_key')
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey }
  const lines = [sparekeyLine('serve', '--account', ACCOUNT)]
  throw failure('profileNotInFile', { file, account: ACCOUNT }, { lines })
}

function stepPrinter({ print, width, language }: Terminal): (step: Step) => void {
  const words = labWords(language)
  let count = 0
  return ({ who, does, refused }) => {
    count += 1
    print(row(`${count}.`, words.step(who, does[language]), width, 3))
    if (refused !== undefined) print(paragraph(refused, width, 7))
  }
}
