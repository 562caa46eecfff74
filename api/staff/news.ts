import type { Mail, Services } from '../platform/services.js'

/**
 * Tells the holder of an account what has happened to it, so that what somebody else did is noticed. Not waited for,
 * and it fails by itself: what has happened has happened.
 */
export function sendNews({ mail, log }: Pick<Services, 'mail' | 'log'>, news: Mail): void {
  if (!mail.isConfigured) return
  mail
    .send(news)
    .catch((error) => log.error({ cause: error instanceof Error ? error.name : typeof error }, 'no news were sent'))
}
