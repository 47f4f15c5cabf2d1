import { Fragment } from 'react'

/** An ARN, an action or another name that may be long: it breaks between its parts first. */
export function LongText({ text }: { readonly text: string }) {
  return (
    <span className="long-text">
      {text.split(/(?<=[:/.=@_])/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  )
}
