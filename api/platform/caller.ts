import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Settings } from './settings.js'

/**
 * The network address of the caller. Behind a trusted proxy it is the last entry of `X-Forwarded-For`: the one the proxy
 * itself added. What stands before it is the caller's own word.
 */
export function callerAddress(c: Context, { VMESTE_TRUST_PROXY }: Pick<Settings, 'VMESTE_TRUST_PROXY'>): string {
  const forwarded = VMESTE_TRUST_PROXY && c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded || getConnInfo(c).remote.address || ''
}
