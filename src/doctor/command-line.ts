// Commands as argument lists that reach the same place from another shell.

import type { Where } from './evidence/evidence.ts'
import type { PrintedWords } from './printed-commands.ts'

/** `argv[0]` is `aws`, `sparekey` or `node`. */
export type CommandLine = readonly string[]

/** As whom a command runs: the asker's own profile, or credentials already in the environment. */
export type RunsAs = 'asker' | 'environment'

/**
 * A command of the AWS CLI. `--profile` wins over credentials in the environment, so that what
 * runs with an assumed role's must not carry it.
 */
export function awsCommand(words: PrintedWords, where: Where, as: RunsAs): CommandLine {
  const { endpoint, region, profile } = where
  return [
    'aws',
    ...words,
    ...(endpoint === undefined ? [] : ['--endpoint-url', endpoint]),
    '--region',
    region,
    ...(profile === undefined || as === 'environment' ? [] : ['--profile', profile]),
  ]
}

export function sparekeyCommand(words: readonly string[], where: Where): CommandLine {
  const { endpoint, region, profile, sparekey } = where
  return [
    ...sparekey,
    ...words,
    ...(endpoint === undefined ? [] : ['--endpoint', endpoint]),
    '--region',
    region,
    ...(profile === undefined ? [] : ['--profile', profile]),
  ]
}

/** What a shell must know beside the arguments. */
export const environmentOf = ({ credentialsFile }: Where): Readonly<Record<string, string>> =>
  credentialsFile === undefined ? {} : { AWS_SHARED_CREDENTIALS_FILE: credentialsFile }
