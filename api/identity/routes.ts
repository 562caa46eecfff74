import { load } from '../abuse/standing.js'
import { createRouter, privateCache } from '../platform/http.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { challengeFor, isProofTaken } from './admission.js'
import { getChallenge } from './contract.js'

export const identityRoutes = (services: Services) =>
  createRouter().openapi(getChallenge, async (c) => {
    const { feature } = c.req.valid('query')
    // Nobody is admitted by it there.
    if (!isProofTaken(c, feature)) throw new Problem('not-found')
    privateCache(c)
    const { strain } = load(c, services, feature === 'residents' ? 'codes' : feature)
    return c.json(await challengeFor(c, services, feature, strain), 200)
  })
