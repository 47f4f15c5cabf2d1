// Commands as a person pastes them into sh.

import { shellLine, shellQuoted, type CommandLine } from '../command-line.ts'

/** One command, with every option and its value on a line when it is long. */
export function shellCommand(
  command: CommandLine,
  environment: Readonly<Record<string, string>>,
  width: number,
): string {
  const settings = Object.entries(environment).map(
    ([name, value]) => `${name}=${shellQuoted(value)}`,
  )
  const whole = [...settings, shellLine(command)].join(' ')
  if (whole.length <= width) return whole
  return [...settings, ...optionsOf(command)].join(' \\\n    ')
}

/** `aws kms put-key-policy`, then every option with its value. */
function optionsOf(words: CommandLine): readonly string[] {
  const parts: string[][] = [[]]
  for (const word of words) {
    if (word.startsWith('--')) parts.push([])
    parts.at(-1)?.push(shellQuoted(word))
  }
  return parts.map((part) => part.join(' '))
}

/**
 * Takes the credentials that `aws sts assume-role` answers into the environment of the shell, as
 * AWS's knowledge centre does it.
 * https://repost.aws/knowledge-center/iam-assume-role-cli
 */
export function assumeInShell(
  command: CommandLine,
  environment: Readonly<Record<string, string>>,
  width: number,
): string {
  const query = 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]'
  const asked = [...command, '--query', query, '--output', 'text']
  const names = 'AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_SESSION_TOKEN=%s'
  const inner = shellCommand(asked, environment, width - 4)
  return `export $(printf '${names}' \\\n  $(${inner}))`
}
