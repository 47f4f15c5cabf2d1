import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { columnsOf } from '../../src/base/columns.ts'
import { banner } from '../../src/cli/words/serve.ts'

const columnsMax = 80

test('the banner keeps to 80 columns, in both languages', () => {
  for (const language of ['en', 'ja'] as const) {
    const server = {
      endpoint: 'http://127.0.0.1:54599',
      port: 54_599,
      accounts: ['111122223333'],
      credentialsFile: undefined,
      seeded: [],
      vpcEndpoints: new Map([['vpce-0123456789abcdef0', 'http://127.0.0.1:4610']]),
    }
    const text = banner(language, server, {
      data: '/srv/.sparekey',
      lookupEventsRate: 2,
      insecureAllowReset: true,
      insecureAllowClock: true,
      insecureAllowServiceCalls: true,
      insecurePlainHttp: true,
    })
    for (const line of stripVTControlCharacters(text).split('\n')) {
      assert.ok(columnsOf(line) <= columnsMax, `${columnsOf(line)} columns: ${line}`)
    }
  }
})
