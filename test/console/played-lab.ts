// A stack on which the lockout rehearsal was played, with its console.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { serveConsole, type TestConsole } from './serve-console.ts'

export interface PlayedLab {
  readonly world: TestWorld
  readonly site: TestConsole
  /** The key whose account statement was removed. */
  readonly keyId: string
  close(): Promise<void>
}

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** By the command, as a person does it: `admin` is locked out, and its profile is there. */
export async function playedLab(start = startWorld): Promise<PlayedLab> {
  const world = await start()
  await promisify(execFile)(process.execPath, [
    MAIN,
    'lab',
    'lockout',
    '--endpoint',
    world.endpoint,
  ])
  const { Keys = [] } = await world.client(KMSClient).send(new ListKeysCommand({}))
  const site = await serveConsole(world)
  const close = async (): Promise<void> => {
    await site.running.close()
    await world.close()
  }
  return { world, site, keyId: Keys[0]?.KeyId ?? '', close }
}
