// HTTP as no client speaks it. What proxies before a stack and the stack could read differently is
// refused and the connection closed; whoever is slow is slow alone.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { startBesiegedStack, type BesiegedStack } from '../fixtures/besieged-stack.ts'
import { openSocket } from '../fixtures/raw-socket.ts'
import { jsonCall, signWire } from '../fixtures/wire-request.ts'

let stack: BesiegedStack
before(async () => {
  stack = await startBesiegedStack()
})
after(() => stack.close())

const LINE = 'POST / HTTP/1.1'
const HEAD = [
  'host: localhost',
  'content-type: application/x-amz-json-1.1',
  'x-amz-target: TrentService.ListKeys',
]
/** A second request, which must never be answered by itself. */
const SMUGGLED = 'GET /_sparekey/info HTTP/1.1\r\nhost: localhost\r\n\r\n'

const CLOSE = 'connection: close'
const CHUNKED = 'transfer-encoding: chunked'
const LAST = SMUGGLED.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n')

const post = (headers: readonly string[], body: string, line = LINE, end = '\r\n'): string =>
  [line, ...HEAD, ...headers, '', body].join(end)

/** What comes back until the connection is closed, or for a while. */
async function answersTo(bytes: string | Uint8Array, msMax = 1500): Promise<string> {
  const { send, closed, received, socket } = await openSocket(stack.endpoint)
  send(bytes)
  // Without a reference: a limit that nobody needed must not keep the file from ending.
  const late = setTimeout(msMax, undefined, { ref: false })
  const whole = await Promise.race([closed(), late])
  const text = whole ?? (await received(/^/))
  socket.destroy()
  return text
}

const statusesOf = (text: string): readonly string[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status)

/** Two lengths, or none that is one: whoever guesses can be made to guess wrong. */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  'a length and chunks': post(['content-length: 4', 'transfer-encoding: chunked'], `0\r\n\r\n`),
  'chunks and a length': post(['transfer-encoding: chunked', 'content-length: 4'], `0\r\n\r\n`),
  'two lengths that differ': post(['content-length: 2', 'content-length: 0'], '{}'),
  'two lengths that agree': post(['content-length: 2', 'content-length: 2'], '{}'),
  'a list of lengths': post(['content-length: 2, 2'], '{}'),
  'a length with a sign': post(['content-length: +2'], '{}'),
  'a length in hexadecimal': post(['content-length: 0x2'], '{}'),
  'a length with a space inside': post(['content-length: 2 0'], '{}'),
  'a length beyond 64 bits': post(['content-length: 18446744073709551618'], '{}'),
  'a length behind a space before its colon': post(['content-length : 2'], '{}'),
  'chunks behind a space before the colon': post(['transfer-encoding : chunked'], '0\r\n\r\n'),
  'a header that is folded': post(['content-length: 2', 'x-a: b\r\n c'], '{}'),
  'a length in a fold': post(['x-a: b', ' content-length: 2'], '{}'),
  'chunks in a fold': post(['transfer-encoding:\r\n chunked'], '0\r\n\r\n'),
  'two encodings': post(['transfer-encoding: chunked', 'transfer-encoding: identity'], '0\r\n\r\n'),
  'chunks twice': post(['transfer-encoding: chunked, chunked'], '0\r\n\r\n'),
  'an encoding behind the chunks': post(['transfer-encoding: chunked, gzip'], '0\r\n\r\n'),
  'an encoding that is unknown': post(['transfer-encoding: xchunked'], '0\r\n\r\n'),
  'an encoding in quotes': post(['transfer-encoding: "chunked"'], '0\r\n\r\n'),
  'an encoding with a tab': post(['transfer-encoding: chunked\u000b'], '0\r\n\r\n'),
  'line feeds alone': post(['content-length: 2'], '{}', LINE, '\n'),
  'a line feed alone in a header': post(['x-a: b\nx-c: d', 'content-length: 2'], '{}'),
  'a carriage return alone': post(['x-a: b\rx-c: d', 'content-length: 2'], '{}'),
  'a zero byte in a header': post(['x-a: b\0', 'content-length: 2'], '{}'),
  'a header without a colon': post(['x-a', 'content-length: 2'], '{}'),
  'a name with a space': post(['x a: b', 'content-length: 2'], '{}'),
  'no version': post(['content-length: 2'], '{}', 'POST /'),
  'a method that is none': post(['content-length: 2'], '{}', 'PO(ST / HTTP/1.1'),
  'a chunk of no number': post(['transfer-encoding: chunked'], 'x\r\n{}\r\n0\r\n\r\n'),
  'a chunk with a sign': post(['transfer-encoding: chunked'], '-2\r\n{}\r\n0\r\n\r\n'),
  'a chunk in 0x': post(['transfer-encoding: chunked'], '0x2\r\n{}\r\n0\r\n\r\n'),
  'a chunk beyond 64 bits': post(['transfer-encoding: chunked'], '10000000000000002\r\n{}'),
  'a chunk that is too long': post(['transfer-encoding: chunked'], '2\r\n{}}\r\n0\r\n\r\n'),
  'a chunk with line feeds': post(['transfer-encoding: chunked'], '2\n{}\n0\n\n'),
  'a chunk with a space': post(['transfer-encoding: chunked'], '2 \r\n{}\r\n0\r\n\r\n'),
}

for (const [what, bytes] of Object.entries(AMBIGUOUS)) {
  test(`${what}: refused, and what comes behind is no request`, async () => {
    assert.deepEqual(statusesOf(await answersTo(bytes + SMUGGLED)), ['400'])
  })
}

