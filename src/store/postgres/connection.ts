// One connection to the database, made when it is asked for and made again when it is lost.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, ClientConfig, QueryResult } from 'pg'
import { minuteMs, secondMs } from '../../base/sizes.ts'
import { StoreError } from '../store-error.ts'
import type { PostgresAddress } from './address.ts'

const connectMsMax = 5 * secondMs
const queryMsMax = 1 * minuteMs
const goodbyeMsMax = 1 * secondMs
/** A transaction whose client is gone ends by itself after this long, and its locks with it. */
const idleInTransactionMsMax = 5 * secondMs

/** One that was prepared is planned once a connection. */
export interface Statement {
  readonly name: string
  readonly text: string
}

export type Values = readonly unknown[]

/** What a transaction is made of: all of it goes over one connection, or fails with it. */
export interface Session {
  query(statement: Statement, values?: Values): Promise<QueryResult>
  /** Several statements at once, without values: the results of all of them. */
  script(text: string): Promise<readonly QueryResult[]>
}

export class Connection implements Session {
  readonly #address: PostgresAddress
  readonly #prepare: (client: Client) => Promise<void>
  #client: Promise<Client> | undefined
  #closed = false

  /** `prepare` is done with every new connection before anything else. */
  constructor(
    address: PostgresAddress,
    prepare: (client: Client) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#address = address
    this.#prepare = prepare
  }

  async query(statement: Statement, values: Values = []): Promise<QueryResult> {
    return (await this.session()).query(statement, values)
  }

  async script(text: string): Promise<readonly QueryResult[]> {
    return (await this.session()).script(text)
  }

  /**
   * The connection as it is now, and none that is made later: when it is lost, so is whatever a
   * transaction has done so far, and the rest of it must not go over another one.
   */
  async session(): Promise<Session> {
    const client = await this.#connected()
    return {
      query: (statement, values = []) => client.query({ ...statement, values: [...values] }),
      script: async (text) => {
        const results: unknown = await client.query(text)
        return (Array.isArray(results) ? results : [results]) as readonly QueryResult[]
      },
    }
  }

  /** Whatever it was in is rolled back; the next query connects again. */
  async drop(): Promise<void> {
    const dropped = this.#client
    this.#client = undefined
    const ended = dropped?.then((client) => client.end()).catch(() => undefined)
    // A server that is gone without a word never says goodbye.
    await Promise.race([ended, sleep(goodbyeMsMax, undefined, { ref: false })])
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.drop()
  }

  #connected(): Promise<Client> {
    if (this.#closed) return Promise.reject(new Error('the connection is closed'))
    return (this.#client ??= this.#connect())
  }

  #connect(): Promise<Client> {
    // An old client may end after a new one has been made, which stays.
    const forget = (): void => {
      if (this.#client === connecting) this.#client = undefined
    }
    const connecting = this.#newClient(forget)
    connecting.catch(forget)
    return connecting
  }

  async #newClient(lost: () => void): Promise<Client> {
    const client = await newClient(this.#address)
    // A lost connection is told by the query that meets it; this is about those that are idle.
    client.on('error', lost)
    client.on('end', lost)
    try {
      await client.connect()
      // Nothing here runs long enough to be worth 200 ms of compiling, which PostgreSQL does by its
      // estimates alone. What does not know the setting does not compile either.
      await client.query('SET jit = off').catch(() => undefined)
      await this.#prepare(client)
    } catch (fault) {
      client.end().catch(() => undefined)
      throw fault
    }
    return client
  }
}

/** Loaded only by whoever has a database. */
async function newClient(address: PostgresAddress): Promise<Client> {
  const { default: pg } = await import('pg')
  return new pg.Client(clientConfig(address))
}

function clientConfig(address: PostgresAddress): ClientConfig {
  return {
    connectionString: address.use((url) => url),
    application_name: 'sparekey',
    connectionTimeoutMillis: connectMsMax,
    query_timeout: queryMsMax,
    keepAlive: true,
    options: `-c search_path=${address.schema}`,
    idle_in_transaction_session_timeout: idleInTransactionMsMax,
  }
}

/** The SQLSTATE of a refused statement; undefined: it is no answer of the database. */
export function sqlState(fault: unknown): string | undefined {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined
  // Each has a digit in it; `EPIPE` is one of the system's codes.
  return typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/**
 * Whether the connection is gone, or the server is going: nobody has said whether a commit was
 * done. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function isConnectionFault(fault: unknown): boolean {
  const state = sqlState(fault)
  return state === undefined || state.startsWith('08') || /^57P0|^25P03|^53300/.test(state)
}

/**
 * Whether a database that is only just starting answers like this: nobody listens yet, or it says
 * that it cannot be connected to now, or its name is not known yet.
 */
export function isNotThereYet(fault: unknown): boolean {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  return /^(ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EAI_AGAIN|57P0[123])$/.test(code)
}

/** Deadlocks and serialization failures: nothing was done, and the same may be tried again. */
export const isRetryable = (fault: unknown): boolean =>
  ['40001', '40P01'].includes(sqlState(fault) ?? '')

/** There is no partition for the day of an event, yet. */
export const lacksPartition = (fault: unknown): boolean => sqlState(fault) === '23514'

/** In words, for whoever starts a stack. */
export function explainConnectFault(fault: unknown, { name }: PostgresAddress): Error {
  if (fault instanceof StoreError) return fault
  const reason = fault instanceof Error ? fault.message || String(fault) : String(fault)
  return new StoreError(
    `the database ${name} cannot be used: ${reason}`,
    'is it running, and may this user make a schema in it?',
    { cause: fault },
  )
}
