// What is wrong with the document in the editor, found in the page as one types.

import { parseAccountId } from '../../../../../src/base/account-id.ts'
import {
  compilePolicy,
  lint,
  lintText,
  readPolicy,
  validateKeyPolicy,
  type NamedPolicy,
  type PolicyProblem,
  type Severity,
} from '../../../../../src/policy/index.ts'
import type { Words } from '../../../words/words.ts'

export interface DocumentProblem {
  readonly severity: Severity
  /** From 1, both; the first line when it is about the document as a whole. */
  readonly line: number
  readonly column: number
  readonly says: string
  /** What to write in its place. */
  readonly instead: string
}

export interface CheckedDocument {
  /** Undefined: AWS would refuse it. */
  readonly policy: NamedPolicy | undefined
  readonly problems: readonly DocumentProblem[]
}

export interface CheckOptions {
  readonly keyArn: string
  readonly language: 'en' | 'ja'
  readonly words: Words
}

export function checkDocument(text: string, options: CheckOptions): CheckedDocument {
  const { keyArn, language, words } = options
  const read = readPolicy(text, { positions: true })
  if ('problems' in read) return refused(read.problems, words)
  const invalid = validateKeyPolicy(read.document)
  if (invalid.length > 0) return refused(invalid, words)
  const account = parseAccountId(keyArn.split(':')[4] ?? '')
  const found = lint(read.document, {
    kind: 'keyPolicy',
    key: keyArn,
    ...(account && { account }),
  })
  return {
    policy: { name: 'key policy', policy: compilePolicy(read.document) },
    problems: found.map((finding) => {
      const { severity, line = 1, column = 1 } = finding
      const { says, instead } = lintText(finding, language)
      return { severity, line, column, says: sentence(says), instead: sentence(instead) }
    }),
  }
}

function refused(problems: readonly PolicyProblem[], words: Words): CheckedDocument {
  const { kinds } = words.keyPolicy.problems
  return {
    policy: undefined,
    problems: problems.map(({ kind, says, place, line = 1, column = 1 }) => ({
      ...{ severity: 'error', line, column, instead: '' },
      says: `${kinds[kind]}: ${place === '' ? says : `${place}: ${says}`}`,
    })),
  }
}

/** The engine's messages begin in lower case, for they follow a place. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
