import { Fragment } from 'react'

/** A sentence of the doctor's: what stands between backticks looks like code. All of it is text. */
export function Said({ text }: { readonly text: string }) {
  return (
    <span className="told">
      {text.split('`').map((part, index) => (
        <Fragment key={index}>{index % 2 === 1 ? <code>{part}</code> : part}</Fragment>
      ))}
    </span>
  )
}
