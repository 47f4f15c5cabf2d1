// A plain writer of tar archives: what backups of version 0.1 were written with, and, with other
// headers than it ever wrote, hostile archives.

import { createHash } from 'node:crypto'

const BLOCK = 512

export interface TarFile {
  readonly name: string
  readonly content?: Uint8Array
  /** `0`: a file; `2`: a symbolic link; `x`: a longer header. */
  readonly type?: string
  readonly linkTo?: string
  /** As it stands in the header, where that is not what the content has. */
  readonly size?: string
}

export const ustar = (files: readonly TarFile[]): Buffer =>
  Buffer.concat([...files.map(entry), Buffer.alloc(2 * BLOCK)])

/** With the statement of these files behind them. */
export function ustarBackup(files: readonly TarFile[], statement: object): Buffer {
  const before = Buffer.concat(files.map(entry))
  const sha256 = createHash('sha256').update(before).digest('hex')
  const content = Buffer.from(`${JSON.stringify({ ...statement, sha256 }, undefined, 2)}\n`)
  return ustar([...files, { name: 'sparekey-backup.json', content }])
}

function entry(file: TarFile): Buffer {
  const { content = Buffer.alloc(0) } = file
  const padding = (BLOCK - (content.length % BLOCK)) % BLOCK
  return Buffer.concat([header(file, content.length), content, Buffer.alloc(padding)])
}

function header({ name, type = '0', linkTo = '', size }: TarFile, length: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0, 100, 'latin1')
  block.write(octal(0o600, 7), 100)
  block.write(octal(0, 7), 108)
  block.write(octal(0, 7), 116)
  block.write(size ?? octal(length, 11), 124, 12, 'latin1')
  block.write(octal(1_800_000_000, 11), 136)
  block.write(type, 156)
  block.write(linkTo, 157, 100, 'latin1')
  block.write('ustar\u000000', 257, 'latin1')
  block.write(octal(checksumOf(block), 6), 148)
  block.write('\0 ', 154, 'latin1')
  return block
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')

/** With spaces in the place of the checksum itself. */
function checksumOf(block: Uint8Array): number {
  let sum = 0
  for (const [index, byte] of block.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte
  return sum
}
