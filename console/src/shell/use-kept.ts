import { useCallback, useState } from 'react'

/** Something small that this browser keeps for next time: a choice of columns, never a secret. */
export function useKept<Value>(name: string, first: Value): [Value, (value: Value) => void] {
  const place = `sparekey-${name}`
  const [value, setValue] = useState<Value>(() => read(place) ?? first)
  const keep = useCallback(
    (next: Value) => {
      setValue(next)
      localStorage.setItem(place, JSON.stringify(next))
    },
    [place],
  )
  return [value, keep]
}

function read<Value>(place: string): Value | undefined {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '') as Value
  } catch {
    return undefined
  }
}
