// A PostgreSQL for the tests: the one that is named, or one of this machine's programs, started for
// the process that asks and gone with it.

import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FilePlace } from '../../src/store/adoptable-files.ts'
import { SharedFolder } from '../../src/store/shared/shared-folder.ts'
import { parsePostgresAddress } from '../../src/store/postgres/address.ts'
import { openPostgresLog } from '../../src/store/postgres/postgres-log.ts'
import { openSharedStore } from '../../src/store/shared/shared-store.ts'
import type { Store } from '../../src/store/store.ts'
import type { StorePlace } from './place.ts'

/** Ends the server as a power cut does, and starts it again when `meanwhile` is over. */
export type Crash = (meanwhile?: () => Promise<void>) => Promise<void>

/** A database, or why there is none. */
export type FoundPostgres =
  { readonly url: string; readonly crash?: Crash } | { readonly skip: string }

let found: FoundPostgres | undefined

/** One for the whole process: its tests take a schema each. */
export function findPostgres(): FoundPostgres {
  return (found ??= givenPostgres() ?? startedPostgres())
}

function givenPostgres(): FoundPostgres | undefined {
  const url = process.env['SPAREKEY_TEST_POSTGRES']
  return url ? { url } : undefined
}

/** Debian keeps the server's programs beside each other, a folder a version. */
const DEBIAN = '/usr/lib/postgresql'

function programsFolder(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted() : []
  return versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .findLast((folder) => existsSync(join(folder, 'initdb')))
}

function startedPostgres(): FoundPostgres {
  const programs = programsFolder()
  if (!programs) {
    return { skip: 'no PostgreSQL: SPAREKEY_TEST_POSTGRES is not set and none is installed' }
  }
  const folder = mkdtempSync(join(tmpdir(), 'sparekey-postgres-'))
  const run = asServerUser(folder)
  const data = join(folder, 'data')
  run(join(programs, 'initdb'), ['-D', data, '-U', 'sparekey', '-A', 'trust', '-E', 'UTF8'])
  // A socket in a folder of its own: no port is taken from anybody.
  const options = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=on`
  const control = join(programs, 'pg_ctl')
  run(control, ['-D', data, '-l', join(folder, 'log'), '-o', options, '-w', 'start'])
  afterwards([...run.of(control), '-D', data, '-m', 'immediate', 'stop'], folder)
  const crash: Crash = async (meanwhile) => {
    const [program, ...as] = run.of(control)
    const asked = (...args: readonly string[]) =>
      promisify(execFile)(program, [...as, '-D', data, ...args], { cwd: folder })
    await asked('-m', 'immediate', 'stop')
    await meanwhile?.()
    await asked('-l', join(folder, 'log'), '-o', options, '-w', 'start')
  }
  return { url: `postgres:///postgres?user=sparekey&host=${encodeURIComponent(folder)}`, crash }
}

/**
 * When this process is gone, however it went: its end of the pipe closes then, and a shell that has
 * waited for that does what is left to do.
 */
function afterwards(stop: readonly string[], folder: string): void {
  const script = 'folder=$1; shift; cat; "$@"; rm -rf "$folder"'
  const waiting = spawn('sh', ['-c', script, 'sh', folder, ...stop], {
    ...{ cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  })
  waiting.unref()
  const pipe = waiting.stdin as Socket
  pipe.unref()
}

interface ServerUser {
  (program: string, args: readonly string[]): void
  /** The program and its first arguments, as that user runs it. */
  of(program: string): readonly [program: string, ...args: string[]]
}

/** The server refuses to run as root, and takes the system's user for it then. */
function asServerUser(folder: string): ServerUser {
  const isRoot = process.getuid?.() === 0
  if (isRoot) {
    chmodSync(folder, 0o755)
    const owned = spawnSync('chown', ['postgres', folder])
    if (owned.status !== 0) throw new Error('there is no user `postgres` to run the server as')
  }
  const of = (program: string): [string, ...string[]] =>
    isRoot ? ['runuser', '-u', 'postgres', '--', program] : [program]
  const run = (program: string, args: readonly string[]): void => {
    const [first, ...as] = of(program)
    execFileSync(first, [...as, ...args], { cwd: folder })
  }
  return Object.assign(run, { of })
}

export interface PostgresPlaceOptions {
  readonly url: string
  readonly stalenessMsMax?: number
  readonly pollMs?: number
  /** How its connections are known to whoever looks for them in the server. */
  readonly applicationName?: string
  /** Where object files lie; absent: in a folder of the place's own. */
  readonly openPlace?: (folder: string) => Promise<FilePlace>
}

export interface PostgresPlace extends StorePlace {
  /** With the schema: as a stack takes it. */
  readonly url: string
  /** The folder of the object files. */
  readonly objects: string
}

/** Stores in one schema: opened several times, they are nodes beside each other. */
export function newPostgresPlace({
  url: server,
  stalenessMsMax = 1000,
  pollMs = 200,
  applicationName = 'sparekey',
  openPlace = async (folder) => new SharedFolder(folder),
}: PostgresPlaceOptions): PostgresPlace {
  const folder = mkdtempSync(join(tmpdir(), 'sparekey-objects-'))
  const joined = new URL(server)
  joined.searchParams.set('schema', `test_${randomBytes(6).toString('hex')}`)
  joined.searchParams.set('application_name', applicationName)
  const url = joined.href
  return {
    url,
    objects: folder,
    open: () => openNode({ url, folder, stalenessMsMax, pollMs, openPlace }),
    remove: async () => rmSync(folder, { recursive: true }),
  }
}

interface NodeOptions extends Required<Omit<PostgresPlaceOptions, 'applicationName'>> {
  readonly folder: string
}

async function openNode(options: NodeOptions): Promise<Store> {
  const { url, folder, stalenessMsMax, pollMs, openPlace } = options
  const address = parsePostgresAddress(url)
  const log = await openPostgresLog({ address, node: randomBytes(8).toString('hex') })
  const place = await openPlace(folder)
  return openSharedStore({ log, place, world: { randomBytes }, stalenessMsMax, pollMs })
}
