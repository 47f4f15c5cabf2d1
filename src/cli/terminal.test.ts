import assert from 'node:assert/strict'
import test from 'node:test'
import { languageOf, showsColour, showsUnicode } from './terminal.ts'

test('the option decides the language, in both spellings', () => {
  assert.equal(languageOf(['doctor', 'k', '--lang', 'ja'], {}), 'ja')
  assert.equal(languageOf(['doctor', 'k', '--lang=ja'], {}), 'ja')
  assert.equal(languageOf(['--lang', 'en'], { LANG: 'ja_JP.UTF-8' }), 'en')
  assert.equal(languageOf(['--lang', 'fr'], { LANG: 'ja_JP.UTF-8' }), 'ja')
})

test('without the option the locale decides, the more particular setting first', () => {
  assert.equal(languageOf([], {}), 'en')
  assert.equal(languageOf([], { LANG: 'ja_JP.UTF-8' }), 'ja')
  assert.equal(languageOf([], { LANG: 'ja_JP.UTF-8', LC_MESSAGES: 'en_US' }), 'en')
  assert.equal(languageOf([], { LANG: 'C', LC_ALL: 'ja' }), 'ja')
  assert.equal(languageOf([], { LANG: 'jam_JM' }), 'en')
})

test('colour is for terminals, unless it is forced or forbidden', () => {
  assert.equal(showsColour({}, true), true)
  assert.equal(showsColour({}, false), false)
  assert.equal(showsColour({ TERM: 'dumb' }, true), false)
  assert.equal(showsColour({ FORCE_COLOR: '1' }, false), true)
  assert.equal(showsColour({ FORCE_COLOR: '0' }, true), false)
  assert.equal(showsColour({ NO_COLOR: '1' }, true), false)
  assert.equal(showsColour({ NO_COLOR: '' }, true), true)
  assert.equal(showsColour({ NO_COLOR: '1', FORCE_COLOR: '1' }, true), false)
})

test('a locale without UTF-8 shows ASCII alone', () => {
  assert.equal(showsUnicode({ LANG: 'en_US.UTF-8' }, 'linux'), true)
  assert.equal(showsUnicode({ LANG: 'ja_JP.utf8' }, 'linux'), true)
  assert.equal(showsUnicode({ LANG: 'C' }, 'linux'), false)
  assert.equal(showsUnicode({ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, 'linux'), false)
  assert.equal(showsUnicode({}, 'linux'), false)
  assert.equal(showsUnicode({}, 'win32'), true)
})
