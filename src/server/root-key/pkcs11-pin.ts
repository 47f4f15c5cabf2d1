import { readFileSync, statSync } from 'node:fs'
import { upkeepFailure } from '../upkeep/failures.ts'
import type { Pkcs11Key } from './pkcs11-uri.ts'
import type { RootKeyAsking } from './root-key-source.ts'

export const PIN_VARIABLE = 'SPAREKEY_PKCS11_PIN'
const OPEN_TO_OTHERS = 0o077

/** The user PIN of the token: from the file that the key's URI names, or from the environment. */
export function readPin({ pinFile, token }: Pkcs11Key, env: RootKeyAsking['env']): string {
  const pin = pinFile === undefined ? env[PIN_VARIABLE] : firstLineOf(pinFile)
  if (!pin) throw upkeepFailure('pinMissing', { token, variable: PIN_VARIABLE })
  return pin
}

function firstLineOf(file: string): string | undefined {
  try {
    const { mode } = statSync(file)
    if (mode & OPEN_TO_OTHERS && process.platform !== 'win32') {
      const octal = (mode & 0o777).toString(8)
      throw upkeepFailure('pinOpen', { file, mode: octal }, { lines: [`chmod 600 '${file}'`] })
    }
    return readFileSync(file, 'utf8').split(/\r?\n/)[0]
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause) {
      throw upkeepFailure('pinUnreadable', { file, reason: cause.message }, { cause })
    }
    throw cause
  }
}
