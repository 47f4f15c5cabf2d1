import { closeSync, fsyncSync, openSync } from 'node:fs'

/** A new name in a directory survives a power cut only when the directory itself was synced. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return // Directories cannot be opened there.
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
