import { html, type TemplateResult } from 'lit'
import { atClocks, zoneName } from '../shared/clocks.js'
import { textField } from '../shared/field.js'
import type { Localized } from './definition.js'
import { eligibilityView } from './eligibility-view.js'
import { checkField, errorAt, isHalfTyped, localizedField, numberField, selectField, type Writing } from './fields.js'

/** What the poll is called; its name in addresses can be chosen until it is first saved. */
export function headView(
  writing: Writing,
  name: { value: string; onInput: (name: string) => void } | undefined,
): TemplateResult {
  const { definition, say, change } = writing
  return html`${localizedField(writing, {
    name: 'titles',
    label: say('title'),
    value: definition.titles,
    maximum: 300,
    isRequired: true,
    onChange: (titles) => change({ titles }),
  })}
    ${localizedField(writing, {
      name: 'descriptions',
      label: say('description'),
      hint: say('descriptionAbout'),
      value: (definition.descriptions ?? {}) as Localized,
      maximum: 4000,
      isTall: true,
      onChange: (descriptions) => change({ descriptions }),
    })}
    ${
      name
        ? textField({
            name: 'id',
            label: say('pollName'),
            hint: say('pollNameAbout'),
            error: writing.errors.id,
            value: name.value,
            maximum: 64,
            isRequired: true,
            onInput: name.onInput,
          })
        : ''
    }`
}

/** Who may vote, when, and what is told of it. */
export function settingsView(writing: Writing): TemplateResult {
  const { definition, say, change, errors, timeZone, pageLanguage } = writing
  const { paper = 'none' } = definition
  const moment = (member: 'opensAt' | 'closesAt') => html`<div class="field">
    <label for=${member}>${say(member)}</label>
    <input
      id=${member}
      part="input"
      type="datetime-local"
      aria-describedby="zone ${member}-error"
      aria-invalid=${errors[member] ? 'true' : 'false'}
      aria-required="true"
      .value=${atClocks(definition[member], timeZone)}
      @input=${({ target }: Event) => {
        const field = target as HTMLInputElement
        if (!isHalfTyped(field)) change({ [member]: field.value })
      }}
    />
    <p class="error" id="${member}-error">${errors[member]}</p>
  </div>`
  return html`<h3>${say('whoAndWhen')}</h3>
    <div class="pair">${moment('opensAt')} ${moment('closesAt')}</div>
    <p class="muted" id="zone">${say('zone', { zone: zoneName(timeZone, pageLanguage) })}</p>
    ${selectField(writing, {
      name: 'identity',
      label: say('whoVotes'),
      hint: say('whoVotesAbout'),
      value: definition.identity ?? 'device',
      options: [
        ['device', say('byDevice')],
        ['resident', say('byResident')],
      ] as const,
      onChange: (identity) => change({ identity }),
    })}
    ${checkField(writing, {
      name: 'isListed',
      label: say('isListed'),
      hint: say('listedAbout'),
      value: !!definition.isListed,
      onChange: (isListed) => change({ isListed }),
    })}
    ${eligibilityView(writing)}
    ${checkField(writing, {
      name: 'isChangeable',
      label: say('isChangeable'),
      value: !!definition.isChangeable,
      onChange: (isChangeable) => change({ isChangeable }),
    })}
    ${selectField(writing, {
      name: 'paper',
      label: say('onPaper'),
      hint: say(`about_${paper}`),
      value: paper,
      options: [
        ['none', say('paper_none')],
        ['entered', say('paper_entered')],
        ['confirmed', say('paper_confirmed')],
      ] as const,
      // What the last count before closing lacks would be the ballots on paper.
      onChange: (next) => change({ paper: next, ...(next !== 'none' && { results: 'after_close' }) }),
    })}
    ${selectField(writing, {
      name: 'results',
      label: say('resultsMoment'),
      hint: paper === 'none' ? '' : say('paperResults'),
      value: definition.results ?? 'after_close',
      options: [
        ['after_close', say('afterClose')] as const,
        ...(paper === 'none' || definition.results !== 'after_close'
          ? ([
              ['after_vote', say('afterVote')],
              ['always', say('alwaysTold')],
            ] as const)
          : []),
      ],
      onChange: (results) => change({ results }),
    })}
    ${numberField(writing, {
      name: 'resultsStep',
      label: say('resultsStep'),
      hint: say('stepAbout'),
      value: definition.resultsStep,
      onChange: (resultsStep) => change({ resultsStep: resultsStep as number }),
    })}
    <p class="error">${errorAt(writing, '')}</p>`
}
