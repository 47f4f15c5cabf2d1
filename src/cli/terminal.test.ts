import assert from 'node:assert/strict'
import test from 'node:test'
import { languageOf } from './terminal.ts'

test('the option decides the language, in both spellings', () => {
  assert.equal(languageOf(['doctor', 'k', '--lang', 'ja'], {}), 'ja')
  assert.equal(languageOf(['doctor', 'k', '--lang=ja'], {}), 'ja')
  assert.equal(languageOf(['--lang', 'en'], { LANG: 'ja_JP.UTF-8' }), 'en')
})

test('without the option the locale decides, the more particular setting first', () => {
  assert.equal(languageOf([], {}), 'en')
  assert.equal(languageOf([], { LANG: 'ja_JP.UTF-8' }), 'ja')
  assert.equal(languageOf([], { LANG: 'ja_JP.UTF-8', LC_MESSAGES: 'en_US' }), 'en')
  assert.equal(languageOf([], { LANG: 'C', LC_ALL: 'ja' }), 'ja')
  assert.equal(languageOf([], { LANG: 'jam_JM' }), 'en')
})
