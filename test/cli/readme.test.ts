// The transcript in the README is what the commands print.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { serveStack, sparekey, type Stack } from './sparekey.ts'

/** A command and the lines it prints; `[...]` stands for lines left out. */
interface Exchange {
  readonly command: string
  readonly lines: readonly string[]
}

function transcriptOf(page: string): readonly Exchange[] {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')
  const [, block = ''] = /^```console\n(.*?)^```$/ms.exec(text) ?? []
  return block
    .split(/^\$ node bin\/sparekey\.js /m)
    .slice(1)
    .map((exchange) => {
      const [command = '', ...lines] = exchange.trimEnd().split('\n')
      return { command, lines: lines.map(anyRun).filter((line) => line !== '') }
    })
}

/** What differs from run to run: the key's id, times, the port. */
const anyRun = (line: string): string =>
  line
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'KEY-ID')
    .replaceAll(/\d{4}-\d\d-\d\d/g, 'DAY')
    .replaceAll(/\d\d:\d\d:\d\d/g, 'TIME')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .trimEnd()

function printed({ command }: Exchange, { endpoint }: Stack) {
  const words = command.split(' ').map((word) => (word.startsWith('http:') ? endpoint : word))
  return sparekey(words, { AWS_ENDPOINT_URL: endpoint, LANG: 'en_US.UTF-8' })
}

test('the README shows what the commands print', async (t) => {
  const stack = await serveStack(t)
  const exchanges = transcriptOf('README.md')
  assert.equal(exchanges.length, 4)
  for (const exchange of exchanges) {
    const { stdout } = await printed(exchange, stack)
    let rest = stdout.split('\n').map(anyRun)
    for (const line of exchange.lines.filter((shown) => shown !== '[...]')) {
      assert.ok(rest.includes(line), `${exchange.command} does not print: ${line}`)
      rest = rest.slice(rest.indexOf(line) + 1)
    }
  }
})

test('the Japanese README shows the same', () => {
  assert.deepEqual(transcriptOf('README.ja.md'), transcriptOf('README.md'))
})
