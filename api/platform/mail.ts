import type { Transporter } from 'nodemailer'
import { Problem } from './problems.js'
import type { Log, Mail, Mailer } from './services.js'
import type { Settings } from './settings.js'

/** Milliseconds. A server that does not answer must not keep whoever waits for the mail to be sent. */
const ANSWER_WITHIN = 10_000
/** Connections of a process: more letters than that wait their turn. */
const CONNECTIONS = 3

/** Sends mails by the server that the settings name, without which there is none to send. */
export function createMailer({ SMTP_URL, MAIL_FROM }: Pick<Settings, 'SMTP_URL' | 'MAIL_FROM'>, log: Log): Mailer {
  if (!SMTP_URL || !MAIL_FROM) return noMailer
  let transporter: Promise<Transporter> | undefined
  return {
    isConfigured: true,
    async send({ to, subject, text, html, headers, attachments = [] }) {
      transporter ??= connect(SMTP_URL)
      const open = await transporter
      try {
        // As an object it is one address, whatever it looks like; as a text it would be read as a list.
        await open.sendMail({
          from: MAIL_FROM,
          to: { name: '', address: to },
          subject,
          text,
          html,
          headers,
          attachments: attachments.map(({ name, type, content }) => ({
            filename: name,
            contentType: type,
            content: Buffer.from(content),
          })),
        })
      } catch (error) {
        throw refusal(error, log)
      }
    },
    async close() {
      ;(await transporter)?.close()
    },
  }
}

/** Instead of sending them, writes mails where whoever tries the product reads them. */
export const createPrintingMailer = (write: (text: string) => void): Mailer => ({
  isConfigured: true,
  async send({ to, subject, text }) {
    const lines = [`To: ${to}`, `Subject: ${subject}`, '', ...text.trim().split('\n')]
    write(`\nA mail, not sent since SMTP_URL is not set:\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`)
  },
  close: async () => {},
})

const noMailer: Mailer = {
  isConfigured: false,
  async send(_: Mail) {
    throw new Problem('mail-not-configured')
  },
  close: async () => {},
}

/** Loaded with the first mail: a server that sends none does without its memory. */
async function connect(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  const timeouts = { connectionTimeout: ANSWER_WITHIN, greetingTimeout: ANSWER_WITHIN, socketTimeout: ANSWER_WITHIN }
  return createTransport({ url, pool: true, maxConnections: CONNECTIONS, ...timeouts })
}

/** What the server says may name the person written to: of it only its codes are logged. */
function refusal(error: unknown, log: Log): Problem {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  if (code === 'EENVELOPE' && Number(responseCode) >= 500) return new Problem('mail-refused')
  log.error({ code, responseCode }, 'a mail could not be sent')
  return new Problem('mail-failed')
}
