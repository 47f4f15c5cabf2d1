// A key of a PKCS#11 token, named as RFC 7512 names it. https://www.rfc-editor.org/rfc/rfc7512

import { upkeepFailure } from '../upkeep/failures.ts'

export interface Pkcs11Key {
  /** The library that speaks to the token; absent: the one that pkcs11-tool takes by itself. */
  readonly module?: string
  /** Its label. */
  readonly token: string
  /** The key's label. One of the two is there. */
  readonly object?: string
  /** The key's CKA_ID, in hexadecimal. */
  readonly id?: string
  /** A file that holds the PIN; absent: it is in the environment. */
  readonly pinFile?: string
}

/** The attributes that this project can follow; another one would be overlooked in silence. */
const KNOWN = new Set(['token', 'object', 'id', 'type', 'module-path', 'pin-source'])

const refused = (reason: string) => upkeepFailure('noPkcs11Uri', { reason })

/** `token=LABEL;object=LABEL?module-path=FILE&pin-source=file:FILE`: what follows `pkcs11:`. */
export function parsePkcs11Uri(text: string): Pkcs11Key {
  const attributes = attributesOf(text)
  const type = attributes.get('type') ?? 'private'
  if (type !== 'private') throw refused(`the type ${type} decrypts nothing`)
  const token = attributes.get('token')
  if (token === undefined) throw refused('it names no token')
  if (attributes.has('object') === attributes.has('id')) {
    throw refused('it names no object and no id, or both')
  }
  const some = <Name extends string>(name: Name, value: string | undefined) =>
    (value === undefined ? {} : { [name]: value }) as { readonly [name in Name]?: string }
  return {
    ...some('module', attributes.get('module-path')),
    token,
    ...some('object', attributes.get('object')),
    ...some('id', attributes.get('id')),
    ...some('pinFile', attributes.get('pin-source')?.replace(/^file:(\/\/)?/, '')),
  }
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const [path = '', query = ''] = text.split('?')
  const attributes = new Map<string, string>()
  for (const part of [...path.split(';'), ...query.split('&')].filter((piece) => piece !== '')) {
    const [name = '', ...rest] = part.split('=')
    // Whoever can list processes reads what is on a command line.
    if (name === 'pin-value') throw upkeepFailure('pinOnCommandLine', {})
    if (!KNOWN.has(name)) throw refused(`${name} is not known here`)
    const value = decoded(rest.join('='), name)
    if (!value || attributes.has(name)) throw refused(`${name} has no value, or several`)
    attributes.set(name, value)
  }
  return attributes
}

/** The id is bytes; everything else is text. Undefined: an escape is broken. */
function decoded(value: string, name: string): string | undefined {
  try {
    if (name !== 'id') return decodeURIComponent(value)
    const bytes = value.replaceAll(
      /%([0-9a-f]{2})|([^%])/gi,
      (_whole, hex?: string, plain?: string) =>
        (hex ?? plain?.charCodeAt(0).toString(16).padStart(2, '0') ?? '').toLowerCase(),
    )
    return /^([0-9a-f]{2})+$/.test(bytes) ? bytes : undefined
  } catch {
    return undefined
  }
}
