import { CommanderError } from 'commander'
import { version } from '../server/version.ts'
import { printFailure } from './failure.ts'
import { sparekeyProgram } from './program.ts'
import { ownTerminal } from './terminal.ts'

await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<void> {
  const terminal = ownTerminal(argv)
  const program = sparekeyProgram(version, terminal, (exitCode) => {
    process.exitCode = exitCode
  })
  if (argv.length === 0) return program.outputHelp()
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (thrown) {
    // Commander has said what is wrong itself; after --help and --version nothing is.
    if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode
    else {
      printFailure(thrown, terminal)
      process.exitCode = 1
    }
  }
}
