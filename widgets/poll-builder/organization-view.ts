import { html, type TemplateResult } from 'lit'
import type { StaffSession } from '../desk/staff-session.js'
import type { BuilderContext } from './context.js'

/** Whose polls are shown; to choose from, for who is staff of several organizations. */
export function organizationView(
  session: StaffSession,
  shown: string,
  { say, profile }: BuilderContext,
): TemplateResult {
  const named = new Map(session.person?.roles.map(({ organization }) => [organization.id, organization.name]))
  const name = profile()?.name ?? named.get(shown) ?? shown
  if (named.size < 2) return html`<p class="name"><bdi>${name}</bdi></p>`
  named.set(shown, name)
  return html`<p class="name">
    <label
      >${say('organization')}
      <select part="input" @change=${({ target }: Event) => session.choose((target as HTMLSelectElement).value)}>
        ${[...named].map(([id, text]) => html`<option value=${id} .selected=${id === shown}>${text}</option>`)}
      </select>
    </label>
  </p>`
}
