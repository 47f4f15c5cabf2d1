import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './html.ts'
import { htmlDocument } from './document.ts'

test('a text never becomes markup', () => {
  const text = `<img src=x onerror="alert('1')">&`
  const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;'
  assert.equal(String(html`<p title="${text}">${text}</p>`), `<p title="${escaped}">${escaped}</p>`)
})

test('markup within markup stays, lists are put one after the other', () => {
  const items = ['a', '<b>'].map((one) => html`<li>${one}</li>`)
  const list = html`<ul>${items}${undefined}${1}</ul>`
  assert.equal(String(list), '<ul><li>a</li><li>&lt;b&gt;</li>1</ul>')
})

test('the document names its language, and asks nothing of the network', () => {
  const page = htmlDocument({ title: 'a < b', lang: 'ja', body: html`<p>x</p>` })
  assert.match(page, /<html lang="ja">/)
  assert.match(page, /<title>a &lt; b<\/title>/)
  assert.match(page, /default-src 'none'/)
  assert.doesNotMatch(page, /https?:/)
})
