// Every event about the policy of one key, from wherever it can still be found: the event history
// first, then a table of Athena's, then log files. Each is asked only for what the one before it
// left open.

import { parseArn } from '../../base/arn.ts'
import { minuteMs } from '../../base/sizes.ts'
import type { Connection } from '../connection.ts'
import type { Reach } from '../reach.ts'
import { gotOf, isGot, isUnseen, reasonOf } from './answer.ts'
import type { Answer, Failed, Refused } from './answer.ts'
import { inOrder, isCreation } from './event-order.ts'
import { askPolicyEvents, type HistoryEvents } from './policy-events.ts'
import type { PolicyEvent } from './policy-event.ts'
import type { Gap, SearchedPlace } from './searched-place.ts'
import { askTrails, logRootOf, type Trail } from './trails.ts'

export interface PolicyEvents {
  /** Oldest first. */
  readonly events: readonly PolicyEvent[]
  /** In the order of the search. */
  readonly searched: readonly SearchedPlace[]
  readonly gaps: readonly Gap[]
  /** Where the missing events lie; absent: nothing is missing, or no trail is known. */
  readonly delivered?: Delivered
  /** What would have told more about the gaps. */
  readonly unseen: readonly (Refused | Failed)[]
}

/** A trail that records the key's Region. */
export interface Delivered {
  readonly trail: string
  /** `s3://bucket/prefix/AWSLogs/`. */
  readonly logs: string
}

export interface SearchOptions {
  readonly reach: Reach
  /** A table is looked for even where none was named. */
  readonly looksForTables: boolean
  /** Nothing of the key is older. */
  readonly createdAt: Date | undefined
}

/** Refused: no place could be searched at all. */
export async function searchPolicyEvents(
  connection: Connection,
  keyArn: string,
  { reach: asked, looksForTables, createdAt }: SearchOptions,
): Promise<Answer<PolicyEvents>> {
  const reach = { ...asked, ...sinceCreation(asked, createdAt) }
  const history = await askPolicyEvents(connection, keyArn, reach)
  const known = gotOf(history)?.events ?? []
  const first = placeOf(history)
  if (known.some(isCreation) && !wasLeft(history)) {
    return { got: { events: known, searched: [first], gaps: [], unseen: [] } }
  }
  if (gotOf(history)?.interrupted) {
    return {
      got: { events: known, searched: [first], gaps: gapsOf(known, history, []), unseen: [] },
    }
  }
  const trails = await askTrails(connection, parseArn(keyArn)?.region ?? '')
  const question = { keyArn, trails, reach, looksForTables }
  const found = await searchFurther(connection, question)
  const events = inOrder([...found.flatMap((one) => one.events), ...known])
  const searched = [first, ...found.map((one) => one.searched)]
  if (isUnseen(history) && !searched.some(wasSearched)) return history
  const gaps = gapsOf(events, history, searched)
  if (gaps.length === 0) return { got: { events, searched, gaps, unseen: [] } }
  const unseen = [history, trails].filter((answer) => isUnseen(answer))
  return { got: { events, searched, gaps, ...deliveredBy(gotOf(trails)), unseen } }
}

/** A minute to spare: an event bears the time at which the call ended, to the second. */
function sinceCreation({ since }: Reach, createdAt: Date | undefined): Pick<Reach, 'since'> {
  if (since !== undefined || createdAt === undefined) return {}
  return { since: secondOf(new Date(createdAt.getTime() - minuteMs)) }
}

/** As the events have it, so that texts compare as times do. */
const secondOf = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`

interface FurtherQuestion {
  readonly keyArn: string
  readonly trails: Answer<readonly Trail[]>
  readonly reach: Reach
  readonly looksForTables: boolean
}

async function searchFurther(connection: Connection, question: FurtherQuestion) {
  const { reach, keyArn } = question
  const wantsTable =
    question.looksForTables || reach.table !== undefined || reach.createTable === true
  if (!wantsTable && reach.logs === undefined) return []
  // Loaded when it is needed: most questions are answered by the event history.
  const { withLogConnection } = await import('../logs/connect-logs.ts')
  const { searchTable } = await import('./table-events.ts')
  const { searchLogs } = await import('./log-events.ts')
  return withLogConnection(connection, async (logs) => {
    const table = wantsTable ? [await searchTable(logs, question)] : []
    const isComplete = table.some(({ events }) => events.some(isCreation))
    if (isComplete || reach.logs === undefined) return table
    return [...table, await searchLogs(logs, reach.logs, keyArn, reach)]
  })
}

function placeOf(answer: Answer<HistoryEvents>): SearchedPlace {
  const place = { source: 'eventHistory', place: '', from: null, to: null } as const
  const got = gotOf(answer)
  if (got !== undefined) {
    const events = got.events.length
    if (got.stoppedAt === undefined && !got.interrupted)
      return { ...place, outcome: 'searched', events }
    return { ...place, from: got.stoppedAt ?? null, outcome: 'partly', events }
  }
  if (!isUnseen(answer)) return { ...place, outcome: 'failed', events: 0 }
  const outcome = 'refused' in answer ? 'refused' : 'failed'
  return { ...place, outcome, reason: reasonOf(answer), permission: answer.by, events: 0 }
}

/** Before its end: what was found may lack changes, even where the creation is among it. */
function wasLeft(history: Answer<HistoryEvents>): boolean {
  const got = gotOf(history)
  return got !== undefined && (got.interrupted || got.stoppedAt !== undefined)
}

const wasSearched = ({ outcome }: SearchedPlace): boolean =>
  outcome === 'searched' || outcome === 'partly'

function gapsOf(
  events: readonly PolicyEvent[],
  history: Answer<HistoryEvents>,
  searched: readonly SearchedPlace[],
): readonly Gap[] {
  const inLogs = searched.some((one) => one.source !== 'eventHistory' && wasSearched(one))
  if (events.some(isCreation) && (inLogs || !wasLeft(history))) return []
  const to = events[0]?.eventTime ?? null
  if (inLogs) return [{ from: null, to, because: 'notInLogs' }]
  const stoppedAt = gotOf(history)?.stoppedAt
  if (gotOf(history)?.interrupted) {
    return [{ from: null, to: stoppedAt ?? to, because: 'interrupted' }]
  }
  if (stoppedAt !== undefined) return [{ from: null, to: stoppedAt, because: 'tooManyEvents' }]
  return [{ from: null, to, because: isGot(history) ? 'retention' : 'refused' }]
}

function deliveredBy([trail]: readonly Trail[] = []): { readonly delivered?: Delivered } {
  return trail ? { delivered: { trail: trail.arn, logs: logRootOf(trail) } } : {}
}
