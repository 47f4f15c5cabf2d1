import { fstatSync } from 'node:fs'
import { MiB } from '../base/sizes.ts'
import { failure } from './failure.ts'

/** A log file of a trail, unpacked, is far smaller. */
const inputBytesMax = 64 * MiB

/** All of standard input. */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of process.stdin) {
    const part = Buffer.from(chunk as Uint8Array)
    bytes += part.length
    if (bytes > inputBytesMax) {
      throw failure('inputTooLarge', { mebibytes: String(inputBytesMax / MiB) })
    }
    chunks.push(part)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Whether something is piped in: a terminal or nothing at all is waited for in vain. */
export function isPiped(): boolean {
  try {
    const input = fstatSync(0)
    return input.isFIFO() || input.isFile() || input.isSocket()
  } catch {
    return false // Closed.
  }
}
