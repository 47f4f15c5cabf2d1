import { fault, type Context } from './context.ts'
import { parseSelect } from './parse.ts'
import type { Field, Scope } from './scope.ts'
import { coerce } from './coerce.ts'
import { BOOLEAN, sharedType, typeName, type SqlType } from './sql-type.ts'
import type { Alias, Identifier, Relation } from './syntax.ts'
import { aliased, asSource, type Source } from './table-source.ts'
import { fieldsOfTable, useTable } from './table-use.ts'
import { requireBoolean } from './translate-boolean.ts'
import { translateUnnest } from './translate-unnest.ts'

type Kind<K extends Relation['kind']> = Relation & { kind: K }

/** Views of views of views: deeper than anybody builds them. */
const VIEW_DEPTH_MAX = 30

/** FROM. `left` is what a lateral part may refer to. */
export function translateRelation(relation: Relation, context: Context, left?: Scope): Source {
  switch (relation.kind) {
    case 'table':
      return relationOfTable(relation.name, relation.alias, relation.at, context)
    case 'query': {
      const scope = relation.lateral && left ? left : outerOf(context)
      const query = context.environment.query(relation.query, inner(context, scope))
      const source = asSource(query, relation.alias, context)
      return relation.lateral ? { ...source, sql: `LATERAL ${source.sql}` } : source
    }
    case 'unnest':
      return translateUnnest(relation, { ...context, scope: left ?? outerOf(context) })
    case 'join':
      return relation.using
        ? joinUsing(relation, relation.using, context)
        : joinOn(relation, context, left)
  }
}

const outerOf = ({ scope }: Context): Scope => scope

function inner(context: Context, scope: Scope): Context {
  const { grouped: _, ...plain } = context
  return { ...plain, scope, aggregates: 'allowed' }
}

function joinOn(relation: Kind<'join'>, context: Context, outer?: Scope): Source {
  const left = translateRelation(relation.left, context, outer)
  const reach: Scope = { fields: left.fields, outer: outer ?? context.scope }
  const right = translateRelation(relation.right, context, reach)
  const fields = [...left.fields, ...right.fields]
  const { type, on } = relation
  if (!on) return { sql: `${left.sql} CROSS JOIN ${right.sql}`, fields }
  const scope: Scope = { fields, outer: context.scope }
  const placed: Context = { ...inner(context, scope), aggregates: 'WHERE clause' }
  const value = context.environment.expression(on, placed)
  const { sql } = requireBoolean(value, 'JOIN ON clause', on.at, context)
  return { sql: `(${left.sql} ${type} JOIN ${right.sql} ON ${sql})`, fields }
}

/** The columns that are named become one each, and come first. */
function joinUsing(relation: Kind<'join'>, using: readonly Identifier[], context: Context): Source {
  const left = translateRelation(relation.left, context)
  const right = translateRelation(relation.right, context)
  const pairs = using.map((name) => ({
    name,
    left: columnFor(name, left.fields, context),
    right: columnFor(name, right.fields, context),
  }))
  const taken = new Set(pairs.flatMap((pair) => [pair.left, pair.right]))
  const types = pairs.map((pair) => sharedFor(pair.name, pair.left, pair.right, context))
  const merged = pairs.map((pair, index): Field => {
    const type = types[index] ?? BOOLEAN
    const both = [pair.left, pair.right].map((field) => coerce(field, type).sql)
    for (const field of [pair.left, pair.right]) field.use([])
    const { inside: _, ...plain } = pair.left
    const names = { qualifier: undefined, database: undefined, isHidden: false }
    return { ...plain, ...names, type, sql: `coalesce(${both.join(', ')})` }
  })
  const equal = pairs.map((pair, index) => {
    const type = types[index] ?? BOOLEAN
    return `${coerce(pair.left, type).sql} = ${coerce(pair.right, type).sql}`
  })
  const others = [...left.fields, ...right.fields].filter((field) => !taken.has(field))
  const sql = `(${left.sql} ${relation.type} JOIN ${right.sql} ON ${equal.join(' AND ')})`
  return { sql, fields: [...merged, ...others] }
}

function columnFor({ name, at }: Identifier, fields: readonly Field[], context: Context): Field {
  const found = fields.filter((field) => field.name === name.toLowerCase())
  const [field] = found
  if (field && found.length === 1) return field
  const says = `Column '${name}' is missing from one side of join`
  throw fault(context, 'COLUMN_NOT_FOUND', says, at)
}

function sharedFor(name: Identifier, left: Field, right: Field, context: Context): SqlType {
  const type = sharedType(left.type, right.type)
  if (type) return type
  const says =
    `Column types of join key '${name.name}' differ: ${typeName(left.type)}, ` +
    `${typeName(right.type)}`
  throw fault(context, 'TYPE_MISMATCH', says, name.at)
}

/** A table of WITH, of the catalog, or a view, expanded. */
export function relationOfTable(
  name: readonly Identifier[],
  alias: Alias | undefined,
  at: number,
  context: Context,
): Source {
  const parts = name.map((part) => part.name.toLowerCase())
  const [only = ''] = parts
  const shared = parts.length === 1 ? context.shared.get(only) : undefined
  const named = alias ?? { name: { name: name.at(-1)?.name ?? '', at }, columns: [] }
  if (shared) return asSource(shared, named, context)
  const { environment } = context
  const table = parts.at(-1) ?? ''
  const database = parts.at(-2) ?? environment.database
  const isIt = (definition: { database: string; name: string }): boolean =>
    definition.name === table && definition.database === database
  const found = environment.tables.find(({ definition }) => isIt(definition))
  if (found) {
    const use = useTable(found, environment.fresh)
    environment.uses.push(use)
    const fields = fieldsOfTable(use, alias?.name.name.toLowerCase(), environment.fresh)
    return { sql: use.sql, fields: renamedTable(fields, alias, context) }
  }
  const view = environment.views.find(isIt)
  if (view?.viewText !== undefined)
    return expanded(view.viewText, view.database, named, at, context)
  const says = `Table 'awsdatacatalog.${database}.${table}' does not exist`
  throw fault(context, 'TABLE_NOT_FOUND', says, at)
}

function renamedTable(fields: readonly Field[], alias: Alias | undefined, context: Context) {
  return alias && alias.columns.length > 0 ? aliased(fields, alias, context) : fields
}

function expanded(
  text: string,
  database: string,
  alias: Alias,
  at: number,
  context: Context,
): Source {
  if (context.depth >= VIEW_DEPTH_MAX) {
    throw fault(context, 'VIEW_IS_RECURSIVE', `View '${alias.name.name}' is recursive`, at)
  }
  const environment = { ...context.environment, database }
  // Places inside a view are none of the user's text.
  const query = parseSelect({ text, start: { line: 1, column: 1 } })
  const translated = environment.query(query, {
    ...{ environment, placeOf: () => undefined, shared: new Map(), scope: { fields: [] } },
    ...{ aggregates: 'allowed', depth: context.depth + 1 },
  })
  return asSource(translated, alias, context)
}
