import { createRoute, z } from '@hono/zod-openapi'
import { json, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { instant, organizationParameter } from '../platform/fields.js'

export const auditEntrySchema = z
  .object({
    id: z.uuid(),
    at: instant,
    actor: z.string().openapi({ description: '`command`, `system`, or `staff:` and an id', example: 'command' }),
    name: z
      .string()
      .nullable()
      .openapi({ description: 'what who did it is called; null for no person, and who is gone' }),
    action: z.string().openapi({ example: 'organization.changed' }),
    subject: z
      .string()
      .nullable()
      .openapi({ description: 'null for the organization itself', example: 'campaigns/school-meals' }),
    details: z
      .record(z.string(), z.unknown())
      .openapi({ example: { changes: { timeZone: { from: 'UTC', to: 'Asia/Yekaterinburg' } } } }),
  })
  .openapi('AuditEntry')
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const listAudit = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/audit',
  operationId: 'listAudit',
  tags: ['Organizations'],
  summary: 'The audit trail: what was changed, when and by whom (leader, administrator)',
  security: staffAccess,
  request: {
    params: organizationParameter,
    query: pagingQuery.extend({
      subject: z
        .string()
        .max(200)
        .optional()
        .openapi({ description: 'only what was done to this', example: 'polls/park' }),
    }),
  },
  responses: { 200: json(page(auditEntrySchema), 'A page, the latest first'), ...problems(422) },
})
