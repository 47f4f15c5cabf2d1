// Where a command takes the root key from, and the passphrase that may be needed for it.

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { PIN_VARIABLE } from '../server/root-key/pkcs11-pin.ts'
import { parseRootKeySource, type RootKeyOptions } from '../server/root-key/root-key-source.ts'
import { upkeepFailure } from '../server/upkeep/failures.ts'
import type { Terminal } from './terminal.ts'
import { upkeepWords } from './words/upkeep.ts'

const PASSPHRASES = {
  current: 'SPAREKEY_ROOT_KEY_PASSPHRASE',
  next: 'SPAREKEY_NEW_ROOT_KEY_PASSPHRASE',
} as const

/** `text`: the value of `--root-key`. */
export function rootKeyOptions(text: string | undefined, terminal: Terminal): RootKeyOptions {
  const source = text === undefined ? undefined : parseRootKeySource(text)
  const env: Record<string, string | undefined> = { ...terminal.env }
  forgetSecrets(source)
  const toolEnv = { ...process.env }
  return {
    source,
    asking: {
      env,
      toolEnv,
      passphrase: async (which) => {
        const passphrase = await passphraseOf(which, { ...terminal, env })
        if (passphrase === '') throw upkeepFailure('emptyPassphrase', {})
        return passphrase
      },
      forget: () => {
        for (const names of [env, toolEnv]) {
          for (const name of Object.keys(names)) delete names[name]
        }
      },
    },
  }
}

/** Processes that are started from here have no use for them. */
function forgetSecrets(source: RootKeyOptions['source']): void {
  const keys = ['SPAREKEY_ROOT_KEY', 'SPAREKEY_NEW_ROOT_KEY', PIN_VARIABLE]
  const variables = [...Object.values(PASSPHRASES), ...keys]
  for (const variable of variables) delete process.env[variable]
  if (source?.provider === 'env') delete process.env[source.variable]
}

async function passphraseOf(which: 'current' | 'next', terminal: Terminal): Promise<string> {
  const variable = PASSPHRASES[which]
  const given = terminal.env[variable]
  if (given !== undefined) return given
  const descriptor = terminal.env[`${variable}_FD`]
  if (descriptor !== undefined) return firstLine(readFileSync(Number(descriptor), 'utf8'))
  if (!terminal.interactive) throw upkeepFailure('passphraseMissing', { variable })
  const words = upkeepWords(terminal.language)
  if (which === 'current') return ask(words.passphrase)
  const passphrase = await ask(words.newPassphrase)
  if (passphrase !== (await ask(words.samePassphrase))) throw upkeepFailure('passphrasesDiffer', {})
  return passphrase
}

const firstLine = (text: string): string => text.split(/\r?\n/)[0] ?? ''

/** What is typed is not shown. */
async function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const questions = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    return await questions.question('')
  } finally {
    questions.close()
    process.stderr.write('\n')
  }
}
