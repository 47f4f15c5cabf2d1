// Where somebody who reads by ear or goes by keyboard is on a page: at its heading.

/**
 * Puts the focus on the page's heading, as soon as there is one; answers how to stop waiting. Who
 * has gone elsewhere meanwhile, into a menu or a field, is left there.
 */
export function focusHeading(): () => void {
  if (tryFocus()) return () => undefined
  const before = document.activeElement
  const watching = new MutationObserver(() => {
    const { activeElement } = document
    const hasGone = activeElement !== before && activeElement !== document.body
    if (hasGone || tryFocus()) watching.disconnect()
  })
  watching.observe(document.body, { childList: true, subtree: true })
  return () => watching.disconnect()
}

function tryFocus(): boolean {
  const heading = document.querySelector<HTMLElement>('main h1')
  if (heading === null) return false
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  // That of the page before stays for a while, and is hidden: it takes no focus.
  return document.activeElement === heading
}
