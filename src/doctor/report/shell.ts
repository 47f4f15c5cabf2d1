// Commands as a person pastes them into sh.

import { shellLine, shellQuoted } from '../../base/shell-line.ts'
import type { CommandLine } from '../command-line.ts'

/** One command, broken between its options when it is long. */
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
  return packed([...settings, ...optionsOf(command)], width)
}

/** As many parts on a line as fit, each line but the last with the sign that it goes on. */
function packed(parts: readonly string[], width: number): string {
  const lines: string[] = []
  for (const part of parts) {
    const line = lines.at(-1)
    const room = width - INDENT.length - CONTINUED.length
    if (line !== undefined && line.length + 1 + part.length <= room) {
      lines[lines.length - 1] = `${line} ${part}`
    } else {
      lines.push(part)
    }
  }
  return lines.join(`${CONTINUED}\n${INDENT}`)
}

const CONTINUED = ' \\'
const INDENT = '    '

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
