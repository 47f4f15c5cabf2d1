// The commands, their options and their help. What a command does is loaded when it is called.

import { Command } from 'commander'
import { localized } from './program/localized.ts'
import { helpWords } from './words/help.ts'
import type { Terminal } from './terminal.ts'
import { audit, collect, permissions } from './program/account-commands.ts'
import { doctor, history, recover, whoCan } from './program/key-commands.ts'
import { check, diff, simulate, test } from './program/policy-commands.ts'
import type { Run } from './program/run.ts'
import { backup, migrate, restore, rootKey, verify } from './program/upkeep-commands.ts'
import { lab, serve, snapshot, webConsole } from './program/stack-commands.ts'

export function sparekeyProgram(
  version: string,
  terminal: Terminal,
  end: (exitCode: number) => void,
): Command {
  const words = helpWords(terminal.language)
  const run: Run = { words, terminal, end }
  const program = localized(new Command('sparekey'), words)
    .description(words.about)
    .version(version, '-V, --version', words.version)
    .helpCommand('help [command]', words.helpCommand)
    .addHelpText('after', `\n${words.start}`)
    .exitOverride()
  const commands = [
    ...[serve, webConsole, snapshot, lab, doctor, history, recover, audit, whoCan, check, diff],
    ...[collect, permissions, simulate, test, backup, restore, verify, migrate, rootKey],
  ]
  for (const command of commands) program.addCommand(command(run))
  return program
}
