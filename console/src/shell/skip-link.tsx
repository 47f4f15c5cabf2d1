import { useWords } from '../words/words.ts'
import { focusHeading } from './page-heading.ts'

/** The first stop of the keyboard: past the bar and the navigation. */
export function SkipLink() {
  const { skip } = useWords()
  return (
    // A button: what stands behind the `#` of an address is a page here.
    <button type="button" className="skip-link" onClick={() => focusHeading()}>
      {skip}
    </button>
  )
}
