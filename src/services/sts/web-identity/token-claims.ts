// What a web identity token claims, in the names that STS has for it.

import type { Json, JsonObject } from '../../../base/json.ts'
import { isJsonObject } from '../../../base/json.ts'
import { InvalidIdentityToken } from '../errors.ts'
import type { Tag } from '../model.ts'
import { parseToken } from './json-web-token.ts'
import type { JsonWebToken } from './json-web-token.ts'

export interface TokenClaims {
  readonly issuer: string
  readonly subject: string
  readonly audience: string
  /** Seconds since 1970. */
  readonly expiresAt: number
  readonly notBefore: number
  readonly methods: readonly string[]
  readonly tags: readonly Tag[]
  readonly transitiveTagKeys: readonly string[]
  readonly sourceIdentity?: string
}

export function requireToken(text: string): JsonWebToken {
  const token = parseToken(text)
  if (token) return token
  throw InvalidIdentityToken(NOT_A_TOKEN)
}

const NOT_A_TOKEN =
  'The ID Token provided is not a valid JWT. ' +
  '(You may see this error if you sent an Access Token)'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
const TAGS = 'https://aws.amazon.com/tags'
const SOURCE_IDENTITY = 'https://aws.amazon.com/source_identity'

export function requireClaims({ claims }: JsonWebToken): TokenClaims {
  const required = (name: string): string => textIn(claims[name]) ?? missing(name)
  const expiresAt = claims['exp']
  const notBefore = claims['nbf'] ?? claims['iat']
  const tags = objectIn(claims[TAGS])
  const sourceIdentity = textIn(claims[SOURCE_IDENTITY])
  return {
    issuer: required('iss'),
    subject: required('sub'),
    // Where the token is for several, `azp` says who asked for it: AWS goes by that.
    audience: textIn(claims['azp']) ?? textIn(listIn(claims['aud'])[0]) ?? missing('aud'),
    expiresAt: typeof expiresAt === 'number' ? expiresAt : missing('exp'),
    notBefore: typeof notBefore === 'number' ? notBefore : missing('iat'),
    methods: listIn(claims['amr']).flatMap((method) => textIn(method) ?? []),
    tags: tagsIn(objectIn(tags['principal_tags'])),
    transitiveTagKeys: listIn(tags['transitive_tag_keys']).flatMap((key) => textIn(key) ?? []),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  }
}

function missing(claim: string): never {
  throw InvalidIdentityToken(`Missing a required claim: ${claim}`)
}

const textIn = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const objectIn = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})

function listIn(value: Json | undefined): readonly Json[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

/** Each value stands in a list of one. */
const tagsIn = (tags: JsonObject): readonly Tag[] =>
  Object.entries(tags).map(([Key, value]) => ({ Key, Value: textIn(listIn(value)[0]) ?? '' }))
