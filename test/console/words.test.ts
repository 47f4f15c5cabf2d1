// The console speaks two languages, and no text of its own stands outside of its words.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { english } from '../../console/src/words/en.ts'
import { japanese } from '../../console/src/words/ja.ts'
import { readSource, type SyntaxNode } from '../tidy/source-file.ts'
import { filesOf, root } from '../tidy/tree.ts'

/** Names that are the same in Japanese, and signs. */
const NAMES = /^(KMS|CloudTrail|Athena|IAM|ARN|Sid|JSON|SQL|CSV|Region|-|…|SHOW TABLES IN default)$/

test('what is English in one language is Japanese in the other', () => {
  const same = pairsOf(english, japanese).filter(([one, other]) => one === other)
  assert.deepEqual(
    same.map(([text]) => text).filter((text) => /[A-Za-z]/.test(text) && !NAMES.test(text)),
    [],
  )
})

test('no Japanese stands among the English words, and some in every Japanese one', () => {
  const script = /[\u3040-\u30ff\u4e00-\u9fff]/
  const pairs = pairsOf(english, japanese)
  assert.ok(pairs.length > 100)
  assert.deepEqual(
    pairs.map(([text]) => text).filter((text) => script.test(text)),
    [],
  )
  // A sentence of values and signs has no word to translate.
  const isSigns = (text: string): boolean => !/[A-Za-z]/.test(literalsOf(text))
  const silent = pairs.map(([, text]) => text).filter((text) => !script.test(text))
  assert.deepEqual(
    silent.filter((text) => !NAMES.test(text) && !isSigns(text)),
    [],
  )
})

/** What a sentence says besides its values: `(a, b) => \`${a} by ${b}\`` says " by ". */
const literalsOf = (text: string): string =>
  text.includes('=>')
    ? (text.match(/'[^']*'|`[^`]*`/g) ?? []).join('').replaceAll(/\$\{[^}]*\}/g, '')
    : text

/** Texts of the same place in both; sentences that take a value are compared by their source. */
function pairsOf(one: unknown, other: unknown): readonly (readonly [string, string])[] {
  if (typeof one === 'string' && typeof other === 'string') return [[one, other]]
  if (typeof one === 'function') return [[String(one), String(other)]]
  if (typeof one !== 'object' || one === null) return []
  return Object.entries(one).flatMap(([member, inner]) =>
    pairsOf(inner, (other as Readonly<Record<string, unknown>>)[member]),
  )
}

const pages = filesOf()
  .filter((path) => path.startsWith('console/src/') && path.endsWith('.tsx'))
  .map((path) => readSource(root, path))

/** Attributes that a person reads or hears. */
const SPOKEN = /^(aria-?label|header|headerText|title|label|description|placeholder|text|alt)$/i
/** A word of a language: names of AWS's and of ours are none. */
const isWord = (text: string): boolean =>
  /[A-Za-z]{3}/.test(text) &&
  !/^(Sparekey|JSON|ARN|AccessDenied|alias\/…|YYYY\/MM\/DD)$/.test(text.trim())

test('every text of a page comes from the words', () => {
  assert.ok(pages.length > 30)
  const found = pages.flatMap(({ path, nodes }) =>
    nodes
      .map(textOf)
      .filter((text) => text !== undefined && isWord(text))
      .map((text) => `${path}: ${String(text).trim()}`),
  )
  assert.deepEqual(found, [])
})

interface Attribute extends SyntaxNode {
  readonly name?: { readonly name?: unknown }
  readonly value?: { readonly type?: string; readonly value?: unknown } | string | null
}

/** What stands in a page as it is, between tags or in an attribute that is read out. */
function textOf(node: SyntaxNode): string | undefined {
  const { name, value } = node as Attribute
  if (node.type === 'JSXText') return typeof value === 'string' ? value : undefined
  if (node.type !== 'JSXAttribute' || typeof name?.name !== 'string') return undefined
  if (!SPOKEN.test(name.name) || typeof value !== 'object') return undefined
  return value?.type === 'Literal' && typeof value.value === 'string' ? value.value : undefined
}
