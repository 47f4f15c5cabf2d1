import { useSyncExternalStore } from 'react'

export type Language = 'en' | 'ja'
export type Theme = 'light' | 'dark' | 'system'

/** Kept in the browser; nothing here is anybody's secret. */
export interface Preferences {
  readonly language: Language
  readonly theme: Theme
}

const PLACE = 'sparekey-preferences'
const listeners = new Set<() => void>()
let current = read()

function read(): Preferences {
  const language: Language = navigator.language.startsWith('ja') ? 'ja' : 'en'
  const first: Preferences = { language, theme: 'system' }
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Partial<Preferences>
    return { ...first, ...kept }
  } catch {
    return first
  }
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  localStorage.setItem(PLACE, JSON.stringify(current))
  for (const listener of listeners) listener()
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
