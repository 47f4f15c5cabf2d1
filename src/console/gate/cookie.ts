import type { IncomingHttpHeaders } from 'node:http'

/** With the port in its name: consoles on one host share their cookies. */
const nameOf = (port: number): string => `sparekey-console-${port}`

export function cookieIn({ cookie = '' }: IncomingHttpHeaders, port: number): string {
  const pairs = cookie.split(';').map((pair) => pair.trim().split('='))
  const [, value = ''] = pairs.find(([name]) => name === nameOf(port)) ?? []
  return value
}

/** Ends with the browser, or with the visitor's time, whichever is first. */
export function setCookie(value: string, port: number, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : ''
  return `${nameOf(port)}=${value}; HttpOnly; SameSite=Strict; Path=/${secure}`
}
