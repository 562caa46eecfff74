import { cors } from 'hono/cors'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import { routePath } from 'hono/route'
import { limitReads } from './abuse/reads.js'
import { abuseRoutes } from './abuse/routes.js'
import { caseworkRoutes } from './appeals/casework-routes.js'
import { appealFeedRoutes } from './appeals/feed-routes.js'
import { mapRoutes } from './appeals/map-routes.js'
import { appealRoutes } from './appeals/routes.js'
import { similarRoutes } from './appeals/similar-routes.js'
import { supportRoutes } from './appeals/support-routes.js'
import { attachmentRoutes } from './attachments/routes.js'
import { auditRoutes } from './audit/routes.js'
import { campaignRoutes } from './campaigns/routes.js'
import { classifierRoutes } from './classifier/routes.js'
import { draftRoutes } from './discussions/drafts/routes.js'
import { discussionExportRoutes } from './discussions/export-routes.js'
import { discussionFeedRoutes } from './discussions/feed-routes.js'
import { followingRoutes } from './discussions/following/routes.js'
import { latestCommentRoutes } from './discussions/latest-routes.js'
import { moderationLogRoutes } from './discussions/log-routes.js'
import { moderationRoutes } from './discussions/moderation-routes.js'
import { opinionRoutes } from './discussions/opinions/routes.js'
import { ownCommentRoutes } from './discussions/own-routes.js'
import { createRecount } from './discussions/recount.js'
import { discussionRoutes } from './discussions/routes.js'
import { discussionStaffRoutes } from './discussions/staff-routes.js'
import { statementRoutes } from './discussions/statements/routes.js'
import { docsRoutes } from './docs/routes.js'
import { embedRoutes } from './embed/routes.js'
import { eventRoutes } from './events/routes.js'
import { exportRoutes } from './exports/routes.js'
import { filterRoutes } from './filters/routes.js'
import { partnerRoutes } from './forwarding/partner-routes.js'
import { forwardingRoutes } from './forwarding/routes.js'
import { identityRoutes } from './identity/routes.js'
import { insightRoutes } from './insight/routes.js'
import { notificationRoutes } from './notifications/routes.js'
import { open311Routes } from './open311/routes.js'
import { organizationMiddleware } from './organizations/middleware.js'
import { createOrganizationFinder } from './organizations/resolve.js'
import { organizationRoutes } from './organizations/routes.js'
import { oidcPages } from './pages/oidc.js'
import { pageRoutes } from './pages/routes.js'
import { readableBody } from './platform/body.js'
import { createRouter } from './platform/http.js'
import { Problem, problemResponse } from './platform/problems.js'
import { logRequests } from './platform/request-log.js'
import { securityHeaders } from './platform/security-headers.js'
import type { Services } from './platform/services.js'
import { createCounting } from './polls/count/results.js'
import { pollPaperRoutes } from './polls/paper/routes.js'
import { pollPhotoRoutes } from './polls/photos/routes.js'
import { pollRoutes } from './polls/routes.js'
import { pollStaffRoutes } from './polls/staff-routes.js'
import { privacyRoutes } from './privacy/routes.js'
import { meRoutes } from './residents/me-routes.js'
import { residentRoutes } from './residents/routes.js'
import { routingRoutes } from './routing/routes.js'
import { staffAdministrationRoutes } from './staff/administration-routes.js'
import { staffKeyRoutes } from './staff/key-routes.js'
import { staffOidcRoutes } from './staff/oidc-routes.js'
import { ownPagesOnly } from './staff/own-pages.js'
import { passkeyRoutes } from './staff/passkey-routes.js'
import { staffRoutes } from './staff/routes.js'
import { templateRoutes } from './templates/routes.js'
import { webhookRoutes } from './webhooks/routes.js'

export type { Services } from './platform/services.js'

