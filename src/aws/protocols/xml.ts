// Text of an XML document; there is no reading of XML here.

/** An element; `content` is XML already. */
export function element(name: string, content: string, attributes = ''): string {
  return `<${name}${attributes}>${content}</${name}>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A bare carriage return would be read back as a line feed.
  '\r': '&#xD;',
}

/** What XML 1.0 cannot hold, not even as a reference. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const UNSPEAKABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu

export function escapeXml(text: string): string {
  return text
    .replaceAll(UNSPEAKABLE, '\uFFFD')
    .replaceAll(/[&<>"'\r]/g, (sign) => ENTITIES[sign] ?? sign)
}
