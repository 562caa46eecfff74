import { html, type TemplateResult } from 'lit'
import type { Classifier } from '../../sdk/organization.js'
import { textField } from '../shared/field.js'
import type { Templates } from './templates.js'

/** The organization's templates: added, written anew, removed. */
export function templateDialog(templates: Templates, classifier: Classifier | undefined): TemplateResult {
  const { say } = templates.desk
  return html`<dialog class="manage-templates" part="dialog" aria-labelledby="templates-title">
    <h2 id="templates-title" tabindex="-1">${say('templates')}</h2>
    <p class="notice" role="alert">${templates.notice}</p>
    ${templates.draft ? formView(templates, classifier) : listView(templates)}
  </dialog>`
}

function listView({ load, begin, remove, isSending, desk: { say } }: Templates) {
  return html`<ul>
      ${load.value?.map(
        (template) => html`<li>
          <bdi>${template.name}</bdi>
          <button type="button" class="quiet" part="button" aria-label=${`${say('edit')}: ${template.name}`} @click=${() => begin(template)}>
            ${say('edit')}
          </button>
          <button
            type="button"
            class="quiet"
            part="button"
            aria-label=${`${say('remove')}: ${template.name}`}
            aria-disabled=${isSending}
            @click=${() => remove(template.id)}
          >
            ${say('remove')}
          </button>
        </li>`,
      )}
    </ul>
    <form method="dialog" class="actions">
      <button
        type="button"
        class="add"
        part="button"
        @click=${() => begin({ name: '', text: '', category: null })}
      >
        ${say('addTemplate')}
      </button>
      <button class="quiet" part="button">${say('shutKeys')}</button>
    </form>`
}

function formView(templates: Templates, classifier: Classifier | undefined) {
  const { draft, errors, isSending } = templates
  const { say } = templates.desk
  if (!draft) return ''
  const submit = (event: Event) => {
    event.preventDefault()
    void templates.save()
  }
  const { category } = draft
  const option = (code: string, name: string) =>
    html`<option value=${code} .selected=${code === (category ?? '')}>${name}</option>`
  return html`<form novalidate @submit=${submit}>
    ${textField({
      name: 'template-name',
      label: say('templateName'),
      error: errors.name,
      value: draft.name,
      onInput: (name) => templates.change({ name }),
      maximum: 120,
      isRequired: true,
    })}
    <div class="field">
      <label for="template-category">${say('topic')}</label>
      <select
        id="template-category"
        part="input"
        @change=${({ target }: Event) => templates.change({ category: (target as HTMLSelectElement).value || null })}
      >
        ${option('', say('allTopics'))}
        ${classifier?.groups.map(
          ({ name, categories }) =>
            html`<optgroup label=${name}>${categories.map(({ code, name }) => option(code, name))}</optgroup>`,
        )}
      </select>
    </div>
    ${textField({
      name: 'template-text',
      label: say('answerText'),
      hint: say('variables', { open: '{', shut: '}' }),
      error: errors.text,
      value: draft.text,
      onInput: (text) => templates.change({ text }),
      isTall: true,
      maximum: 8000,
      isRequired: true,
    })}
    <p class="actions">
      <button class="primary" part="button" aria-disabled=${isSending}>${say(isSending ? 'sending' : 'saveTemplate')}</button>
      <button type="button" class="quiet" part="button" @click=${() => templates.begin(undefined)}>${say('cancel')}</button>
    </p>
  </form>`
}