test('a request in the body of another is its body', async () => {
  const inLength = post([`content-length: ${SMUGGLED.length}`, CLOSE], SMUGGLED)
  const size = SMUGGLED.length.toString(16)
  const inChunk = post([CHUNKED, CLOSE], `${size}\r\n${SMUGGLED}\r\n0\r\n\r\n`)
  const inTrailer = post([CHUNKED, CLOSE], `2\r\n{}\r\n0\r\nhost: elsewhere\r\n\r\n`)
  for (const bytes of [inLength, inChunk, inTrailer]) {
    assert.deepEqual(statusesOf(await answersTo(bytes)), ['400'])
  }
})

test('what is said behind a request without a length is another request', async () => {
  const text = await answersTo(post([], '') + LAST)
  assert.deepEqual(statusesOf(text), ['400', '200'])
})

test('two hosts, or a request for another, never pass a signature', async () => {
  const call = jsonCall('kms', 'TrentService.ListKeys', '{}')
  const { headers } = await signWire(stack.endpoint, call, { credentials: stack.root() })
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  const as = (line: string, more: readonly string[]) =>
    answersTo([line, CLOSE, ...more, ...lines, '', '{}'].join('\r\n'))
  assert.deepEqual(statusesOf(await as(LINE, [])), ['200'])
  assert.deepEqual(statusesOf(await as(LINE, ['host: elsewhere'])), ['400'])
  assert.deepEqual(statusesOf(await as('POST http://elsewhere/ HTTP/1.1', [])), ['400'])
  assert.match(statusesOf(await as('POST //elsewhere/ HTTP/1.1', [])).join(), /^4\d\d$/)
})

test('oversized heads are refused before they are held', async () => {
  const attack = async (): Promise<void> => {
    for (const bytes of [
      post([`x-a: ${'a'.repeat(1 << 20)}`], ''),
      post([`${'a'.repeat(1 << 20)}: x`], ''),
      post([], '', `POST /${'a'.repeat(1 << 20)} HTTP/1.1`),
      post([], '', `${'A'.repeat(1 << 20)} / HTTP/1.1`),
      post(
        Array.from({ length: 5000 }, (_, index) => `x-${index}: 1`),
        '',
      ),
      post(['transfer-encoding: chunked'], `2;${'a'.repeat(1 << 20)}\r\n{}\r\n0\r\n\r\n`),
    ]) {
      assert.match(await answersTo(bytes), /^(HTTP\/1\.1 4(00|13|14|31) [^]*)?$/)
    }
  }
  await stack.besiege(attack, { grownMiBMax: 100 })
})

test('one-byte chunks by the hundred thousand hold up nobody', async (t) => {
  const chunks = '1\r\n \r\n'.repeat(100_000)
  const siege = await stack.besiege(async () => {
    const bytes = post(['transfer-encoding: chunked', 'connection: close'], `${chunks}0\r\n\r\n`)
    const all = await Promise.all(Array.from({ length: 4 }, () => answersTo(bytes, 60_000)))
    for (const text of all) assert.deepEqual(statusesOf(text), ['400'])
  })
  t.diagnostic(JSON.stringify(siege))
})

test('five hundred clients that never finish hold up nobody', async (t) => {
  const siege = await stack.besiege(async () => {
    const slow = await Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const one = await openSocket(stack.endpoint)
        one.send(index % 2 === 0 ? `${LINE}\r\nhost: a\r\n` : post(['content-length: 99999'], '{'))
        return one
      }),
    )
    for (let second = 0; second < 5; second += 1) {
      for (const { send } of slow) send(second % 2 === 0 ? 'x' : ' ')
      await setTimeout(200)
    }
    for (const { socket } of slow) socket.destroy()
  })
  t.diagnostic(JSON.stringify(siege))
})

test('requests by the thousand in one breath are answered in order', async (t) => {
  const siege = await stack.besiege(async () => {
    const { send, closed } = await openSocket(stack.endpoint)
    send(post(['content-length: 2'], '{}').repeat(1000) + LAST)
    const text = await closed()
    assert.deepEqual(statusesOf(text), [...Array.from({ length: 1000 }, () => '400'), '200'])
  })
  t.diagnostic(JSON.stringify(siege))
})

test('a client that asks and never reads is given what fits, and no more', async (t) => {
  const siege = await stack.besiege(
    async () => {
      const deaf = await Promise.all(
        Array.from({ length: 5 }, async () => {
          const one = await openSocket(stack.endpoint)
          one.socket.pause()
          one.send(SMUGGLED.repeat(20_000))
          return one
        }),
      )
      await setTimeout(1000)
      for (const { socket } of deaf) socket.destroy()
    },
    { grownMiBMax: 200, probeMsMax: 5000 },
  )
  t.diagnostic(JSON.stringify(siege))
})

test('what a client has said in one breath is served between the requests of others', async (t) => {
  const { send, received, closed } = await openSocket(stack.endpoint)
  const others: number[] = []
  send(post(['content-length: 2'], '{}').repeat(1000) + LAST)
  await received(/HTTP/)
  for (let served = 0; served < 1001; served = statusesOf(await received(/^/)).length) {
    const { status } = await fetch(`${stack.endpoint}/_sparekey/health`)
    assert.equal(status, 200)
    others.push(served)
  }
  assert.equal(statusesOf(await closed()).length, 1001)
  // One at a time in turn with the others', whatever the machine does.
  const within = others.filter((served) => served > 0 && served < 1001)
  t.diagnostic(`${within.length} requests of another's came between`)
  assert.ok(within.length > 5)
})
