import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { linter, lintKeymap, type Diagnostic } from '@codemirror/lint'
import type { Extension, Text } from '@codemirror/state'
import { keymap } from '@codemirror/view'
import { checkDocument, type CheckOptions, type DocumentProblem } from './check-document.ts'
import { policyCompletion, type Vocabulary } from './policy-completion.ts'

/** The editor's knowledge of key policies. */
export function policyLanguage(vocabulary: Vocabulary, options: CheckOptions): Extension {
  return [
    json(),
    closeBrackets(),
    autocompletion({ override: [policyCompletion(vocabulary)] }),
    linter(({ state }) => {
      const { problems } = checkDocument(state.doc.toString(), options)
      return problems.map((problem) => diagnosticOf(problem, state.doc, options))
    }),
    keymap.of([...completionKeymap, ...lintKeymap]),
  ]
}

const SEVERITIES = { error: 'error', warning: 'warning', note: 'info' } as const

function diagnosticOf(
  { severity, line, column, says, instead }: DocumentProblem,
  text: Text,
  { words }: CheckOptions,
): Diagnostic {
  const { from, to } = text.line(Math.min(line, text.lines))
  const start = Math.min(from + column - 1, to)
  return {
    from: start,
    to: Math.max(to, start),
    severity: SEVERITIES[severity],
    message: words.keyPolicy.problems.both(says, instead),
  }
}
