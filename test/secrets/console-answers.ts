// What the console answers to a page that asks for all there is, as somebody who may see all of it.

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stackPlace } from '../../src/cli/console-place.ts'
import { routes } from '../../src/console/api/routes.ts'
import { CALLABLE } from '../../src/console/aws/callable.ts'
import { isChange } from '../../src/console/aws/is-change.ts'
import { startConsole } from '../../src/console/start-console.ts'
import { systemWorld } from '../../src/server/system-world.ts'
import { ACCOUNT } from '../fixtures/credentials-file.ts'
import type { Besieger } from './siege.ts'

type Ask = (question: string, input: object) => Promise<void>

export interface Heard {
  /** Every answer, with its headers, and what the console reported of its own faults. */
  readonly text: string
  /** The questions that had a result. */
  readonly answered: ReadonlySet<string>
}

export async function consoleAnswers(
  { endpoint, credentials, secrets }: Besieger,
  credentialsFile: string,
  key: string,
): Promise<Heard> {
  const told: string[] = []
  const answered = new Set<string>()
  const assets = await mkdtemp(join(tmpdir(), 'sparekey-pages-'))
  await writeFile(join(assets, 'index.html'), '<!doctype html>')
  let link = ''
  const running = await startConsole({
    ...{ port: 0, host: '127.0.0.1', assets, version: 'test', world: systemWorld() },
    place: stackPlace(endpoint, 'us-east-1', credentialsFile),
    invite: (url) => (link = url),
    report: (event, detail) => told.push(`${event}: ${String(detail)}`),
  })
  try {
    const post = await enter(running.origin, link)
    const ask: Ask = async (question, input) => {
      const { text, headers } = await post(question, input)
      told.push(headers, text)
      if (/^\{"result":(?!null)/m.test(text)) answered.add(question)
    }
    const { accessKeyId, secretAccessKey } = credentials
    const mistyped = secrets.text('mistyped secret', `${secretAccessKey}x`)
    await ask('sign-in', { accessKeyId, secretAccessKey: mistyped })
    await ask('sign-in', { accessKeyId, secretAccessKey })
    await askEverything(ask, key)
    await ask('sign-in', { profile: ACCOUNT })
    await ask('session', {})
    await ask('sign-out', {})
  } finally {
    await running.close()
    await rm(assets, { recursive: true })
  }
  return { text: told.join('\n'), answered }
}

/** As a browser that follows the link. */
async function enter(origin: string, link: string) {
  const { headers } = await fetch(link, { redirect: 'manual' })
  const [cookie = ''] = headers.get('set-cookie')?.split(';') ?? []
  const [, page = ''] = /#page=(.+)$/.exec(headers.get('location') ?? '') ?? []
  const mine = { cookie, origin, 'x-sparekey-page': page, 'content-type': 'application/json' }
  return async (question: string, input: object) => {
    const body = JSON.stringify(input)
    const url = `${origin}/api/${question}`
    const answer = await fetch(url, { method: 'POST', headers: mine, body })
    assert.notEqual(answer.status, 403)
    return { text: await answer.text(), headers: JSON.stringify([...answer.headers]) }
  }
}

/** But nothing that changes something: what comes afterwards needs it as it is. */
async function askEverything(ask: Ask, key: string): Promise<void> {
  const root = `arn:aws:iam::${ACCOUNT}:root`
  const named = {
    ...{
      key,
      principal: root,
      region: 'us-east-1',
      trail: 'planted',
      id: 'key-policy/no-account-statement',
    },
    ...{ group: 'read', action: 'kms:Decrypt', anew: true, story: 'lockout', plan: 'none' },
    roleArn: `arn:aws:iam::${ACCOUNT}:role/vault`,
    error: `User: ${root} is not authorized to perform: kms:Decrypt on resource: ${key}`,
  }
  const ofTheirOwn = ['sign-in', 'sign-out', 'aws', 'lab-play', 'lab-repair', 'lab-verify']
  for (const { name } of routes.values()) {
    if (!ofTheirOwn.includes(name)) await ask(name, named)
  }
  const inputs = [{}, { KeyId: key }, { UserName: 'keeper' }, { RoleName: 'vault' }]
  const calls = Object.entries(CALLABLE).flatMap(([service, operations]) =>
    operations.flatMap((operation) => inputs.map((input) => ({ service, operation, input }))),
  )
  for (const call of calls) {
    if (!isChange(call.operation, call.input)) await ask('aws', call)
  }
}
