// Where the console is: all of it stands behind the `#`, so that a link to any view can be shared
// and the server never learns of it.

import { useSyncExternalStore } from 'react'

export interface Place {
  /** `['keys', '1234abcd-…', 'policy']`. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  return {
    path: path.split('/').filter(Boolean).map(decoded),
    query: new URLSearchParams(query),
  }
}

/** A link that somebody made up may be no encoding at all. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The link to a view. Members that are undefined or empty are left out. */
export function linkTo(
  path: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  const search = new URLSearchParams(given).toString()
  return `#/${path.map(encodeURIComponent).join('/')}${search ? `?${search}` : ''}`
}

export function usePlace(): Place {
  return parsePlace(useSyncExternalStore(subscribe, () => location.hash))
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

export function goTo(link: string): void {
  leave(() => {
    location.hash = link
  })
}

/** Asks the person, and calls `leave` when it agrees. */
type Ask = (leave: () => void) => void
let asks: Ask | undefined

/** From now on whoever leaves by a link is asked first; answers what ends it. */
export function holdPlace(ask: Ask): () => void {
  asks = ask
  addEventListener('click', holdLink, { capture: true })
  addEventListener('beforeunload', holdPage)
  return () => {
    asks = undefined
    removeEventListener('click', holdLink, { capture: true })
    removeEventListener('beforeunload', holdPage)
  }
}

function leave(go: () => void): void {
  if (asks) asks(go)
  else go()
}

function holdLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null
  const href = link?.getAttribute('href')
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey
  if (href === undefined || href === null || isElsewhere) return
  event.preventDefault()
  event.stopPropagation()
  goTo(href)
}

function holdPage(event: Event): void {
  event.preventDefault()
}

/** The same view, told more exactly: no step for the back button. */
export function replacePlace(link: string): void {
  history.replaceState(null, '', link)
  dispatchEvent(new HashChangeEvent('hashchange'))
}
