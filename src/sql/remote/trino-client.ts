import { SqlError } from '../sql-error.ts'
import { trinoFault, type TrinoError } from './trino-fault.ts'
import { parseTrinoJson } from './trino-json.ts'

/** https://trino.io/docs/current/develop/client-protocol.html */
export interface TrinoPage {
  readonly id: string
  readonly nextUri?: string
  readonly columns?: readonly { readonly name: string; readonly type: string }[]
  readonly data?: readonly (readonly unknown[])[]
  readonly error?: TrinoError
  readonly stats?: { readonly processedBytes?: number; readonly physicalInputBytes?: number }
}

export interface TrinoSession {
  readonly url: string
  readonly user: string
  readonly catalog: string
  readonly schema: string
}

const RETRIES_MAX = 10
const RETRY_MS = 100

/** One query: its pages, each by the address that the one before told. */
export class TrinoStatement {
  readonly #session: TrinoSession
  readonly #signal: AbortSignal
  #nextUri: string | undefined

  constructor(session: TrinoSession, signal: AbortSignal) {
    this.#session = session
    this.#signal = signal
  }

  get hasNext(): boolean {
    return this.#nextUri !== undefined
  }

  async start(sql: string): Promise<TrinoPage> {
    return this.#page(new URL('/v1/statement', this.#session.url), { method: 'POST', body: sql })
  }

  async next(): Promise<TrinoPage> {
    if (this.#nextUri === undefined) throw new Error('the last page was taken')
    return this.#page(this.#addressOf(this.#nextUri), {})
  }

  /** Tells the server that nobody waits for the rest. */
  async cancel(): Promise<void> {
    if (this.#nextUri === undefined) return
    const address = this.#addressOf(this.#nextUri)
    this.#nextUri = undefined
    await fetch(address, { method: 'DELETE', headers: this.#headers() }).catch(() => undefined)
  }

  /** A page is of the server that was asked, whatever address it tells. */
  #addressOf(uri: string): URL {
    const { pathname, search } = new URL(uri)
    return new URL(`${pathname}${search}`, this.#session.url)
  }

  #headers(): Record<string, string> {
    const { user, catalog, schema } = this.#session
    return {
      'X-Trino-User': user,
      'X-Trino-Catalog': catalog,
      'X-Trino-Schema': schema,
      'X-Trino-Source': 'sparekey',
      'X-Trino-Time-Zone': 'UTC',
    }
  }

  async #page(address: URL, how: { method?: string; body?: string }): Promise<TrinoPage> {
    for (let attempt = 0; attempt < RETRIES_MAX; attempt += 1) {
      const answer = await fetch(address, {
        ...how,
        headers: this.#headers(),
        signal: this.#signal,
      })
      if (answer.ok) return this.#read(await answer.text())
      // The protocol's way to say "later".
      if (![429, 502, 503, 504].includes(answer.status)) {
        const says = `the Trino server answered ${answer.status}: ${await answer.text()}`
        throw new Error(says)
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (attempt + 1)))
    }
    throw new SqlError('GENERIC_INTERNAL_ERROR', 'The query engine is busy. Run the query again')
  }

  #read(text: string): TrinoPage {
    const page = parseTrinoJson(text) as TrinoPage
    this.#nextUri = page.nextUri
    if (page.error) throw trinoFault(page.error)
    return page
  }
}
