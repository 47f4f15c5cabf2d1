import { InvalidArgument, KeyTooLongError } from '../errors.ts'
import { limits } from '../limits.ts'

/**
 * Any text of UTF-8 may name an object, `../../etc/passwd` too: a key is a row's id and never a
 * file's name.
 */
export function requireObjectKey(key: string): void {
  const bytes = Buffer.byteLength(key)
  if (bytes > limits.keyBytesMax) {
    throw KeyTooLongError({ Size: String(bytes), MaxSizeAllowed: String(limits.keyBytesMax) })
  }
  // UNLIKE AWS: a key that holds the character NUL is refused. AWS takes it.
  if (!key.isWellFormed() || key.includes('\0'))
    throw InvalidArgument({ ArgumentName: 'Key' }, 'Object key is not valid.')
}
