// The file beside the data directory. A line for each root key, the current one first; more than
// one while the root key is being rotated. Each line says by itself how it is to be read.

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isJsonObject, parseJson } from '../../base/json.ts'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { syncDirectory } from '../../base/sync-directory.ts'
import { ROOT_KEY_BYTES } from '../../crypto/root-key-id.ts'
import { upkeepFailure } from '../upkeep/failures.ts'
import type { KmsWrapped } from './aws-kms.ts'
import type { PassphraseWrapped } from './passphrase.ts'
import type { Pkcs11Wrapped } from './pkcs11.ts'

/** Beside the data directory, never in it: a stolen data directory alone gives nothing. */
export const rootKeyFileOf = (dataDirectory: string): string => `${resolve(dataDirectory)}.root-key`

export type RootKeyLine =
  | { readonly provider: 'file'; readonly rootKey: SecretBytes }
  | (PassphraseWrapped & { readonly provider: 'passphrase'; readonly rootKeyId: string })
  | (KmsWrapped & { readonly provider: 'aws-kms'; readonly rootKeyId: string })
  | (Pkcs11Wrapped & { readonly provider: 'pkcs11'; readonly rootKeyId: string })
  /** A root key that is only in the environment, while another takes its place. */
  | { readonly provider: 'env'; readonly variable: string; readonly rootKeyId: string }

const PREFIX = 'sparekey-root-key-v1:'
const OPEN_TO_OTHERS = 0o077
const OWNER_ONLY = 0o600

/** Undefined: there is no file. */
export function readRootKeyFile(file: string): readonly RootKeyLine[] | undefined {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode
  if (mode === undefined) return undefined
  if (mode & OPEN_TO_OTHERS && process.platform !== 'win32') {
    const octal = (mode & 0o777).toString(8)
    throw upkeepFailure('rootKeyOpen', { file, mode: octal }, { lines: [`chmod 600 '${file}'`] })
  }
  const text = readFileSync(file, 'utf8')
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const parsed = lines.map(parseLine)
  const known = parsed.filter((line) => line !== undefined)
  if (known.length === 0 || known.length < parsed.length) {
    throw upkeepFailure('rootKeyUnreadable', { file, prefix: PREFIX })
  }
  return known
}

function parseLine(text: string): RootKeyLine | undefined {
  if (text.startsWith(PREFIX)) {
    const rootKey = parseRootKey(text.slice(PREFIX.length))
    return rootKey && { provider: 'file', rootKey }
  }
  const value = parseJson(text)
  if (!isJsonObject(value) || typeof value['rootKeyId'] !== 'string') return undefined
  const isKnown = ['passphrase', 'aws-kms', 'pkcs11', 'env'].includes(String(value['provider']))
  return isKnown ? (value as unknown as RootKeyLine) : undefined
}

/** 32 bytes in Base64, with or without the prefix that they have in the file. */
export function parseRootKey(text: string): SecretBytes | undefined {
  const base64 = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text
  const bytes = Buffer.from(base64, 'base64')
  return bytes.length === ROOT_KEY_BYTES ? new SecretBytes(bytes) : undefined
}

const printLine = (line: RootKeyLine): string =>
  line.provider === 'file'
    ? `${PREFIX}${line.rootKey.use((bytes) => Buffer.from(bytes).toString('base64'))}\n`
    : `${JSON.stringify(line)}\n`

/** A new file: when two start at once, the second fails and destroys nothing. */
export function createRootKeyFile(file: string, lines: readonly RootKeyLine[]): void {
  mkdirSync(dirname(file), { recursive: true })
  writeDurably(file, lines)
}

/** In place of the one that is there: at every moment there is the old one, or the new one. */
export function replaceRootKeyFile(file: string, lines: readonly RootKeyLine[]): void {
  const draft = `${file}.new`
  rmSync(draft, { force: true }) // Of one that was killed: the file has what it had.
  writeDurably(draft, lines)
  renameSync(draft, file)
  syncDirectory(dirname(file))
}

export function removeRootKeyFile(file: string): void {
  rmSync(file, { force: true })
  syncDirectory(dirname(file))
}

function writeDurably(file: string, lines: readonly RootKeyLine[]): void {
  const descriptor = openSync(file, 'wx', OWNER_ONLY)
  try {
    writeSync(descriptor, lines.map(printLine).join(''))
    fsyncSync(descriptor)
  } catch (fault) {
    rmSync(file) // Half a key, on a full disk, would be taken for a key that was spoilt.
    throw fault
  } finally {
    closeSync(descriptor)
  }
  // Without this a power cut may take the file away again, after data was sealed under it.
  syncDirectory(dirname(file))
}
