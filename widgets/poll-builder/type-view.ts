import { html, type TemplateResult } from 'lit'
import { textField } from '../shared/field.js'
import type { Named, QuestionOf } from './definition.js'
import { type Asking, checkField, errorAt, isHalfTyped, localizedField, numberField, selectField } from './fields.js'
import { groupsView, shareField } from './groups-view.js'
import { type OptionList, optionsView } from './options-view.js'
import { photoButton, photoView } from './photo-view.js'

type Choosing = QuestionOf<'single' | 'multiple' | 'ranking'>
type Ranked = QuestionOf<'ranking' | 'budget'>

/** What a question of its type takes beside its title. */
export function typeView(asking: Asking): TemplateResult {
  switch (asking.question.type) {
    case 'single':
    case 'multiple':
    case 'ranking':
      return choosingView(asking as Asking<Choosing>)
    case 'scale':
      return scaleView(asking as Asking<QuestionOf<'scale'>>)
    case 'matrix':
      return matrixView(asking as Asking<QuestionOf<'matrix'>>)
    case 'budget':
      return budgetView(asking as Asking<QuestionOf<'budget'>>)
    case 'text':
      return textView(asking as Asking<QuestionOf<'text'>>)
    case 'number':
      return numbersView(asking as Asking<QuestionOf<'number'>>)
    case 'date':
      return datesView(asking as Asking<QuestionOf<'date'>>)
    case 'place':
      return html`<p class="muted">${asking.say('placeAbout')}</p>`
  }
}

function choosingView(asking: Asking<Choosing>): TemplateResult {
  const { question, index, say, set } = asking
  const name = `questions-${index}`
  const hasPhotos = question.type !== 'ranking'
  const isGrouped = question.type === 'single' && !!question.groups
  const more: Partial<OptionList> = {
    ...(hasPhotos && {
      act: (option: Named, place: number) => photoButton(asking, option, place),
      more: (option: Named, place: number, write: (change: Partial<Named>) => void) =>
        html`${photoView(asking, option, place, write)}
        ${isGrouped ? shareField(asking as Asking<QuestionOf<'single'>>, option, place, write) : ''}`,
    }),
  }
  return html`${options(asking, 'options', question.options as Named[], hasPhotos ? 100 : 50, more)}
    ${
      question.type === 'single'
        ? ''
        : html`<div class="pair">
            ${limit(asking, 'minimum', say(question.type === 'ranking' ? 'leastRanked' : 'leastChosen'), say('unlessOne'))}
            ${limit(asking, 'maximum', say(question.type === 'ranking' ? 'mostRanked' : 'mostChosen'), say('unlessAll'))}
          </div>`
    }
    ${question.type === 'ranking' ? countingView(asking as Asking<Ranked>) : ''}
    ${
      question.type === 'ranking'
        ? ''
        : checkField(asking, {
            name: `${name}-hasOther`,
            label: say('hasOther'),
            value: !!question.hasOther,
            onChange: (hasOther) => set({ hasOther: hasOther || undefined }),
          })
    }
    ${shuffle(asking)}
    ${question.type === 'single' ? groupsView(asking as Asking<QuestionOf<'single'>>) : ''}`
}

function scaleView(asking: Asking<QuestionOf<'scale'>>): TemplateResult {
  const { question, index, say, set } = asking
  const name = `questions-${index}`
  const { isRecommendation, from, to } = question
  const end = (member: 'low' | 'high', label: string) =>
    localizedField(asking, {
      name: `${name}-${member}`,
      label,
      value: question[member] ?? {},
      maximum: 100,
      onChange: (text) => set({ [member]: Object.keys(text).length ? text : undefined }),
    })
  return html`${checkField(asking, {
    name: `${name}-isRecommendation`,
    label: say('isRecommendation'),
    hint: say('recommendationAbout'),
    value: !!isRecommendation,
    onChange: (chosen) => set(chosen ? { isRecommendation: true, from: 0, to: 10 } : { isRecommendation: undefined }),
  })}
    ${
      isRecommendation
        ? ''
        : html`<div class="pair">
            ${numberField(asking, { name: `${name}-from`, label: say('from'), value: from, onChange: (value) => set({ from: value ?? 0 }) })}
            ${numberField(asking, { name: `${name}-to`, label: say('to'), hint: say('toAbout'), value: to, onChange: (value) => set({ to: value ?? 0 }) })}
          </div>`
    }
    <div class="pair">${end('low', say('low'))} ${end('high', say('high'))}</div>`
}

function matrixView(asking: Asking<QuestionOf<'matrix'>>): TemplateResult {
  const { question, index, say, set } = asking
  return html`${optionsView(asking, {
    name: `questions-${index}-rows`,
    legend: say('rows'),
    each: say('row'),
    add: say('addRow'),
    options: question.rows as Named[],
    least: 1,
    most: 50,
    letter: 'r',
    onChange: (rows) => set({ rows }),
  })}
    ${options(asking, 'options', question.options as Named[], 20)}`
}

