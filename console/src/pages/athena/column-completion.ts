import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { CatalogTable } from './catalog.ts'

/** Columns without their table, and the members of those that have some. */
export function columnCompletion(tables: readonly CatalogTable[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/(\w+\.)*\w*/)
    if (word === null || (word.text === '' && !context.explicit)) return null
    const path = word.text.split('.')
    const typed = path.pop() ?? ''
    const columns = columnsIn(context.state.doc.toString(), tables)
    const options =
      path.length === 0
        ? columns
        : membersOf(
            columns.find(({ name }) => name === path[0]),
            path,
          )
    return {
      from: context.pos - typed.length,
      options: options.map(({ name, type }) => ({
        label: name,
        type: 'property',
        detail: shortened(type),
      })),
      validFor: /^\w*$/,
    }
  }
}

/** The type of a struct can be a page long. */
const shortened = (type: string): string => (type.length > 40 ? `${type.slice(0, 39)}…` : type)

type Column = CatalogTable['columns'][number]

/** Of the tables that the text names; of all of them as long as it names none. */
function columnsIn(text: string, tables: readonly CatalogTable[]): readonly Column[] {
  const named = tables.filter(({ name }) => text.includes(name))
  const columns = (named.length > 0 ? named : tables).flatMap((table) => table.columns)
  return [...new Map(columns.map((column) => [column.name, column])).values()]
}

/** `struct<arn:string,sessioncontext:struct<...>>`, as deep as the path goes. */
function membersOf(column: Column | undefined, path: readonly string[]): readonly Column[] {
  let members = structMembers(column?.type ?? '')
  for (const name of path.slice(1)) {
    members = structMembers(members.find((member) => member.name === name)?.type ?? '')
  }
  return members
}

function structMembers(type: string): readonly Column[] {
  const [, inner] = /^struct<(.*)>$/.exec(type) ?? []
  if (inner === undefined) return []
  const members: string[] = ['']
  let depth = 0
  for (const sign of inner) {
    if (sign === '<') depth += 1
    if (sign === '>') depth -= 1
    if (sign === ',' && depth === 0) members.push('')
    else members.push(`${members.pop() ?? ''}${sign}`)
  }
  return members.map((member) => {
    const at = member.indexOf(':')
    return { name: member.slice(0, at), type: member.slice(at + 1) }
  })
}
