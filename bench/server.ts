import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request as httpRequest } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { WireRequest } from '../src/aws/wire-request.ts'

export interface Started {
  readonly endpoint: string
  readonly credentialsFile?: string
  readonly stop: () => Promise<void>
}

/** Runs a server in a process of its own; it prints one line of JSON when it is ready. */
export async function start(file: string, args: readonly string[] = []): Promise<Started> {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (!child.stdout) throw new Error('no output')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const stop = async () => {
    child.disconnect()
    await once(child, 'exit')
  }
  return { ...JSON.parse(line), stop }
}

/** Sends the same request again and again over connections that stay open. */
export function sender(endpoint: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return ({ method, headers, body }: WireRequest): Promise<string> =>
    new Promise((resolve, reject) => {
      const options = { agent, method, headers: { ...headers, 'content-length': body.length } }
      const outgoing = httpRequest(endpoint, options, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('end', () => {
          if (response.statusCode === 200) resolve(text)
          else reject(new Error(`${response.statusCode}: ${text}`))
        })
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
}
