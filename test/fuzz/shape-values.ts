// Inputs for an operation, from its generated table: most members as they should be, some absent,
// some of another type, some hostile.

import fc from 'fast-check'
import type { ServiceModel, Shape, ShapeName } from '../../src/aws/shapes.ts'
import { memberShape, shapeOf } from '../../src/aws/model.ts'

/** What exists, and what is nearly right. */
export interface Pool {
  readonly texts: readonly string[]
  readonly blobs: readonly Uint8Array[]
  /** What a member of this name is most often given. */
  readonly named?: Readonly<Record<string, readonly string[]>>
}

const depthMax = 4

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

export function inputOf(model: ServiceModel, name: ShapeName, pool: Pool): fc.Arbitrary<unknown> {
  return valueOf(model, shapeOf(model, name), pool, 0)
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
  texts: readonly string[] | undefined,
  otherwise: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  if (!texts || texts.length === 0) return otherwise
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...texts) },
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
      const members = Object.entries(shape.members).map(([name, member]) => [
        name,
        likely(pool.named?.[name], of(memberShape(member))),
      ])
      const values = Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>
      const required = shape.required ?? []
      const needed = Object.fromEntries(required.map((name) => [name, values[name] ?? anything]))
      // With all members there is one that is wrong nearly always.
      return fc.oneof(fc.record(values, { requiredKeys: [...required] }), fc.record(needed))
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
    default:
      return numbers
  }
}
