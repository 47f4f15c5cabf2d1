// The generated tables themselves: whole, compilable, and safe to run over hostile input.

import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import { test } from 'node:test'
import fc from 'fast-check'
import { AwsError } from '../../src/aws/errors.ts'
import { eventParameters } from '../../src/aws/event-parameters.ts'
import { memberShape } from '../../src/aws/model.ts'
import { matcher } from '../../src/aws/pattern.ts'
import { escapeXml } from '../../src/aws/protocols/xml.ts'
import { protocols } from '../../src/aws/protocols/protocols.ts'
import type { ServiceModel, Shape } from '../../src/aws/shapes.ts'
import { validate, validationMessage } from '../../src/aws/validate.ts'
import { model as cloudtrail } from '../../src/services/cloudtrail/model.ts'
import { model as iam } from '../../src/services/iam/model.ts'
import { model as kms } from '../../src/services/kms/model.ts'
import { model as s3 } from '../../src/services/s3/model.ts'
import { model as sts } from '../../src/services/sts/model.ts'

const models: readonly ServiceModel[] = [cloudtrail, iam, kms, s3, sts]

const patterns = models.flatMap(({ shapes }) =>
  Object.values(shapes).flatMap((shape) =>
    shape.type === 'string' && shape.pattern !== undefined ? [shape.pattern] : [],
  ),
)

test('every pattern compiles, and white space stands inside brackets only', () => {
  assert.ok(patterns.length > 100)
  for (const pattern of patterns) {
    matcher(pattern)
    assert.doesNotMatch(pattern.replaceAll(/\[[^\]]*\]/g, ''), /\\s/)
  }
})

test('no pattern takes more than linear time over a long text that nearly fits', () => {
  const length = 50_000
  const pieces = ['a', '/', 'a-', '0', '.', 'a.a', '/a', ' ', 'é', '-', '\n']
  for (const pattern of patterns) {
    const regex = matcher(pattern)
    const start = performance.now()
    for (const piece of pieces) regex.test(piece.repeat(length) + '\u0000')
    assert.ok(performance.now() - start < 500, pattern)
  }
})

function shapesNamedBy(shape: Shape): readonly string[] {
  if (shape.type === 'structure') return Object.values(shape.members).map(memberShape)
  if (shape.type === 'list') return [shape.member]
  return shape.type === 'map' ? [shape.key, shape.value] : []
}

test('every shape that a table names is in the table', () => {
  for (const { operations, shapes } of models) {
    const inputsAndOutputs = Object.values(operations).flatMap(({ input, output }) => [
      input,
      output,
    ])
    const named = [...inputsAndOutputs, ...Object.values(shapes).flatMap(shapesNamedBy)]
    for (const name of named) assert.ok(name === undefined || shapes[name], name)
  }
})

test('KMS answers 400 to everything but its three own faults', () => {
  const statuses = Object.values(kms.errors).map(({ code, status }) => [code, status])
  assert.deepEqual(statuses, [
    ['DependencyTimeoutException', 503],
    ['KMSInternalException', 500],
    ['KeyUnavailableException', 500],
  ])
})

test('IAM errors keep the codes and statuses of the query protocol', () => {
  assert.deepEqual(iam.errors['NoSuchEntityException'], { code: 'NoSuchEntity', status: 404 })
  assert.ok(iam.operations['GetUser']?.errors.includes('NoSuchEntity'))
})

test('only the two operations for outside identities go unsigned', () => {
  const unsigned = Object.entries(sts.operations).filter(([, operation]) => operation.unsigned)
  assert.deepEqual(
    unsigned.map(([name]) => name),
    ['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'],
  )
})

test('a key policy with a forbidden character is answered in KMS’s words', () => {
  const input = { KeyId: '', Policy: '\u4E00' }
  assert.equal(
    validationMessage(validate(kms, 'PutKeyPolicyRequest', input)),
    "2 validation errors detected: Value '' at 'keyId' failed to satisfy constraint: " +
      "Member must have length greater than or equal to 1; Value '\u4E00' at 'policy' failed to " +
      'satisfy constraint: Member must satisfy regular expression pattern: ' +
      '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
  )
})

/** Names that the input knows, with values of every kind: nearly right is the hardest. */
function hostileBody(model: ServiceModel, operation: string): fc.Arbitrary<string> {
  const shape = model.shapes[model.operations[operation]?.input ?? '']
  const names = shape?.type === 'structure' ? Object.keys(shape.members) : []
  const name = fc.constantFrom('Action', ...names)
  if (model.protocol === 'awsJson1_1') {
    return fc.dictionary(name, fc.jsonValue()).map((members) => JSON.stringify(members))
  }
  if (model.protocol === 'restXml') {
    const element = fc
      .tuple(name, fc.string({ unit: 'binary' }))
      .map(([member, text]) => `<${member}>${escapeXml(text)}</${member}>`)
    const member = shape?.type === 'structure' ? (shape.payload ?? 'Nothing') : 'Nothing'
    return fc.array(element).map((elements) => `<${member}>${elements.join('')}</${member}>`)
  }
  const suffix = fc.constantFrom('', '.member.1', '.member.1.Key', '.entry.1.key', '.member.x')
  const parameter = fc
    .tuple(name, suffix, fc.string({ unit: 'binary' }))
    .map(
      ([member, below, value]) => `${member}${below}=${encodeURIComponent(value.toWellFormed())}`,
    )
  return fc.array(parameter).map((parameters) => parameters.join('&'))
}

test('whatever is sent to any operation is decoded, validated and recorded, or refused', () => {
  for (const model of models) {
    const operations = fc.constantFrom(...Object.keys(model.operations))
    const calls = operations.chain((operation) =>
      hostileBody(model, operation).map((body) => ({ operation, body })),
    )
    fc.assert(
      fc.property(calls, ({ operation, body }) => receive(model, operation, body)),
      {
        numRuns: 300,
      },
    )
  }
})

function receive(model: ServiceModel, operation: string, body: string): void {
  try {
    const head = { method: 'PUT', path: '/bucket/key', query: '', headers: {} }
    const request = { ...head, body: Buffer.from(body) }
    const input = protocols[model.protocol].decode(model, operation, request)
    const shapeName = model.operations[operation]?.input
    if (shapeName === undefined) return
    validate(model, shapeName, input)
    eventParameters(model, shapeName, input)
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError, String(thrown))
  }
}
