import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Asset } from './asset-folder.ts'

export function sendAsset(
  { body, compressed, type, immutable }: Asset,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const accepted = String(request.headers['accept-encoding'] ?? '').split(/\s*,\s*/)
  const [encoding, bytes] = [...compressed].find(([name]) => accepted.includes(name)) ?? []
  const sent = bytes ?? body
  response.writeHead(200, {
    'content-type': type,
    'content-length': sent.length,
    'cache-control': immutable ? 'private, max-age=31536000, immutable' : 'no-store',
    vary: 'accept-encoding',
    ...(encoding && { 'content-encoding': encoding }),
  })
  response.end(request.method === 'HEAD' ? undefined : sent)
}
