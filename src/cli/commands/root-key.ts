import { resolve } from 'node:path'
import { parsePostgresAddress } from '../../server/open-store.ts'
import { parseRootKeySource } from '../../server/root-key/root-key-source.ts'
import { rotateRootKey } from '../../server/root-key/rotate.ts'
import { rootKeyOptions } from '../root-key-options.ts'
import type { Terminal } from '../terminal.ts'
import { upkeepWords } from '../words/upkeep.ts'

export interface RotateCommandOptions {
  readonly data: string
  readonly rootKey?: string
  readonly to?: string
  readonly endpoint?: string
  readonly store?: string
  readonly json?: boolean
}

/** A new root key for a data directory, whether or not its stack is running. */
export async function rotate(
  { rootKey, to, endpoint, store, json, ...options }: RotateCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const data = resolve(options.data)
  const rotated = await rotateRootKey({
    ...{ data, endpoint, ...rootKeyOptions(rootKey, terminal) },
    to: to === undefined ? undefined : parseRootKeySource(to),
    ...(store !== undefined && {
      shared: { postgres: parsePostgresAddress(store), consistency: 'strong' },
    }),
  })
  if (json) terminal.print(JSON.stringify({ data, ...rotated }, undefined, 2))
  else {
    const words = upkeepWords(terminal.language)
    if (rotated.resumed) terminal.print(words.resumed)
    terminal.print(words.rotated(data, rotated.rootKeyId, rotated.provider))
    terminal.print(words.resealed(rotated.resealed, rotated.byStack))
    if (rotated.provider === 'env') terminal.print(words.fromEnvironment)
    terminal.print(words.oldBackups)
    if (store !== undefined) terminal.print(words.otherNodes)
  }
  return 0
}
