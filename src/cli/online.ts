// Commands that work on files alone as well: whether AWS is to be asked at all.

import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { connect, disconnect, type Connection } from '../doctor/index.ts'
import { endpointOf, findPlace, withConnection, type PlaceOptions } from './place.ts'
import type { Terminal } from './terminal.ts'

export interface OnlineOptions extends PlaceOptions {
  readonly offline?: boolean
}

/** What says that there are credentials, without a search that waits for a machine's own. */
const SIGNS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
]

/**
 * Lends `use` a connection where the options or the surroundings speak of credentials. `needed`:
 * the options ask for what only AWS knows, so that missing credentials are a failure.
 */
export async function withConnectionIfAny<Result>(
  options: OnlineOptions,
  terminal: Terminal,
  needed: boolean,
  use: (connection: Connection | undefined) => Promise<Result>,
): Promise<Result> {
  const isAsked = needed || options.profile !== undefined || options.endpoint !== undefined
  if (options.offline || !(isAsked || speaksOfCredentials(terminal))) return use(undefined)
  const place = await findPlace(options, terminal)
  if (isAsked) return withConnection(place, use)
  const connection = connect(place.connect)
  try {
    const isThere = await connection.sts.config.credentials().then(
      () => true,
      () => false,
    )
    const hasRegion = place.connect.region !== undefined || (await knowsRegion(connection))
    return await use(isThere && hasRegion ? connection : undefined)
  } finally {
    disconnect(connection)
  }
}

const knowsRegion = (connection: Connection): Promise<boolean> =>
  connection.kms.config.region().then(
    () => true,
    () => false,
  )

function speaksOfCredentials(terminal: Terminal): boolean {
  const { env } = terminal
  if (endpointOf({}, terminal) !== undefined) return true
  const files = [
    env.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), '.aws', 'credentials'),
    env.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config'),
  ]
  return SIGNS.some((name) => env[name]) || files.some((file) => existsSync(file))
}
