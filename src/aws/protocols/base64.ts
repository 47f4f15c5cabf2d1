const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

/** Strict: `Buffer.from` would pass over what is no base64 and hand on the rest. */
export function parseBase64(text: string): Uint8Array | undefined {
  const isBase64 = text.length % 4 === 0 && BASE64.test(text)
  return isBase64 ? new Uint8Array(Buffer.from(text, 'base64')) : undefined
}
