import { useSyncExternalStore } from 'react'
import { usePreferences } from './preferences.ts'

const dark = matchMedia('(prefers-color-scheme: dark)')

/** As the person wants it, else as the system is at the moment. */
export function useDark(): boolean {
  const { theme } = usePreferences()
  const isSystemDark = useSyncExternalStore(subscribe, () => dark.matches)
  return theme === 'dark' || (theme === 'system' && isSystemDark)
}

function subscribe(changed: () => void): () => void {
  dark.addEventListener('change', changed)
  return () => dark.removeEventListener('change', changed)
}
