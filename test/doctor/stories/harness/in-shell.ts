// The commands of a remedy as a person carries them out: pasted into a shell, with the AWS CLI.

import assert from 'node:assert/strict'
import { shellLine } from '../../../../src/base/shell-line.ts'
import type { CommandLine, SaidRemedy } from '../../../../src/doctor/index.ts'
import { run } from '../../../cli/sparekey.ts'
import { sessionIn, type SessionCredentials } from '../../run-command.ts'
import { recordCarriedOut } from './carried-out.ts'

/**
 * Becomes who can do it, where that is needed, and does it. `own`: the credentials of that one,
 * where no command leads to it. `aws` is the path of the AWS CLI.
 */
export async function applyInShell(
  aws: string,
  { id, becoming, commands }: SaidRemedy,
  asker: SessionCredentials,
  own: SessionCredentials = asker,
): Promise<void> {
  let acting = asker
  for (const argv of becoming) {
    const said = await paste(aws, argv, acting)
    if (argv[2] === 'assume-role') acting = sessionIn(JSON.parse(said))
    recordCarriedOut(id, argv)
  }
  for (const argv of commands) {
    await paste(aws, argv, acting === asker ? own : acting)
    recordCarriedOut(id, argv)
  }
}

/** All of the remedy by the one command; the question whether to go on is answered by `--yes`. */
export async function applyAtOnce(
  { id, atOnce }: SaidRemedy,
  asker: SessionCredentials,
): Promise<void> {
  assert.ok(atOnce, `${id} has no command of Sparekey`)
  await paste('', [...atOnce, '--yes'], asker)
  recordCarriedOut(id, atOnce)
}

async function paste(
  aws: string,
  argv: CommandLine,
  credentials: SessionCredentials,
): Promise<string> {
  const line = shellLine(argv[0] === 'aws' ? [aws, ...argv.slice(1)] : argv)
  const { code, stdout, stderr } = await run('sh', ['-c', line], environmentOf(credentials))
  assert.equal(code, 0, `${line}\n${stderr}`)
  return stdout
}

export function environmentOf({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: SessionCredentials): Readonly<Record<string, string>> {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    AWS_PAGER: '',
  }
}
