import type { z } from 'zod'
import type { newCampaignSchema } from '../campaigns/contract.js'

/** Days before and after today stand for its dates. */
export type DemoCampaign = Omit<z.input<typeof newCampaignSchema>, 'opensOn' | 'closesOn'> & {
  id: string
  opens: number
  closes: number
}

const reached = { name: 'optional', email: 'optional', phone: 'required' } as const

/** The region's: every town below takes part. */
export const demoCampaigns: DemoCampaign[] = [
  {
    id: 'vaccination',
    names: { ru: 'Сложности с вакцинацией', en: 'Difficulties with vaccination' },
    descriptions: {
      ru: 'Не получилось записаться на прививку, нет вакцины или отметки о ней? Напишите: поликлинике передадут в тот же день.',
      en: 'No appointment, no vaccine, or no record of it? Tell us: the clinic hears of it the same day.',
    },
    opens: -14,
    closes: 45,
    categories: [
      {
        code: 'vaccine-missing',
        names: { ru: 'Нет вакцины или записи', en: 'No vaccine or no appointment' },
        deadline: { days: 3, unit: 'working_day' },
        place: 'none',
        contact: reached,
        questions: [
          { id: 'clinic', type: 'text', label: { ru: 'Поликлиника', en: 'Clinic' }, required: true },
          {
            id: 'patient',
            type: 'choice',
            label: { ru: 'Кого прививают', en: 'Who is to be vaccinated' },
            required: true,
            options: [
              { id: 'adult', label: { ru: 'Взрослого', en: 'An adult' } },
              { id: 'child', label: { ru: 'Ребёнка', en: 'A child' } },
            ],
          },
          {
            id: 'age',
            type: 'number',
            label: { ru: 'Сколько ребёнку лет', en: 'How old the child is' },
            required: true,
            when: { question: 'patient', equals: 'child' },
          },
        ],
      },
      {
        code: 'vaccine-record',
        names: { ru: 'Прививка не внесена в карту', en: 'The vaccination is not in the records' },
        deadline: { days: 5, unit: 'working_day' },
        place: 'none',
        contact: reached,
        questions: [
          { id: 'clinic', type: 'text', label: { ru: 'Где прививали', en: 'Where it was done' }, required: true },
          { id: 'date', type: 'date', label: { ru: 'Дата прививки', en: 'Date of the vaccination' }, required: true },
        ],
      },
      {
        code: 'vaccine-at-home',
        names: { ru: 'Прививка на дому', en: 'Vaccination at home' },
        deadline: { days: 3, unit: 'working_day' },
        place: 'required',
        contact: reached,
      },
    ],
  },
]
