import { HighlightStyle } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** A short text still has room to be written on. */
const LINES_MIN = 6

export function look({
  isDark,
  height,
}: {
  readonly isDark: boolean
  /** In lines. */
  readonly height: number
}): Extension {
  const [text, quiet, line, ground] = isDark
    ? (['#ebebf0', '#8c8c94', '#424650', '#161d26'] as const)
    : (['#0f141a', '#656871', '#c6c6cd', '#ffffff'] as const)
  return EditorView.theme(
    {
      '&': {
        color: text,
        backgroundColor: ground,
        border: `1px solid ${line}`,
        borderRadius: '8px',
        fontSize: '13px',
        maxHeight: `${height * 1.5}em`,
      },
      '&.cm-focused': { outline: '2px solid #006ce0' },
      '.cm-scroller': {
        fontFamily: "Monaco, Menlo, Consolas, 'Courier Prime', monospace",
        lineHeight: '1.5',
        overflow: 'auto',
        borderRadius: '7px',
      },
      '.cm-content': { caretColor: text, minHeight: `${LINES_MIN * 1.5}em` },
      '.cm-gutters': { backgroundColor: ground, color: quiet, border: 'none' },
      '.cm-activeLine, .cm-activeLineGutter': {
        backgroundColor: isDark ? '#ffffff12' : '#0000000a',
      },
      '.cm-tooltip': { backgroundColor: ground, color: text, border: `1px solid ${line}` },
      '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
        backgroundColor: '#006ce0',
        color: '#ffffff',
      },
    },
    { dark: isDark },
  )
}

/** Told apart from the ground by 4.5 to 1 at least. */
export function colours(isDark: boolean): HighlightStyle {
  const [word, string, number, name] = isDark
    ? (['#c4a5ff', '#8fd9a8', '#f2b26b', '#75cfff'] as const)
    : (['#6f2da8', '#0a6640', '#8a4b00', '#00569e'] as const)
  return HighlightStyle.define([
    { tag: tags.keyword, color: word },
    { tag: tags.string, color: string },
    { tag: [tags.number, tags.bool, tags.null], color: number },
    { tag: [tags.propertyName, tags.typeName, tags.function(tags.variableName)], color: name },
    { tag: tags.comment, color: isDark ? '#a4a4ad' : '#5f6b7a' },
  ])
}
