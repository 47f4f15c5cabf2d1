// Secrets that are known again wherever they turn up, whatever they are written as.

import { gunzipSync } from 'node:zlib'

export interface Planted {
  readonly name: string
  /** The text that people would see; undefined of bytes that are none. */
  readonly text?: string
  readonly bytes: Uint8Array
}

/** Shorter ones would be found by chance. */
const bytesMin = 10

export class PlantedSecrets {
  readonly #all: Planted[] = []
  #needles: readonly Needle[] = []

  text(name: string, text: string | undefined): string {
    if (text === undefined) throw new Error(`there is no ${name}`)
    this.#add({ name, text, bytes: Buffer.from(text) })
    return text
  }

  bytes(name: string, bytes: Uint8Array | undefined): Uint8Array {
    if (!bytes) throw new Error(`there is no ${name}`)
    this.#add({ name, bytes })
    return bytes
  }

  get names(): readonly string[] {
    return this.#all.map(({ name }) => name)
  }

  #add(planted: Planted): void {
    if (planted.bytes.length < bytesMin) throw new Error(`${planted.name} is too short`)
    this.#all.push(planted)
    this.#needles = [...this.#needles, ...needlesOf(planted)]
  }

  /** The names of those that are in it, with the form that they have there. */
  foundIn(haystack: Uint8Array | string): readonly string[] {
    const whole = Buffer.from(haystack)
    const parts = [whole, ...gunzipped(whole)]
    const found = this.#needles.filter(({ needle }) => parts.some((part) => part.includes(needle)))
    return [...new Set(found.map(({ name, form }) => `${name} (${form})`))]
  }
}

interface Needle {
  readonly name: string
  readonly form: string
  readonly needle: Buffer
}

function needlesOf({ name, text, bytes }: Planted): readonly Needle[] {
  const hex = Buffer.from(bytes).toString('hex')
  const forms: (readonly [string, string | Buffer])[] = [
    ['as it is', Buffer.from(bytes)],
    ['hexadecimal', hex],
    ['hexadecimal', hex.toUpperCase()],
    ...base64Of(bytes).map((base64) => ['Base64', base64] as const),
    // As `Buffer` and `Uint8Array` are written by JSON.stringify and by inspect.
    ['numbers', bytes.slice(0, 16).join(',')],
  ]
  if (text !== undefined) {
    forms.push(['as it is', encodeURIComponent(text)], ['as it is', encodeURI(text)])
    forms.push(['UTF-16', Buffer.from(text, 'utf16le')])
  }
  return forms.map(([form, needle]) => ({ name, form, needle: Buffer.from(needle) }))
}

/** Whatever stands before it, in either alphabet: the characters that it alone determines. */
function base64Of(bytes: Uint8Array): readonly string[] {
  const shifted = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const whole = Math.floor(((before + bytes.length) * 8) / 6)
    return text.slice(Math.ceil((before * 8) / 6), whole)
  })
  const url = shifted.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))
  return [...new Set([...shifted, ...url, ...shifted.map((text) => encodeURIComponent(text))])]
}

/** What a file of the data directory holds that is compressed, or an archive's member. */
function gunzipped(whole: Buffer): readonly Buffer[] {
  const parts: Buffer[] = []
  const magic = Buffer.of(0x1f, 0x8b, 0x08)
  for (let at = whole.indexOf(magic); at >= 0; at = whole.indexOf(magic, at + 1)) {
    try {
      parts.push(gunzipSync(whole.subarray(at), { finishFlush: 2 }))
    } catch {
      // Three bytes that happen to look like the beginning of one.
    }
  }
  return parts
}