function budgetView(asking: Asking<QuestionOf<'budget'>>): TemplateResult {
  const { question, index, say, set } = asking
  const name = `questions-${index}`
  return html`<div class="pair">
      ${numberField(asking, {
        name: `${name}-budget`,
        label: say('budget'),
        hint: say('budgetAbout'),
        value: question.budget,
        onChange: (budget) => set({ budget: budget ?? 0 }),
      })}
      ${textField({
        name: `${name}-currency`,
        label: say('currency'),
        hint: say('currencyAbout'),
        error: errorAt(asking, `${name}-currency`),
        value: question.currency,
        maximum: 3,
        onInput: (currency) => set({ currency: currency.toUpperCase() }),
      })}
    </div>
    ${optionsView(asking, {
      name: `${name}-projects`,
      legend: say('projects'),
      each: say('project'),
      add: say('addProject'),
      options: question.projects as Named[],
      least: 2,
      most: 100,
      letter: 'o',
      isPriced: true,
      onChange: (projects) => set({ projects }),
    })}
    ${countingView(asking as Asking<Ranked>)} ${shuffle(asking)}`
}

function textView(asking: Asking<QuestionOf<'text'>>): TemplateResult {
  const { question, index, say, set } = asking
  return html`${checkField(asking, {
    name: `questions-${index}-isLong`,
    label: say('isLong'),
    value: !!question.isLong,
    onChange: (isLong) => set({ isLong: isLong || undefined }),
  })}
    ${limit(asking, 'maximum', say('mostCharacters'), say('unlessCharacters', { count: question.isLong ? 2000 : 200 }))}
    <p class="muted">${say('wordsAbout')}</p>`
}

function numbersView(asking: Asking<QuestionOf<'number'>>): TemplateResult {
  const { question, index, say, set } = asking
  return html`<div class="pair">
      ${limit(asking, 'minimum', say('leastNumber'))} ${limit(asking, 'maximum', say('mostNumber'))}
    </div>
    ${numberField(asking, {
      name: `questions-${index}-decimals`,
      label: say('decimals'),
      value: question.decimals ?? 0,
      onChange: (decimals) => set({ decimals: decimals ?? 0 }),
    })}`
}

function datesView(asking: Asking<QuestionOf<'date'>>): TemplateResult {
  const { question, index, say, set } = asking
  const day = (member: 'earliest' | 'latest') =>
    textField({
      name: `questions-${index}-${member}`,
      label: say(member),
      error: errorAt(asking, `questions-${index}-${member}`),
      value: question[member] ?? '',
      type: 'date',
      onInput: (value, field) => {
        if (!isHalfTyped(field)) set({ [member]: value || undefined })
      },
    })
  return html`<div class="pair">${day('earliest')} ${day('latest')}</div>`
}

function options(
  { question: _, ...asking }: Asking<Choosing | QuestionOf<'matrix'>>,
  member: 'options',
  given: Named[],
  most: number,
  more: Partial<OptionList> = {},
): TemplateResult {
  const { say, index, set } = asking
  return optionsView(asking, {
    name: `questions-${index}-${member}`,
    legend: say('options'),
    each: say('option'),
    add: say('addOption'),
    options: given,
    least: 2,
    most,
    letter: 'o',
    onChange: (next) => set({ options: next }),
    ...more,
  })
}

function limit(
  asking: Asking<Choosing | QuestionOf<'text' | 'number'>>,
  member: 'minimum' | 'maximum',
  label: string,
  hint = '',
): TemplateResult {
  const value = (asking.question as { minimum?: number; maximum?: number })[member]
  return numberField(asking, {
    name: `questions-${asking.index}-${member}`,
    label,
    hint,
    value,
    onChange: (next) => asking.set({ [member]: next }),
  })
}

/** By which rule it is counted, and which of alike ones goes first. */
function countingView(asking: Asking<Ranked>): TemplateResult {
  const { question, index, say, set } = asking
  const name = `questions-${index}`
  const rules =
    question.type === 'ranking'
      ? (['schulze', 'instant-runoff', 'borda'] as const)
      : (['knapsack', 'equal-shares'] as const)
  const ties = question.ties ?? { by: 'order' as const }
  return html`${selectField<string>(asking, {
    name: `${name}-counting`,
    label: say('counting'),
    hint: say(`about_${question.counting}`),
    value: question.counting,
    options: rules.map((rule) => [rule, say(`rule_${rule}`)] as const),
    onChange: (counting) => set({ counting }),
  })}
    ${selectField(asking, {
      name: `${name}-ties`,
      label: say('ties'),
      value: ties.by,
      options: [
        ['order', say('tiesOrder')],
        ['lot', say('tiesLot')],
      ] as const,
      onChange: (by) => set({ ties: by === 'lot' ? { by, seed: '' } : { by } }),
    })}
    ${
      ties.by === 'lot'
        ? textField({
            name: `${name}-ties-seed`,
            label: say('seed'),
            hint: say('seedAbout'),
            error: errorAt(asking, `${name}-ties-seed`),
            value: ties.seed,
            maximum: 200,
            isRequired: true,
            onInput: (seed) => set({ ties: { by: 'lot', seed } }),
          })
        : ''
    }`
}

function shuffle(asking: Asking<Choosing | QuestionOf<'budget'>>): TemplateResult {
  const { question, index, say } = asking
  return checkField(asking, {
    name: `questions-${index}-isShuffled`,
    label: say('isShuffled'),
    hint: say('shuffledAbout'),
    value: !!question.isShuffled,
    onChange: (isShuffled) => asking.set({ isShuffled: isShuffled || undefined }),
  })
}
