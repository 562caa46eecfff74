/** Whether a browser's `Origin` matches one of the allowed: exact, or with `*` for any port (`http://localhost:*`). */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) => {
    if (pattern === origin) return true
    if (!pattern.endsWith(':*')) return false
    const site = pattern.slice(0, -2)
    return origin === site || (origin.startsWith(`${site}:`) && /^\d{1,5}$/.test(origin.slice(site.length + 1)))
  })
}
