// Where the root key comes from. Every source ends in the same `SecretBytes`, so that a passphrase
// or an environment variable is one more function beside `rootKeyFromFile`.

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { SecretBytes } from '../base/secret-bytes.ts'
import { syncDirectory } from '../base/sync-directory.ts'
import type { World } from '../base/world.ts'
import { ROOT_KEY_BYTES } from './sealer.ts'

/** The root key cannot be had; `hint` is what to do about it. */
export class RootKeyError extends Error {
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.hint = hint
  }
}

/** Beside the data directory, never in it: a stolen data directory alone gives nothing. */
export const rootKeyFileOf = (dataDirectory: string): string => `${resolve(dataDirectory)}.root-key`

/**
 * Reads the root key file of a data directory. A directory that is new gets one; a directory that
 * holds data does not, because a new key would open none of it.
 */
export function rootKeyFromFile(dataDirectory: string, world: World): SecretBytes {
  const file = rootKeyFileOf(dataDirectory)
  if (modeOf(file) === undefined) {
    if (!isNew(dataDirectory)) throw missing(file, dataDirectory)
    return createFile(file, world)
  }
  return requireRootKeyFile(dataDirectory)
}

/** As `rootKeyFromFile`, and never makes one. */
export function requireRootKeyFile(dataDirectory: string): SecretBytes {
  const file = rootKeyFileOf(dataDirectory)
  const mode = modeOf(file)
  if (mode === undefined) throw missing(file, dataDirectory)
  if (mode & OPEN_TO_OTHERS && process.platform !== 'win32') throw openToOthers(file, mode)
  const rootKey = parseRootKey(readFileSync(file, 'ascii'))
  if (!rootKey) throw unreadable(file)
  return rootKey
}

/** For whoever finds, by a seal that does not open, that the data was sealed under another key. */
export const otherRootKey = (dataDirectory: string, cause: unknown): RootKeyError =>
  new RootKeyError(
    `the root key file \`${rootKeyFileOf(dataDirectory)}\` is not the one that ` +
      `\`${dataDirectory}\` was sealed under`,
    'put back the file that belongs to this data; without it nobody can read the data',
    { cause },
  )

const OPEN_TO_OTHERS = 0o077
const PREFIX = 'sparekey-root-key-v1:'

function createFile(file: string, world: World): SecretBytes {
  const bytes = world.randomBytes(ROOT_KEY_BYTES)
  mkdirSync(dirname(file), { recursive: true })
  // `wx`: when two start at once, the second fails here and destroys nothing.
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeSync(descriptor, `${PREFIX}${Buffer.from(bytes).toString('base64')}\n`)
    fsyncSync(descriptor)
  } catch (fault) {
    rmSync(file) // Half a key, on a full disk, would be taken for a key that was spoilt.
    throw fault
  } finally {
    closeSync(descriptor)
  }
  // Without this a power cut may take the file away again, after data was sealed under it.
  syncDirectory(dirname(file))
  return new SecretBytes(bytes)
}

function parseRootKey(text: string): SecretBytes | undefined {
  if (!text.startsWith(PREFIX)) return undefined
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64')
  return bytes.length === ROOT_KEY_BYTES ? new SecretBytes(bytes) : undefined
}

function modeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mode
}

function isNew(directory: string): boolean {
  const exists = statSync(directory, { throwIfNoEntry: false }) !== undefined
  return !exists || readdirSync(directory).length === 0
}

const missing = (file: string, dataDirectory: string): RootKeyError =>
  new RootKeyError(
    `the root key file \`${file}\` is missing, and \`${dataDirectory}\` holds data sealed under it`,
    'restore the file from your backup; without it the data cannot be read by anybody',
  )

const openToOthers = (file: string, mode: number): RootKeyError =>
  new RootKeyError(
    `the root key file \`${file}\` is open to others: its mode is ${(mode & 0o777).toString(8)}`,
    `chmod 600 '${file}'`,
  )

const unreadable = (file: string): RootKeyError =>
  new RootKeyError(
    `\`${file}\` holds no root key: it must begin with \`${PREFIX}\``,
    'restore the file from your backup; if the data directory is new, remove the file',
  )
