// What every command is made with.

import { type HelpWords } from '../words/help.ts'
import type { Terminal } from '../terminal.ts'

/** The words and the terminal of this run, and where a command leaves its exit code. */
export interface Run {
  readonly words: HelpWords
  readonly terminal: Terminal
  readonly end: (exitCode: number) => void
}
