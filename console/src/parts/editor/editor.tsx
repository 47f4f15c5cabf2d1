// CodeMirror within a shadow root: there it brings its styles as objects, where in the page itself
// it would need a style element, which the content security policy forbids.

import { closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import {
  bracketMatching,
  foldGutter,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import { lintGutter } from '@codemirror/lint'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useMemo, useRef } from 'react'
import { useDark } from '../../shell/use-dark.ts'
import { colours, look } from './editor-look.ts'

export interface EditorProps {
  readonly value: string
  readonly label: string
  readonly change?: (value: string) => void
  /** The language, lint, completion; the same object as long as nothing of it changes. */
  readonly extensions: Extension
  /** In lines. */
  readonly height?: number
  /** Where the person is taken to, each time that it is another object. */
  readonly spot?: Spot | undefined
}

export interface Spot {
  /** From 1. */
  readonly line: number
}

/** A text with its language. Escape and then Tab leaves it by the keyboard. */
export function Editor({ value, label, change, extensions, height = 24, spot }: EditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const changed = useRef(change)
  changed.current = change
  /** What was told to the page and has not come back from it. */
  const told = useRef<string[]>([])
  const isDark = useDark()
  const [theming, behaving] = useMemo(() => [new Compartment(), new Compartment()], [])
  const isReadOnly = change === undefined
  useEffect(() => {
    const host = place.current
    if (host === null) return
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: value,
        extensions: [
          ...base,
          EditorState.readOnly.of(isReadOnly),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          theming.of([]),
          behaving.of(extensions),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return
            const text = update.state.doc.toString()
            told.current.push(text)
            changed.current?.(text)
          }),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
    // oxlint-disable-next-line react/exhaustive-deps -- what changes later is told it below
  }, [label, isReadOnly])
  useEffect(() => {
    const theme = [look({ isDark, height }), syntaxHighlighting(colours(isDark))]
    view.current?.dispatch({ effects: theming.reconfigure(theme) })
  }, [isDark, height, theming, label, isReadOnly])
  useEffect(() => {
    view.current?.dispatch({ effects: behaving.reconfigure(extensions) })
  }, [extensions, behaving])
  useEffect(() => {
    const editor = view.current
    // The page may lag behind somebody who types: what comes from here is no change from there.
    const at = told.current.lastIndexOf(value)
    told.current.splice(0, at + 1)
    if (at >= 0 || editor === undefined || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])
  useEffect(() => {
    const editor = view.current
    if (editor === undefined || spot === undefined) return
    const { from } = editor.state.doc.line(Math.min(spot.line, editor.state.doc.lines))
    editor.dispatch({ selection: { anchor: from }, scrollIntoView: true })
    editor.focus()
  }, [spot])
  return <div ref={place} />
}

const base: readonly Extension[] = [
  lineNumbers(),
  foldGutter(),
  history(),
  indentOnInput(),
  bracketMatching(),
  highlightActiveLine(),
  lintGutter(),
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
  EditorView.lineWrapping,
]
