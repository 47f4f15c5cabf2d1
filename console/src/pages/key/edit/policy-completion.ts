// What can be written at a place of a key policy: elements, actions, condition operators and keys,
// and the principals of the account.

import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { actionNames, conditionOperators, keyNames } from '../../../../../src/policy/index.ts'

type SyntaxNode = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>

export interface Vocabulary {
  readonly account: string
  readonly keyArn: string
  /** ARNs of users and roles. */
  readonly principals: readonly string[]
}

export function policyCompletion(vocabulary: Vocabulary): CompletionSource {
  return (context) => {
    const { state, pos } = context
    const node = syntaxTree(state).resolveInner(pos, -1)
    const isText = node.name === 'String' || node.name === 'PropertyName'
    if (!isText || pos <= node.from) return null
    const isName = node.name === 'PropertyName' || node.parent?.name === 'Object'
    const path = pathTo(node, state)
    const words = isName ? namesAt(path) : valuesAt(path, vocabulary)
    if (words.length === 0) return null
    return isName ? asNames(words, node, context) : asValues(words, node, context)
  }
}

/** Names of the members that lead to a node, without places in lists: `['Statement', 'Sid']`. */
function pathTo(node: SyntaxNode, state: EditorState): readonly string[] {
  const path: string[] = []
  for (let one = node.parent; one; one = one.parent) {
    if (one.name !== 'Property' || (node.parent === one && node.name === 'PropertyName')) continue
    const name = one.getChild('PropertyName')
    if (name) path.unshift(state.sliceDoc(name.from, name.to).replaceAll('"', ''))
  }
  return path
}

const ELEMENTS = {
  document: ['Version', 'Id', 'Statement'],
  statement: [
    ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
    ...['Resource', 'NotResource', 'Condition'],
  ],
  principal: ['AWS', 'Service', 'Federated', 'CanonicalUser'],
} as const

function namesAt(path: readonly string[]): readonly string[] {
  const [first, element = '', operator] = path
  if (first === undefined) return ELEMENTS.document
  if (first !== 'Statement') return []
  if (path.length === 1) return ELEMENTS.statement
  if (/^(Not)?Principal$/.test(element) && path.length === 2) return ELEMENTS.principal
  if (element !== 'Condition') return []
  if (operator === undefined) return conditionOperators().flatMap(withVariants)
  return path.length === 3 ? conditionKeys() : []
}

const withVariants = (operator: string): readonly string[] =>
  operator === 'Null' ? [operator] : [operator, `${operator}IfExists`]

/** Those that come with requests to KMS. */
const conditionKeys = (): readonly string[] =>
  keyNames()
    .filter((key) => /^(aws|kms):/.test(key))
    .map((key) => key.replace(/\$\{[^}]*\}$/, ''))

function valuesAt(path: readonly string[], vocabulary: Vocabulary): readonly string[] {
  const [first, element = '', member, key = ''] = path
  const { account, keyArn, principals } = vocabulary
  if (first === 'Version') return ['2012-10-17', '2008-10-17']
  if (first !== 'Statement') return []
  switch (element.replace(/^Not/, '')) {
    case 'Effect':
      return ['Allow', 'Deny']
    case 'Action':
      return ['kms:*', ...actionNames('kms')]
    case 'Resource':
      return ['*', keyArn]
    case 'Principal':
      if (member === undefined) return ['*']
      return member === 'AWS' ? everybody(account, principals) : []
    case 'Condition':
      return /^aws:PrincipalArn$/i.test(key) ? principals : []
    default:
      return []
  }
}

const everybody = (account: string, principals: readonly string[]): readonly string[] => [
  `arn:aws:iam::${account}:root`,
  ...principals,
  '*',
]

/** With the colon and room for a value, where there is none yet. */
function asNames(
  words: readonly string[],
  node: SyntaxNode,
  { state }: CompletionContext,
): CompletionResult {
  const isFollowed = /^\s*:/.test(state.sliceDoc(node.to, node.to + 20))
  const apply = (view: EditorView, { label }: Completion, from: number): void => {
    const insert = isFollowed ? `${label}"` : `${label}": `
    const anchor = from + insert.length
    view.dispatch({ changes: { from, to: node.to, insert }, selection: { anchor } })
  }
  return {
    from: node.from + 1,
    options: words.map((label) => ({ label, type: 'property', apply })),
  }
}

function asValues(
  words: readonly string[],
  node: SyntaxNode,
  { state }: CompletionContext,
): CompletionResult {
  const isClosed = state.sliceDoc(node.to - 1, node.to) === '"' && node.to - node.from > 1
  const to = isClosed ? node.to - 1 : node.to
  return { from: node.from + 1, to, options: words.map((label) => ({ label, type: 'constant' })) }
}
