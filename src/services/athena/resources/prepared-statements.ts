import { everyRow } from '../../../store/every-row.ts'
import type { Change, PageRequest, Row } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { InvalidRequestException, ResourceNotFoundException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { PreparedStatement } from '../model.ts'
import type { PreparedStatementRow } from '../tables.ts'
import { preparedStatementPrefix, preparedStatementRowId, preparedStatements } from '../tables.ts'

type Stored = Row<PreparedStatementRow>

interface Named {
  readonly WorkGroup: string
  readonly StatementName: string
}

/** The prepared statements as one request sees them: of the caller's account and Region. */
export class PreparedStatements {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  find({ WorkGroup: workGroup, StatementName: name }: Named): Stored | undefined {
    const { account, region } = this.#request
    const id = preparedStatementRowId({ account, region, workGroup, name })
    return this.#request.store.get(preparedStatements, id)
  }

  require(named: Named): Stored {
    const statement = this.find(named)
    if (!statement) throw notFound(named)
    return statement
  }

  /** In the order of names, behind the row of this id. */
  ofWorkGroup(name: string, after = ''): Generator<Stored, undefined> {
    const prefix = preparedStatementPrefix(this.#request, name)
    const page = (request: PageRequest) =>
      this.#request.store.page(preparedStatements, { ...request, prefix })
    return everyRow(page, after)
  }

  create(statement: PreparedStatementRow): Change {
    const { workGroup, name } = statement
    // These two sentences are ours: AWS's are not known.
    if (this.find({ WorkGroup: workGroup, StatementName: name })) {
      throw InvalidRequestException(`PreparedStatement ${name} already exists in ${workGroup}`)
    }
    const max = limits.preparedStatementsPerWorkGroupMax
    if ([...this.ofWorkGroup(workGroup)].length >= max) {
      throw InvalidRequestException(`A workgroup can have at most ${max} prepared statements.`)
    }
    return change(preparedStatements, preparedStatementRowId(statement), undefined, statement)
  }

  update(row: Stored, statement: PreparedStatementRow): Change {
    return change(preparedStatements, row.id, row, statement)
  }

  remove(row: Stored): Change {
    return change(preparedStatements, row.id, row, undefined)
  }
}

export const notFound = ({ WorkGroup, StatementName }: Named) =>
  ResourceNotFoundException(
    `PreparedStatement ${StatementName} was not found in workGroup ${WorkGroup}`,
    StatementName,
  )

export const preparedStatementView = (statement: PreparedStatementRow): PreparedStatement => ({
  StatementName: statement.name,
  QueryStatement: statement.query,
  WorkGroupName: statement.workGroup,
  ...(statement.description !== undefined && { Description: statement.description }),
  LastModifiedTime: new Date(statement.modifiedAt),
})
