// How this very command is typed: what it prints must work when pasted into another shell.

import { realpathSync } from 'node:fs'
import { basename, delimiter, dirname } from 'node:path'
import { shellLine } from '../base/shell-line.ts'
import type { Terminal } from './terminal.ts'

/** `sparekey` where it is installed on the path; otherwise Node and the launcher's whole path. */
export function selfCommand(launcher: string, env: Terminal['env']): readonly string[] {
  // npx and `npm run` put folders on the path that another shell does not have.
  const ofNpm = env.npm_command !== undefined
  const onPath = (env.PATH ?? '').split(delimiter).includes(dirname(launcher))
  if (basename(launcher) === 'sparekey' && onPath && !ofNpm) return ['sparekey']
  return ['node', realpathSync(launcher)]
}

const self = selfCommand(process.argv[1] ?? '', process.env)

/** The arguments that start Sparekey. */
export const sparekeyArguments = (...words: readonly string[]): readonly string[] => [
  ...self,
  ...words,
]

/** As it is typed into sh. */
export const sparekeyLine = (...words: readonly string[]): string =>
  shellLine(sparekeyArguments(...words))
