import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Asset } from './asset-folder.ts'

export async function sendAsset(
  { file, compressed, type, immutable }: Asset,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const accepted = String(request.headers['accept-encoding'] ?? '').split(/\s*,\s*/)
  const [encoding, smaller] = [...compressed].find(([name]) => accepted.includes(name)) ?? []
  const sent = await readFile(smaller ?? file)
  response.writeHead(200, {
    'content-type': type,
    'content-length': sent.length,
    'cache-control': immutable ? 'private, max-age=31536000, immutable' : 'no-store',
    vary: 'accept-encoding',
    ...(encoding && { 'content-encoding': encoding }),
  })
  response.end(request.method === 'HEAD' ? undefined : sent)
}
