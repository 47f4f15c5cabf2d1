import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paint } from './paint.ts'

test('there is no escape sequence without colour', () => {
  assert.equal(paint(false).bad('denied'), 'denied')
  assert.match(paint(true).bad('denied'), /\p{Cc}\[/u)
})
