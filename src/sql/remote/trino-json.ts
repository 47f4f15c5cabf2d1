/** JSON whose whole numbers beyond a double's precision stay text. */
export function parseTrinoJson(text: string): unknown {
  const exact = (_: string, value: unknown, context?: { readonly source?: string }): unknown => {
    const isExact =
      typeof value !== 'number' || Number.isSafeInteger(value) || !Number.isInteger(value)
    return isExact ? value : (context?.source ?? value)
  }
  return JSON.parse(text, exact)
}
