import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { TrinoEngine } from '../../src/sql/remote/trino-engine.ts'
import { engineConformance } from './conformance.ts'
import { requestOf, rowsOf } from './query.ts'

const { SPAREKEY_TEST_TRINO: url } = process.env
if (url) {
  const engine = new TrinoEngine({ url })
  engineConformance('Trino', () => engine)
} else {
  test('Trino', { skip: 'SPAREKEY_TEST_TRINO names no server' }, () => undefined)
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly schema: string | undefined
}

/** A server that answers one page after the other. */
async function serverOf(pages: readonly object[]) {
  const asked: Asked[] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      const schema = headers['x-trino-schema']
      asked.push({ method, path, body: Buffer.concat(chunks).toString(), schema: String(schema) })
      const index = path === '/v1/statement' ? 0 : Number(path.slice(1))
      const isLast = index === pages.length - 1
      const next = isLast ? {} : { nextUri: `http://elsewhere.example/${index + 1}` }
      response.end(method === 'DELETE' ? '' : JSON.stringify({ id: 'q', ...next, ...pages[index] }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    asked,
    engine: new TrinoEngine({ url: `http://127.0.0.1:${port}` }),
    stop: () => server.close(),
  }
}

const COLUMNS = [
  { name: 'n', type: 'bigint' },
  { name: 'd', type: 'double' },
  { name: 'r', type: 'row(a varchar, b array(integer))' },
]

test('Trino: pages become rows, and values the text that Athena prints', async (context) => {
  const row = ['@', 2, ['x', [1, null]]]
  const { asked, engine, stop } = await serverOf([
    {},
    { columns: COLUMNS },
    { columns: COLUMNS, data: [row] },
  ])
  context.after(stop)
  assert.deepEqual(await rowsOf(engine, 'SELECT 1'), [['@', '2.0', '{a=x, b=[1, null]}']])
  assert.deepEqual(
    asked.map(({ method, path }) => `${method} ${path}`),
    ['POST /v1/statement', 'GET /1', 'GET /2'],
  )
  assert.equal(asked[0]?.schema, 'default')
})

test('Trino: parameters go with the statement', async (context) => {
  const { asked, engine, stop } = await serverOf([{ columns: COLUMNS }])
  context.after(stop)
  await rowsOf(engine, "SELECT 'a' || ?", [], { parameters: ["'b'"] })
  assert.equal(asked[0]?.body, "EXECUTE IMMEDIATE 'SELECT ''a'' || ?' USING 'b'")
})

test('Trino: an error has its name and its place', async (context) => {
  const error = {
    message: "line 2:3: Column 'x' cannot be resolved",
    errorName: 'COLUMN_NOT_FOUND',
    errorLocation: { lineNumber: 2, columnNumber: 3 },
  }
  const { engine, stop } = await serverOf([{}, { error }])
  context.after(stop)
  await assert.rejects(rowsOf(engine, 'SELECT x'), {
    message:
      "COLUMN_NOT_FOUND: line 2:3: Column 'x' cannot be resolved or requester is not " +
      'authorized to access requested resources',
  })
})

test('Trino: a query that nobody wants any more is cancelled there', async (context) => {
  const page = { columns: COLUMNS, data: [[1, 1, null]] }
  const { asked, engine, stop } = await serverOf([page, page, page])
  context.after(stop)
  const { rows } = await engine.run(requestOf('SELECT 1'))
  for await (const batch of rows) if (batch.length > 0) break
  assert.equal(asked.at(-1)?.method, 'DELETE')
})
