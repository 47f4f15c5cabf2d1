import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AwsError } from '../errors.ts'
import type { ServiceModel, Shape } from '../shapes.ts'
import { decodeAwsJson, encodeAwsJson, encodeAwsJsonError } from './aws-json.ts'
import { decodingLimits } from './protocol.ts'

const shapes: Readonly<Record<string, Shape>> = {
  Everything: {
    type: 'structure',
    members: {
      Text: 'Text',
      Count: 'Integer',
      Large: 'Long',
      Ratio: 'Double',
      Flag: 'Boolean',
      Blob: 'Blob',
      Time: 'Time',
      Texts: 'Texts',
      Context: 'Context',
      Child: 'Everything',
      Renamed: { shape: 'Text', wireName: 'wire-name' },
    },
  },
  Text: { type: 'string' },
  Integer: { type: 'integer' },
  Long: { type: 'long' },
  Double: { type: 'double' },
  Boolean: { type: 'boolean' },
  Blob: { type: 'blob' },
  Time: { type: 'timestamp' },
  Texts: { type: 'list', member: 'Text' },
  Context: { type: 'map', key: 'Text', value: 'Text' },
}

const model: ServiceModel = {
  signingName: 'kms',
  eventSource: 'kms.amazonaws.com',
  apiVersion: '2014-11-01',
  protocol: 'awsJson1_1',
  operations: {
    Echo: { input: 'Everything', output: 'Everything', errors: [] },
    Quiet: { errors: [] },
  },
  shapes,
  errors: {},
}

const decodeText = (text: string) => decodeAwsJson(model, 'Echo', Buffer.from(text))
const decode = (value: unknown) => decodeText(JSON.stringify(value))
const encode = (value: object): unknown =>
  JSON.parse(encodeAwsJson(model, 'Echo', value as Readonly<Record<string, unknown>>))

function refusal(text: string): string {
  try {
    decodeText(text)
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError)
    assert.equal(thrown.code, 'SerializationException')
    assert.equal(thrown.status, 400)
    return thrown.message
  }
  return 'none'
}

const everything = fc.record(
  {
    Text: fc.string({ unit: 'binary' }),
    Count: fc.integer(),
    Large: fc.maxSafeInteger(),
    Ratio: fc.double({ noNaN: true, noDefaultInfinity: true }).map((ratio) => ratio + 0),
    Flag: fc.boolean(),
    Blob: fc.uint8Array(),
    Time: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }),
    Texts: fc.array(fc.string()),
    Context: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
    Renamed: fc.string(),
  },
  { requiredKeys: [], noNullPrototype: true },
)

test('what was encoded decodes to the same value, to the millisecond and the byte', () => {
  fc.assert(
    fc.property(everything, (value) => {
      assert.deepEqual(decodeText(encodeAwsJson(model, 'Echo', value)), value)
    }),
  )
})

test('blobs travel as base64, times as seconds, members in the model’s order', () => {
  const output = {
    Renamed: 'r',
    Time: new Date('2026-11-23T01:02:03.045Z'),
    Blob: Uint8Array.of(255, 254),
    Text: undefined,
  }
  assert.equal(
    encodeAwsJson(model, 'Echo', output),
    '{"Blob":"//4=","Time":1795395723.045,"wire-name":"r"}',
  )
})

test('an operation without output answers an empty body, and takes none', () => {
  assert.equal(encodeAwsJson(model, 'Quiet', undefined), '')
  assert.deepEqual(decodeAwsJson(model, 'Quiet', Buffer.from('whatever')), {})
})

test('an empty body is an empty input', () => {
  assert.deepEqual(decodeText(''), {})
})

test('unknown members are ignored and null members are absent', () => {
  assert.deepEqual(decode({ Text: null, Unknown: { deep: [1] }, Count: 1 }), { Count: 1 })
})

test('a map may hold a key named __proto__', () => {
  const { Context } = decodeText('{"Context":{"__proto__":"a"}}')
  assert.deepEqual(Object.entries(Context as object), [['__proto__', 'a']])
  assert.equal(Object.getPrototypeOf(Context), Object.prototype)
  assert.deepEqual(encode({ Context }), JSON.parse('{"Context":{"__proto__":"a"}}'))
})

