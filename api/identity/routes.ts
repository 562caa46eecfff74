import { load } from '../abuse/standing.js'
import { createRouter, privateCache } from '../platform/http.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { challengeFor } from './admission.js'
import { getChallenge } from './contract.js'

export const identityRoutes = (services: Services) =>
  createRouter().openapi(getChallenge, async (c) => {
    const { feature } = c.req.valid('query')
    // Nobody is admitted by it there.
    if (!c.get('organization').settings.identity[feature].includes('anonymous')) throw new Problem('not-found')
    privateCache(c)
    return c.json(await challengeFor(c, services, feature, load(c, services, feature).strain), 200)
  })
