import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import { test } from 'node:test'
import { AwsError } from '../errors.ts'
import { readXml, xmlLimits } from './xml-reader.ts'

function read(text: string | Uint8Array): unknown {
  try {
    return readXml(Buffer.from(text))
  } catch (thrown) {
    assert.ok(thrown instanceof AwsError)
    assert.equal(thrown.status, 400)
    return thrown.code
  }
}

const textOf = (text: string) => {
  const root = read(text)
  return typeof root === 'object' && root !== null && 'text' in root ? root.text : root
}

test('a document becomes its elements, without their prefixes', () => {
  assert.deepEqual(
    read('\uFEFF<?xml version="1.0"?>\n<s:a b="1" c=\'&lt;"\' ><d/>x<!-- - -->y</s:a >\n'),
    {
      tag: 's:a',
      name: 'a',
      attributes: new Map([
        ['b', '1'],
        ['c', '<"'],
      ]),
      children: [{ tag: 'd', name: 'd', attributes: new Map(), children: [], text: '' }],
      text: 'xy',
    },
  )
})

test('the five entities and character references are read, and nothing else is', () => {
  assert.equal(textOf('<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F511;&#xD;</a>'), '<>&"\'A\u{1F511}\r')
  assert.equal(textOf('<a>&amp;lt;<![CDATA[&lt;<b>]]></a>'), '&lt;&lt;<b>')
  assert.equal(textOf('<a>1\r\n2\r3</a>'), '1\n2\n3')
  const wrong = ['&nbsp;', '&', '&lt', '&#0;', '&#xD800;', '&#x110000;', '&#8;', '&constructor;']
  for (const text of wrong) assert.equal(textOf(`<a>${text}</a>`), 'MalformedXML', text)
})

test('a document type is refused, and with it every entity that could be declared', () => {
  const type = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
  assert.equal(read(`${type}<a>&b;</a>`), 'MalformedXML')
  assert.equal(read(`<?xml version="1.0"?>${type}<a/>`), 'MalformedXML')
  assert.equal(read(`<a>${type}</a>`), 'MalformedXML')
})

test('what is not well-formed is refused', () => {
  const texts = [
    ...['', ' ', 'a', '<a>', '</a>', '<a></b>', '<a><b></a></b>', '<a/><b/>', '<a/>b', 'b<a/>'],
    ...['<a b="1" b="2"/>', '<a b=1/>', '<a b="<"/>', '<a b/>', '<a b="1"c="2"/>', '< a/>', '<1/>'],
    ...[
      '<a><!-- -- --></a>',
      '<a><!-- </a>',
      '<a><![CDATA[</a>',
      '<a><?b?></a>',
      ' <?xml version="1.0"?><a/>',
    ],
    ...[
      '<?xml version="1.0" encoding="latin1"?><a/>',
      '<a>\u0000</a>',
      '<a>\uFFFE</a>',
      '<a:b:c/>',
    ],
  ]
  for (const text of texts) assert.equal(read(text), 'MalformedXML', text)
  assert.equal(
    read(Uint8Array.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])),
    'MalformedXML',
  )
})

test('depth, elements and attributes have limits', () => {
  const deep = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels)
  assert.equal(typeof read(deep(xmlLimits.depthMax)), 'object')
  assert.equal(read(deep(xmlLimits.depthMax + 1)), 'MalformedXML')
  assert.equal(read(deep(100_000)), 'MalformedXML')
  const wide = (elements: number) => `<a>${'<b/>'.repeat(elements - 1)}</a>`
  assert.equal(typeof read(wide(xmlLimits.elementsMax)), 'object')
  assert.equal(read(wide(xmlLimits.elementsMax + 1)), 'MalformedXML')
  const attributes = (count: number) =>
    `<a${Array.from({ length: count }, (_, index) => ` b${index}=""`).join('')}/>`
  assert.equal(typeof read(attributes(xmlLimits.attributesMax)), 'object')
  assert.equal(read(attributes(xmlLimits.attributesMax + 1)), 'MalformedXML')
})

test('no text takes more than linear time', () => {
  for (const piece of [
    '<',
    '<a',
    '<a ',
    '&',
    '&lt',
    '<!--',
    '<![CDATA[',
    'a ',
    '<a b="',
    '<?xml ',
    ']]>',
    '\r',
  ]) {
    for (const before of ['', '<a>', '<a ', '<?xml']) {
      const start = performance.now()
      read(before + piece.repeat(300_000))
      assert.ok(performance.now() - start < 1000, `${before} ${piece}`)
    }
  }
})
