import { everyRow } from '../../../store/every-row.ts'
import { compareIds } from '../../../store/row-id.ts'
import type { Change, PageRequest } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { InvalidRequestException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { WorkGroupRow } from '../tables.ts'
import { placePrefix, PRIMARY, workGroupRowId, workGroups } from '../tables.ts'
import { primaryConfiguration } from './work-group-configuration.ts'

/** The workgroups as one request sees them: of the caller's account and Region. */
export class WorkGroups {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  find(name: string): WorkGroupRow | undefined {
    const stored = this.#request.store.get(workGroups, this.#idOf(name))
    return stored?.value ?? (name === PRIMARY ? this.#unmadePrimary() : undefined)
  }

  require(name: string): WorkGroupRow {
    const group = this.find(name)
    // Recorded 2024-11-12, uber/athenadriver pull request 70: without its name.
    if (!group) throw InvalidRequestException('WorkGroup is not found.')
    return group
  }

  /** One that queries may be run in. */
  requireEnabled(name: string): WorkGroupRow {
    const group = this.require(name)
    // The sentence is ours: AWS's is not known.
    if (group.state === 'DISABLED') throw InvalidRequestException(`WorkGroup ${name} is disabled.`)
    return group
  }

  /** In the order of names, behind the row of this id. */
  *list(after = ''): Generator<WorkGroupRow, undefined> {
    const prefix = placePrefix(this.#request)
    const primary = this.#idOf(PRIMARY)
    const isStored = this.#request.store.get(workGroups, primary) !== undefined
    let isShown = isStored || compareIds(primary, after) <= 0
    const page = (request: PageRequest) =>
      this.#request.store.page(workGroups, { ...request, prefix })
    for (const { id, value } of everyRow(page, after)) {
      if (!isShown && compareIds(primary, id) < 0) {
        isShown = true
        yield this.#unmadePrimary()
      }
      yield value
    }
    if (!isShown) yield this.#unmadePrimary()
    return undefined
  }

  create(group: WorkGroupRow): Change {
    if (this.find(group.name)) throw InvalidRequestException('WorkGroup is already created')
    if ([...this.list()].length >= limits.workGroupsMax) {
      // The sentence is ours: AWS's is not known.
      throw InvalidRequestException(`There can be at most ${limits.workGroupsMax} workgroups.`)
    }
    return this.put(group)
  }

  put(group: WorkGroupRow): Change {
    const id = this.#idOf(group.name)
    return change(workGroups, id, this.#request.store.get(workGroups, id), group)
  }

  remove({ name }: WorkGroupRow): Change {
    const id = this.#idOf(name)
    return change(workGroups, id, this.#request.store.get(workGroups, id), undefined)
  }

  #idOf(name: string): string {
    return workGroupRowId(this.#request, name)
  }

  #unmadePrimary(): WorkGroupRow {
    const { account, region } = this.#request
    const state = 'ENABLED'
    return { account, region, name: PRIMARY, state, configuration: primaryConfiguration, tags: [] }
  }
}