/** The whole API as a web-standard `fetch`: composed of features, of nothing that is Node's. */
export function createApp(services: Services) {
  const organizations = createOrganizationFinder(services.database, services.now)
  const counting = createCounting(services)
  const app = createRouter()
  // A page reads what is not modified only by the headers of CORS.
  const etags = etag({
    retainedHeaders: [...RETAINED_304_HEADERS, 'access-control-allow-origin', 'access-control-expose-headers'],
  })
  // No name that a caller gives is taken: it would stand in the log, and for more requests than one.
  app.use(requestId({ limitLength: 0 }), logRequests(services.log))
  app.onError((error, c) => {
    if (!(error instanceof Problem) && !('getResponse' in error)) {
      services.log.error(
        {
          requestId: c.get('requestId'),
          method: c.req.method,
          route: routePath(c),
          cause: error.name,
          code: 'code' in error ? error.code : undefined,
        },
        'request failed',
      )
    }
    return problemResponse(error, c)
  })
  app.notFound((c) => problemResponse(new Problem('not-found'), c))
  app.use(
    securityHeaders,
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const refusal = problemResponse(new Problem('method-not-allowed'), c)
        refusal.headers.set('allow', methods.join(', '))
        return refusal
      },
    }),
  )
  app.use(limitReads(services))
  app.use('/v1/openapi.json', cors())
  app.use('/v1/schemas/*', cors())
  // Not for streams and files: it reads an answer whole.
  app.use('/v1/organizations/*', (c, next) =>
    /\/(events|attachments|poll-photos|record|exports)(\/|$)/.test(c.req.path) ? next() : etags(c, next),
  )
  app.use('/v1/organizations/:organization/*', organizationMiddleware(services, organizations))
  app.use('/v1/staff/*', ownPagesOnly(services))
  app.use('/v1/*', readableBody)

  app.route('/', organizationRoutes(services, organizations))
  app.route('/', auditRoutes(services))
  app.route('/', identityRoutes(services))
  app.route('/', staffRoutes(services))
  app.route('/', staffAdministrationRoutes(services))
  app.route('/', staffKeyRoutes(services))
  app.route('/', staffOidcRoutes(services))
  app.route('/', passkeyRoutes(services))
  app.route('/', classifierRoutes(services))
  app.route('/', routingRoutes(services))
  app.route('/', templateRoutes(services))
  app.route('/', filterRoutes(services))
  app.route('/', campaignRoutes(services))
  app.route('/', attachmentRoutes(services))
  app.route('/', appealRoutes(services))
  app.route('/', caseworkRoutes(services))
  app.route('/', appealFeedRoutes(services))
  app.route('/', similarRoutes(services))
  app.route('/', supportRoutes(services))
  app.route('/', forwardingRoutes())
  app.route('/', partnerRoutes(services))
  app.route('/', mapRoutes(services))
  app.route('/', exportRoutes(services))
  app.route('/', insightRoutes(services))
  app.route('/', notificationRoutes(services))
  app.route('/', pollRoutes(services, counting))
  app.route('/', pollStaffRoutes(services, counting))
  app.route('/', pollPhotoRoutes(services))
  app.route('/', pollPaperRoutes(services))
  const recount = createRecount(services)
  app.route('/', discussionRoutes(services, recount))
  app.route('/', ownCommentRoutes(services, recount))
  app.route('/', statementRoutes(services, recount))
  app.route('/', moderationRoutes(services))
  app.route('/', moderationLogRoutes(services))
  app.route('/', discussionFeedRoutes(services))
  app.route('/', followingRoutes(services))
  app.route('/', draftRoutes(services))
  app.route('/', latestCommentRoutes(services))
  app.route('/', discussionExportRoutes(services))
  app.route('/', opinionRoutes())
  app.route('/', discussionStaffRoutes(services))
  app.route('/', privacyRoutes(services))
  app.route('/', abuseRoutes(services))
  app.route('/', residentRoutes(services))
  app.route('/', meRoutes(services))
  app.route('/', eventRoutes(services))
  app.route('/', webhookRoutes(services))
  app.route('/', docsRoutes(app, services))
  app.route('/', oidcPages(services, organizations))
  app.route('/', open311Routes(app.fetch, services, organizations))
  app.route('/', embedRoutes(app.fetch, services))
  app.route('/', pageRoutes(app.fetch, services))
  return app
}
