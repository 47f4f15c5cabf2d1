import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AwsError } from '../errors.ts'
import type { ServiceModel, Shape } from '../shapes.ts'
import { decodeQuery, encodeQuery, encodeQueryError } from './query.ts'
import { escapeXml } from './xml.ts'

const shapes: Readonly<Record<string, Shape>> = {
  Everything: {
    type: 'structure',
    members: {
      Text: 'Text',
      Count: 'Integer',
      Flag: 'Boolean',
      Blob: 'Blob',
      Time: 'Time',
      Texts: 'Texts',
      Flat: 'Flat',
      Map: 'Map',
      Tags: 'Tags',
      Document: 'policyDocumentType',
    },
  },
  Text: { type: 'string' },
  Integer: { type: 'integer' },
  Boolean: { type: 'boolean' },
  Blob: { type: 'blob' },
  Time: { type: 'timestamp' },
  Texts: { type: 'list', member: 'Text' },
  Flat: { type: 'list', member: 'Text', flattened: true },
  Map: { type: 'map', key: 'Text', value: 'Text' },
  Tags: { type: 'list', member: 'Tag' },
  Tag: { type: 'structure', members: { Key: 'Text', Value: 'Text' } },
  policyDocumentType: { type: 'string' },
}

const model: ServiceModel = {
  signingName: 'iam',
  eventSource: 'iam.amazonaws.com',
  apiVersion: '2010-05-08',
  protocol: 'query',
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  operations: {
    Echo: {
      input: 'Everything',
      output: 'Everything',
      resultWrapper: 'EchoResult',
      errors: [],
    },
    Quiet: { errors: [] },
  },
  shapes,
  errors: {},
}

const decode = (body: string, query = '') =>
  decodeQuery(model, 'Echo', { query, body: Buffer.from(body) })

/** What stands between the result's tags. */
function encoded(output: Readonly<Record<string, unknown>>): string {
  const xml = encodeQuery(model, 'Echo', output, 'id')
  return /<EchoResult>(.*)<\/EchoResult>/s.exec(xml)?.[1] ?? ''
}

function refusal(body: string): string {
  try {
    decode(body)
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError)
    return thrown.code
  }
  return 'none'
}

test('members, lists, maps and structures are read from a form', () => {
  const form =
    'Action=Echo&Version=2010-05-08&Text=a+b%2Bc&Count=-7&Flag=true&Blob=%2F%2F4%3D' +
    '&Time=2026-11-23T01%3A02%3A03Z&Texts.member.1=a&Texts.member.2=b&Flat.1=c' +
    '&Map.entry.1.key=k&Map.entry.1.value=v&Tags.member.1.Key=x&Tags.member.1.Value=y'
  assert.deepEqual(decode(form), {
    Text: 'a b+c',
    Count: -7,
    Flag: true,
    Blob: Uint8Array.of(255, 254),
    Time: new Date('2026-11-23T01:02:03Z'),
    Texts: ['a', 'b'],
    Flat: ['c'],
    Map: { k: 'v' },
    Tags: [{ Key: 'x', Value: 'y' }],
  })
})

test('list members are ordered by number, not by text or by place', () => {
  const form = 'Texts.member.10=c&Texts.member.2=b&Texts.member.1=a'
  assert.deepEqual(decode(form), { Texts: ['a', 'b', 'c'] })
})

test('an empty parameter is an empty text, and for a list the empty list', () => {
  assert.deepEqual(decode('Text=&Texts='), { Text: '', Texts: [] })
})

test('parameters of the URL count where the body does not name them', () => {
  assert.deepEqual(decode('Text=body', 'Text=url&Count=1'), { Text: 'body', Count: 1 })
})

test('what does not fit its type is malformed input', () => {
  const refused = [
    'Count=seven',
    'Count=1.5',
    'Count=',
    'Flag=yes',
    'Time=yesterday',
    'Time=2026-13-01',
    'Blob=%2A%2A%2A%2A',
    'Texts.member.x=a',
    'Text.member.1=a',
    'Map.entry.1.key=a',
    `${'a.'.repeat(40)}=b`,
  ]
  for (const form of refused) assert.equal(refusal(form), 'MalformedInput', form)
})

