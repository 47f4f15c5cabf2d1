// Inputs for an operation, from its generated table: most members as they should be, some absent,
// some of another type, some hostile. Of two inputs one is a valid one that was changed a little.

import fc from 'fast-check'
import type { ServiceModel, Shape, ShapeName, TimestampShape } from '../../src/aws/shapes.ts'
import { memberShape, shapeOf } from '../../src/aws/model.ts'

/** What exists, and what is nearly right. */
export interface Pool {
  readonly texts: readonly string[]
  readonly blobs: readonly Uint8Array[]
  /** What a member of this name is most often given. */
  readonly named?: ReadonlyMap<string, readonly unknown[]>
}

const depthMax = 4
const yearMs = 365 * 24 * 60 * 60 * 1000

const HOSTILE = [
  '',
  ' ',
  '\0',
  '*',
  '${aws:username}',
  '__proto__',
  'constructor',
  'alias/',
  'arn:aws:kms:::',
  'arn:aws:iam::111122223333:root',
  'x'.repeat(5000),
  '𐏿😀\u202e',
  '\ud800',
  '%00%ff',
  '<a>&amp;</a>',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}',
  '{"a":'.repeat(2000),
  '['.repeat(5000),
]

const anything = fc.jsonValue({ maxDepth: 3 })

export const hostileText = (pool: Pool): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pool.texts) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
    { weight: 1, arbitrary: fc.constantFrom(...pool.texts).chain(spoilt) },
  )

/** One place of a text replaced, doubled or taken out. */
export const spoilt = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(text.length), fc.nat(8), fc.string({ unit: 'binary', maxLength: 8 }))
    .map(([at, gone, instead]) => text.slice(0, at) + instead + text.slice(at + gone))

const numbers = fc.oneof(
  fc.integer({ min: -2, max: 100 }),
  fc.constantFrom(0, -1, 1e308, 2 ** 53, -(2 ** 63), 0.5, 1e-300),
)

/** `valid` is an input that does something, or did. */
export function inputOf(
  model: ServiceModel,
  name: ShapeName,
  pool: Pool,
  valid: object,
): fc.Arbitrary<unknown> {
  const shape = shapeOf(model, name)
  return fc.oneof(valueOf(model, shape, pool, 0), changed(valid, membersOf(model, shape, pool, 0)))
}

/** With another value, or none, in up to two of its members. */
function changed(valid: object, members: Members): fc.Arbitrary<unknown> {
  const all = Object.keys(members)
  return fc.subarray(all, { maxLength: Math.min(2, all.length) }).chain((names) =>
    fc.record(pick(members, names), { requiredKeys: [] }).map((values) => {
      const kept = Object.entries(valid).filter(([name]) => !names.includes(name))
      return { ...Object.fromEntries(kept), ...values }
    }),
  )
}

function valueOf(
  model: ServiceModel,
  shape: Shape,
  pool: Pool,
  depth: number,
): fc.Arbitrary<unknown> {
  if (depth > depthMax) return anything
  return fc.oneof(
    { weight: 20, arbitrary: fittingValue(model, shape, pool, depth) },
    { weight: 1, arbitrary: anything },
  )
}

function likely(
  values: readonly unknown[],
  otherwise: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  if (values.length === 0) return otherwise
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: otherwise },
  )
}

function fittingValue(
  model: ServiceModel,
  shape: Shape,
  pool: Pool,
  depth: number,
): fc.Arbitrary<unknown> {
  const of = (name: ShapeName) => valueOf(model, shapeOf(model, name), pool, depth + 1)
  switch (shape.type) {
    case 'structure': {
      const members = membersOf(model, shape, pool, depth)
      const required = shape.required ?? []
      // With all members there is one that is wrong nearly always.
      return fc.oneof(
        fc.record(members, { requiredKeys: [...required] }),
        fc.record(pick(members, required)),
      )
    }
    case 'list':
      return fc.array(of(shape.member), { maxLength: 4 })
    case 'map':
      return fc.dictionary(hostileText(pool), of(shape.value), { maxKeys: 4 })
    case 'string': {
      const texts = hostileText(pool)
      if (!shape.enum) return texts
      return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...shape.enum) }, texts)
    }
    case 'blob':
      return fc
        .oneof(fc.constantFrom(...pool.blobs), fc.uint8Array({ maxLength: 300 }))
        .map((bytes) => Buffer.from(bytes).toString('base64'))
    case 'boolean':
      return fc.boolean()
    case 'timestamp':
      return fc.oneof(moments(model, shape), numbers)
    default: {
      const { min = -2, max = 100 } = shape
      return fc.oneof(
        { weight: 2, arbitrary: fc.integer({ min, max: Math.max(min, max) }) },
        numbers,
      )
    }
  }
}

type Members = Readonly<Record<string, fc.Arbitrary<unknown>>>

function membersOf(model: ServiceModel, shape: Shape, pool: Pool, depth: number): Members {
  if (shape.type !== 'structure') return {}
  const members = Object.entries(shape.members).map(([name, member]) => {
    const value = valueOf(model, shapeOf(model, memberShape(member)), pool, depth + 1)
    return [name, likely(namesOf(pool, name), value)] as const
  })
  return Object.fromEntries(members)
}

/** A `HandshakeId` is told as the `Id` of a handshake. */
const namesOf = ({ named }: Pool, member: string): readonly unknown[] => [
  ...(named?.get(member) ?? []),
  ...(member.endsWith('Id') ? (named?.get('Id') ?? []) : []),
]

const pick = (members: Members, names: readonly string[]): Members =>
  Object.fromEntries(names.map((name) => [name, members[name] ?? anything]))

/** Of the last year and the next, as the protocol writes them. */
const moments = ({ protocol }: ServiceModel, { format }: TimestampShape): fc.Arbitrary<unknown> =>
  fc.integer({ min: -yearMs, max: yearMs }).map((aheadMs) => {
    const date = new Date(Date.now() + aheadMs)
    if (protocol === 'awsJson1_1') return date.getTime() / 1000
    return format === 'rfc822' ? date.toUTCString() : date.toISOString()
  })
