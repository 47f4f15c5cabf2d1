/** A time in the browser's own zone, named; a dash for none. */
export function timeText(iso: string | undefined): string {
  if (iso === undefined) return '-'
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(new Date(iso))
}
