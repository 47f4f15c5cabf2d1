import { change } from '../../../store/store.ts'
import type { Change, PageRequest, Row } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import {
  AlreadyExistsException,
  EntityNotFoundException,
  InvalidInputException,
} from '../errors.ts'
import { limits } from '../limits.ts'
import type { PartitionRow, TablePlace, TableRow } from '../tables.ts'
import {
  partitionCounts,
  partitionPrefix,
  partitionRowId,
  partitions,
  tableRowId,
} from '../tables.ts'
import { everyRow } from '../../../store/every-row.ts'
import { noRoom } from './room.ts'

/** The partitions of tables as one request sees them. */
export class Partitions {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  find(place: TablePlace, values: readonly string[]): Row<PartitionRow> | undefined {
    return this.#request.store.get(partitions, partitionRowId(place, values))
  }

  require(place: TablePlace, values: readonly string[]): Row<PartitionRow> {
    const partition = this.find(place, values)
    if (!partition) throw notFound()
    return partition
  }

  /** In the order of their values, behind the row of this id. */
  ofTable(place: TablePlace, after = ''): Generator<Row<PartitionRow>, undefined> {
    const prefix = partitionPrefix(place)
    const page = (request: PageRequest) =>
      this.#request.store.page(partitions, { ...request, prefix })
    return everyRow(page, after)
  }

  /** They are known not to be there. */
  create(place: TablePlace, made: readonly PartitionRow[]): readonly Change[] {
    return [
      ...made.map((one) => change(partitions, partitionRowId(place, one.values), undefined, one)),
      ...this.#counted(place, made.length),
    ]
  }

  /** The partition as it is to be, under the same values or under others that are free. */
  update(row: Row<PartitionRow>, partition: PartitionRow): readonly Change[] {
    const id = partitionRowId(partition, partition.values)
    if (id === row.id) return [change(partitions, id, row, partition)]
    if (this.find(partition, partition.values)) throw alreadyExists()
    return [
      change(partitions, row.id, row, undefined),
      change(partitions, id, undefined, partition),
    ]
  }

  remove(place: TablePlace, rows: readonly Row<PartitionRow>[]): readonly Change[] {
    const gone = rows.map((row) => change(partitions, row.id, row, undefined))
    return [...gone, ...this.#counted(place, -gone.length)]
  }

  removeAll(place: TablePlace): readonly Change[] {
    return this.remove(place, [...this.ofTable(place)])
  }

  #counted(place: TablePlace, more: number): readonly Change[] {
    if (more === 0) return []
    const id = tableRowId(place)
    const row = this.#request.store.get(partitionCounts, id)
    const count = (row?.value.partitions ?? 0) + more
    const max = limits.partitionsPerTableMax
    if (more > 0 && count > max) throw noRoom(max, 'partitions in a table')
    return [change(partitionCounts, id, row, count === 0 ? undefined : { partitions: count })]
  }
}

/** Throws unless the table has a key for each value. */
export function requireValues(
  { input }: TableRow,
  values: readonly string[] | undefined,
): readonly string[] {
  const keys = input.PartitionKeys ?? []
  // The sentences are ours: AWS's are not known.
  if (values?.length !== keys.length) {
    throw InvalidInputException(
      'The number of partition keys does not match the number of partition values.',
    )
  }
  if (values.some((value) => !value.isWellFormed())) {
    throw InvalidInputException('A partition value is not well-formed Unicode.')
  }
  return values
}

export const alreadyExists = () => AlreadyExistsException('Partition already exists.')

export const notFound = () => EntityNotFoundException('Cannot find partition.')