test('a value of the wrong type is refused, naming both types', () => {
  const refused: Readonly<Record<string, string>> = {
    '{"Text":1}': 'NUMBER_VALUE cannot be converted to String',
    '{"Text":1.5}': 'DECIMAL_VALUE cannot be converted to String',
    '{"Text":true}': 'TRUE_VALUE cannot be converted to String',
    '{"Flag":"true"}': 'STRING_VALUE cannot be converted to Boolean',
    '{"Count":"1"}': 'STRING_VALUE cannot be converted to Integer',
    '{"Count":2147483648}': 'NUMBER_VALUE cannot be converted to Integer',
    '{"Count":1.5}': 'DECIMAL_VALUE cannot be converted to Integer',
    '{"Large":9007199254740993}': 'NUMBER_VALUE cannot be converted to Long',
    '{"Time":"2026"}': 'STRING_VALUE can not be converted to milliseconds since epoch',
    '{"Time":1e300}': 'NUMBER_VALUE cannot be converted to Timestamp',
    '{"Blob":7}': 'NUMBER_VALUE cannot be converted to Blob',
    '{"Texts":"a"}': 'Unexpected value type in payload',
    '{"Text":[]}': 'Start of list found where not expected',
    '{"Text":{}}': 'Start of structure or map found where not expected',
    '{"Texts":{}}': 'Start of structure or map found where not expected',
    '{"Context":[]}': 'Start of list found where not expected',
    '{"Texts":[null]}': 'a list must not hold null',
    '{"Context":{"a":null}}': 'a map must not hold null',
    '[]': 'Start of list found where not expected',
    '"a"': 'Unexpected value type in payload',
    null: 'Unexpected value type in payload',
  }
  for (const [text, message] of Object.entries(refused)) assert.equal(refusal(text), message, text)
})

test('a blob that is not base64 is refused', () => {
  assert.match(refusal('{"Blob":"abc"}'), /multiple of 4 bytes but found: 3/)
  assert.equal(refusal('{"Blob":"ab*="}'), 'Invalid Base64 character')
  assert.equal(refusal('{"Blob":"a==="}'), 'Invalid Base64 character')
})

test('a body that is not JSON, or not UTF-8, is refused', () => {
  assert.match(refusal('{'), /^the request body is not JSON/)
  assert.throws(() => decodeAwsJson(model, 'Echo', Uint8Array.of(0x22, 0xff, 0x22)), AwsError)
})

test('depth and number of values are bounded', () => {
  const levels = decodingLimits.depthMax + 1
  assert.match(refusal('{"Child":'.repeat(levels) + '{}' + '}'.repeat(levels)), /deeper than/)
  const texts = Array.from({ length: decodingLimits.valuesMax }, () => 'a')
  assert.match(refusal(JSON.stringify({ Texts: texts })), /holds more than/)
})

test('deep nesting in members that nobody knows is passed over', () => {
  const depth = 200_000
  assert.deepEqual(decodeText(`{"Unknown":${'['.repeat(depth)}${']'.repeat(depth)}}`), {})
})

test('no body makes decoding throw anything but AwsError', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      for (const body of [text, `{"Child":${text}}`, `{"Context":${text},"Blob":${text}}`]) {
        refusal(body)
      }
    }),
  )
})

test('an error says its code, and its message in the member that its layer uses', () => {
  assert.equal(
    encodeAwsJsonError(new AwsError('NotFoundException', 400, 'gone')),
    '{"__type":"NotFoundException","message":"gone"}',
  )
  const denied = new AwsError('AccessDeniedException', 400, 'no', { messageMember: 'Message' })
  assert.equal(encodeAwsJsonError(denied), '{"__type":"AccessDeniedException","Message":"no"}')
  assert.equal(
    encodeAwsJsonError(new AwsError('InvalidCiphertextException', 400, '')),
    '{"__type":"InvalidCiphertextException"}',
  )
})
