import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Intake, Staff } from '../identity/authenticate.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Resident } from '../residents/known.js'
import type { OrganizationDatabase } from './database.js'
import { fromZod } from './problems.js'

/** What every handler under an organization can count on. */
export interface Env {
  Variables: {
    requestId: string
    organization: ResolvedOrganization
    /** Sees the rows of this organization alone, and reads what it inherits from those above: see `Database.within`. */
    database: OrganizationDatabase
    /** The language of the answer: what the caller prefers of what the organization speaks. */
    language: string
    /** Set when the caller sent a valid key of this organization or one above it, or is a person signed in who is staff there. */
    staff?: Staff
    /** Set when the key is one for sending alone. */
    intake?: Intake
    /** Whatever else came as `Authorization: Bearer`: an appeal's secret. */
    secret?: string
    /** Set once it was asked for: who writes, by the session of a resident. See `findResident`. */
    resident?: Resident
    /** What the answer to a write tells of, such as `appeals/1042`: the answer that is kept for repetitions is erased with it. */
    about?: string
  }
}
export type AppContext = Context<Env>

/** A router whose contracts refuse bad input with a problem document. */
export const createRouter = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (!result.success) throw fromZod(result.error, c)
    },
  })

/** Headers of an answer anyone may keep for `seconds`, in the caller's language. */
export const publicCache = (c: Context, seconds: number) => {
  c.header('cache-control', `public, max-age=${seconds}`)
}

/** Headers of an answer that is one caller's alone. */
export const privateCache = (c: Context) => {
  c.header('cache-control', 'private, no-store')
}
