// Every rule of the audit stands in its page, with the severities that it can have.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { KEY_RULE_IDS } from '../../src/doctor/audit/rule-ids.ts'
import { KEY_RULES } from '../../src/doctor/audit/rules/list.ts'
import { RULE_IDS } from '../../src/doctor/index.ts'

const page = readFileSync(new URL('../../docs/reference/audit.md', import.meta.url), 'utf8')

test('the page tells every rule, and no other', () => {
  const told = [...page.matchAll(/^\| `(audit\/[a-z-]+)` +\|/gm)].map(([, id]) => id)
  assert.deepEqual(told.toSorted(), [...RULE_IDS].toSorted())
})

test('the list has every rule about keys, in the order of the ids', () => {
  assert.deepEqual(
    KEY_RULES.map(({ id }) => id),
    [...KEY_RULE_IDS],
  )
})
