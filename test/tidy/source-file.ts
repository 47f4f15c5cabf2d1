// A source file as the tidy tests see it: text, imports, and the syntax tree, walked once.

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from 'oxc-parser'

export interface SourceFile {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
  readonly lines: readonly string[]
  readonly nodes: readonly SyntaxNode[]
  readonly comments: readonly Comment[]
  /** Relative imports as paths from the root, the others as they stand. */
  readonly imports: readonly string[]
  /** Those of them that are still there when the types are gone. */
  readonly loads: readonly string[]
}

export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly line: number
  readonly [member: string]: unknown
}

export interface Comment {
  readonly value: string
  readonly line: number
}

export function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const { program, module, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const lineAt = lineFinder(text)
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => {
    return text.slice(start + 1, end - 1)
  })
  const exported = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ to: moduleRequest.value, isType }] : [],
    )
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    to: moduleRequest.value,
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const statics = [...imported, ...exported]
  const loaded = statics.filter(({ isType }) => !isType)
  const paths = (some: readonly { readonly to: string }[]) =>
    [...some.map(({ to }) => to), ...dynamic].map((to) => resolveImport(path, to))
  return {
    path,
    text,
    lines: text.split('\n'),
    nodes: [...walk(program, lineAt)],
    comments: comments.map(({ value, start }) => ({ value, line: lineAt(start) })),
    imports: paths(statics),
    loads: paths(loaded),
  }
}

function resolveImport(from: string, to: string): string {
  return to.startsWith('.') ? join(dirname(from), to) : to
}

function* walk(value: unknown, lineAt: (offset: number) => number): Generator<SyntaxNode> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item, lineAt)
    return
  }
  if (typeof value !== 'object' || value === null) return
  if ('type' in value && 'start' in value && typeof value.start === 'number') {
    yield { ...value, line: lineAt(value.start) } as unknown as SyntaxNode
  }
  for (const member of Object.values(value)) yield* walk(member, lineAt)
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1)
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1
}

/** Lines a node spans in its file. */
export function lineCount(file: SourceFile, node: SyntaxNode): number {
  return file.text.slice(node.start, node.end).split('\n').length
}
