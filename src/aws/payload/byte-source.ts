// Lines and stretches of bytes out of pieces that are cut anywhere. Nothing is copied but a line
// that lies across two pieces.

import { payloadErrors } from './payload-errors.ts'

const NEW_LINE = 0x0a
const LINE_BYTES_MAX = 4096

export class ByteSource {
  readonly #pieces: AsyncIterator<Uint8Array>
  #piece: Uint8Array = new Uint8Array()

  constructor(raw: AsyncIterable<Uint8Array>) {
    this.#pieces = raw[Symbol.asyncIterator]()
  }

  /** What comes next, `bytesMax` at most; undefined at the end. */
  async take(bytesMax: number): Promise<Uint8Array | undefined> {
    if (!(await this.#hasMore())) return undefined
    const taken = this.#piece.subarray(0, bytesMax)
    this.#piece = this.#piece.subarray(taken.length)
    return taken
  }

  /** Without its end, which is CRLF, or LF as some clients send it; undefined at the end. */
  async line(): Promise<string | undefined> {
    let text = ''
    while (await this.#hasMore()) {
      const end = this.#piece.subarray(0, LINE_BYTES_MAX).indexOf(NEW_LINE)
      const taken = this.#piece.subarray(0, end < 0 ? LINE_BYTES_MAX : end)
      text += Buffer.from(taken.buffer, taken.byteOffset, taken.length).toString('latin1')
      this.#piece = this.#piece.subarray(taken.length + (end < 0 ? 0 : 1))
      if (text.length > LINE_BYTES_MAX) throw payloadErrors.terminated()
      if (end >= 0) return text.endsWith('\r') ? text.slice(0, -1) : text
    }
    if (text !== '') throw payloadErrors.terminated()
    return undefined
  }

  async #hasMore(): Promise<boolean> {
    while (this.#piece.length === 0) {
      const { value, done } = await this.#pieces.next()
      if (done) return false
      this.#piece = value
    }
    return true
  }
}
