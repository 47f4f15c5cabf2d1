import type { Terminal } from '../../src/cli/terminal.ts'

/** A terminal that shows nothing: for who wants the commands and not what they do. */
export const silentTerminal = (
  language: Terminal['language'] = 'en',
  env: Terminal['env'] = {},
): Terminal => ({
  env,
  language,
  colour: false,
  width: 80,
  interactive: false,
  print: () => undefined,
  printError: () => undefined,
})