test('broken percent-encoding is a malformed query string', () => {
  assert.equal(refusal('Text=%zz'), 'MalformedQueryString')
  assert.equal(refusal('Text=%FF'), 'MalformedQueryString')
})

test('the number of parameters is bounded', () => {
  assert.equal(refusal('a&'.repeat(30_000)), 'MalformedInput')
})

test('no form makes decoding throw anything but AwsError', () => {
  const part = fc.constantFrom('Texts', 'member', '1', 'Map', 'entry', 'key', 'value', '__proto__')
  const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'))
  const pair = fc.tuple(name, fc.string()).map(([key, value]) => `${key}=${value}`)
  fc.assert(
    fc.property(fc.array(fc.oneof(pair, fc.string())), (pairs) => {
      refusal(pairs.join('&'))
    }),
  )
})

test('a map may hold a key named __proto__', () => {
  const { Map: map } = decode('Map.entry.1.key=__proto__&Map.entry.1.value=a')
  assert.deepEqual(Object.entries(map as object), [['__proto__', 'a']])
})

test('an answer has namespace, result and request id', () => {
  assert.equal(
    encodeQuery(model, 'Echo', { Text: 'a', Texts: ['b'] }, 'request-1'),
    '<EchoResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
      '<EchoResult><Text>a</Text><Texts><member>b</member></Texts></EchoResult>' +
      '<ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></EchoResponse>',
  )
})

test('an operation without output answers its request id only', () => {
  assert.equal(
    encodeQuery(model, 'Quiet', undefined, 'request-1'),
    '<QuietResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
      '<ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></QuietResponse>',
  )
})

test('every type has its spelling in XML', () => {
  assert.equal(
    encoded({ Time: new Date('2026-11-23T01:02:03.456Z') }),
    '<Time>2026-11-23T01:02:03Z</Time>',
  )
  assert.equal(encoded({ Flag: false, Count: 0 }), '<Count>0</Count><Flag>false</Flag>')
  assert.equal(encoded({ Blob: Uint8Array.of(255) }), '<Blob>/w==</Blob>')
  assert.equal(encoded({ Flat: ['a', 'b'] }), '<Flat>a</Flat><Flat>b</Flat>')
  assert.equal(encoded({ Texts: [] }), '<Texts></Texts>')
  assert.equal(
    encoded({ Map: { k: 'v' } }),
    '<Map><entry><key>k</key><value>v</value></entry></Map>',
  )
})

test('IAM’s policy documents go out URL-encoded, other texts as they are', () => {
  const text = '{"a":"(b) *"}'
  assert.equal(
    encoded({ Document: text }),
    '<Document>%7B%22a%22%3A%22%28b%29%20%2A%22%7D</Document>',
  )
  assert.equal(encoded({ Text: '(b)' }), '<Text>(b)</Text>')
})

test('an error says whose fault it is', () => {
  assert.equal(
    encodeQueryError(model, new AwsError('NoSuchEntity', 404, "user 'a' & co"), 'request-1'),
    '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>' +
      '<Code>NoSuchEntity</Code><Message>user &apos;a&apos; &amp; co</Message></Error>' +
      '<RequestId>request-1</RequestId></ErrorResponse>',
  )
  const failure = encodeQueryError(undefined, new AwsError('ServiceFailure', 500, ''), 'r')
  assert.match(failure, /<Type>Receiver<\/Type>/)
  assert.match(failure, /AWSFault/)
})

test('what XML cannot hold is replaced, and a carriage return survives reading', () => {
  assert.equal(escapeXml('a\u0000\u001B\uD800\uFFFFb'), 'a\uFFFD\uFFFD\uFFFD\uFFFDb')
  assert.equal(escapeXml('a\r\n\t😀'), 'a&#xD;\n\t😀')
  assert.equal(escapeXml('<a b="c">'), '&lt;a b=&quot;c&quot;&gt;')
})
