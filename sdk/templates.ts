import type { NewTemplate, Template } from '../api/templates/contract.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { NewTemplate, Template } from '../api/templates/contract.js'

/** Staff: the texts that answers begin with. */
export const listTemplates = async (transport: Transport, options?: CallOptions): Promise<Template[]> =>
  (await transport.send<{ items: Template[] }>('/templates', options)).items

/** Coordinators, administrators. @throws {ProblemError} `invalid-input` */
export const createTemplate = (transport: Transport, body: NewTemplate, options?: WriteOptions) =>
  transport.send<Template>('/templates', { ...options, method: 'POST', body })

/** Coordinators, administrators. @throws {ProblemError} `invalid-input` */
export const setTemplate = (transport: Transport, id: string, body: NewTemplate, options?: WriteOptions) =>
  transport.send<Template>(`/templates/${id}`, { ...options, method: 'PUT', body })

/** Coordinators, administrators. */
export const removeTemplate = (transport: Transport, id: string, options?: WriteOptions) =>
  transport.send<Template>(`/templates/${id}`, { ...options, method: 'DELETE' })
