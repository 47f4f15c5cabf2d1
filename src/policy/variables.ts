/**
 * The context keys whose values a text of a policy asks for: `${aws:username}`. The escapes
 * `${*}`, `${?}` and `${$}` ask for none.
 */
export function variablesIn(text: string): readonly string[] {
  if (!text.includes('${')) return []
  return [...text.matchAll(/\$\{\s*([^*?$},\s][^},]*)/g)].map(([, key = '']) => key.trim())
}
