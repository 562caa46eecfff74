import { createRouter, publicCache } from '../platform/http.js'
import { getOrganization } from './contract.js'
import { toPublicProfile } from './resolve.js'

export const organizationRoutes = () =>
  createRouter().openapi(getOrganization, (c) => {
    publicCache(c, 60)
    return c.json(toPublicProfile(c.get('organization'), c.get('language')), 200)
  })
