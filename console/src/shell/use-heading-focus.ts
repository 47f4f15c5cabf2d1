import { useEffect, useRef } from 'react'
import { focusHeading } from './page-heading.ts'

/**
 * After a step to another page the focus stands on its heading, which is then read out. A step
 * within a page, to another tab of it, leaves the focus where it is.
 */
export function useHeadingFocus(title: string, place: string): void {
  const shown = useRef('')
  useEffect(() => {
    const isStep = shown.current !== title && navigator.userActivation.hasBeenActive
    const isLost = shown.current !== '' && document.activeElement === document.body
    shown.current = title
    if (!isStep && !isLost) return
    scrollTo(0, 0)
    return focusHeading()
  }, [title, place])
}
