import type { Answers, QuestionOf } from '../polls/questions.js'
import type { polls } from '../polls/tables.js'
import { courtyards } from './courtyards.js'

/** Hours from now; negative is past. */
export interface DemoPoll extends Omit<typeof polls.$inferInsert, 'organizationId' | 'opensAt' | 'closesAt'> {
  opens: number
  closes: number
  /** How many chose what, by question and option. */
  votes: Record<string, Record<string, number>>
  /** Whole ballots, and how many of each. */
  ballots?: readonly (readonly [count: number, answers: Answers])[]
}

const DAY = 24
type Option = [id: string, ru: string, en: string]
const single = (id: string, ru: string, en: string, options: Option[]): QuestionOf<'single'> => ({
  id,
  type: 'single',
  title: { ru, en },
  required: true,
  options: options.map(([option, optionRu, optionEn]) => ({ id: option, title: { ru: optionRu, en: optionEn } })),
})

export const demoPolls: DemoPoll[] = [
  {
    id: 'new-park',
    identity: 'device',
    titles: { ru: 'Каким быть новому парку', en: 'What the new park should be' },
    descriptions: {
      ru: 'Весной у Иртыша начнут строить парк. Скажите, что в нём нужнее: проект поправят по вашим голосам.',
      en: 'A park by the Irtysh is to be built from spring. Say what it needs most: the project will follow your votes.',
    },
    questions: [
      single('where', 'Где должен быть главный вход?', 'Where should the main entrance be?', [
        ['river', 'Со стороны набережной', 'From the embankment'],
        ['school', 'Со стороны школы', 'From the school'],
        ['station', 'От автовокзала', 'From the bus station'],
      ]),
      {
        ...single('what', 'Что построить в первую очередь?', 'What should be built first?', [
          ['skiing', 'Лыжную трассу с освещением', 'A lit ski track'],
          ['playground', 'Детскую площадку', 'A playground'],
          ['dogs', 'Площадку для собак', 'A dog run'],
          ['rink', 'Каток', 'A skating rink'],
          ['benches', 'Тихие аллеи со скамейками', 'Quiet paths with benches'],
        ]),
        type: 'multiple',
        minimum: 1,
        maximum: 3,
      },
    ],
    results: 'after_vote',
    opens: -6 * DAY,
    closes: 21 * DAY,
    votes: {
      where: { river: 143, school: 61, station: 38 },
      what: { skiing: 131, playground: 158, dogs: 47, rink: 112, benches: 86 },
    },
  },
  {
    id: 'new-year-fair',
    identity: 'device',
    titles: { ru: 'Во сколько открывать новогоднюю ярмарку?', en: 'When should the New Year fair open?' },
    descriptions: {
      ru: 'Ярмарка работает с 20 декабря на площади. Результаты видны сразу.',
      en: 'The fair is on the square from 20 December. Results are shown at once.',
    },
    questions: [
      single('hour', 'Удобное время по будням', 'A good hour on weekdays', [
        ['noon', 'С 12 до 20', 'From 12 to 20'],
        ['afternoon', 'С 15 до 22', 'From 15 to 22'],
        ['evening', 'С 17 до 23', 'From 17 to 23'],
      ]),
    ],
    results: 'always',
    opens: -2 * DAY,
    closes: 12 * DAY,
    votes: { hour: { noon: 54, afternoon: 97, evening: 31 } },
  },
  {
    id: 'bus-routes',
    // Asks for a code by e-mail; the demo prints the mail to the terminal.
    identity: 'resident',
    titles: { ru: 'Новая схема автобусных маршрутов', en: 'The new plan of bus routes' },
    descriptions: {
      ru: 'Чтобы никто не голосовал вслед за большинством, результаты откроются после закрытия опроса.',
      en: 'So that nobody follows the majority, the results open when the poll closes.',
    },
    questions: [
      single('plan', 'Какой вариант лучше?', 'Which plan is better?', [
        ['direct', 'Больше прямых маршрутов, реже интервал', 'More direct routes, less often'],
        ['frequent', 'Меньше маршрутов, чаще интервал', 'Fewer routes, more often'],
        ['as-is', 'Оставить как есть', 'Leave it as it is'],
      ]),
      {
        ...single('hours', 'Когда автобусов не хватает?', 'When are buses missing?', [
          ['morning', 'Утром, до 8', 'In the morning, before 8'],
          ['evening', 'Вечером, после 20', 'In the evening, after 20'],
          ['weekend', 'В выходные', 'At weekends'],
        ]),
        type: 'multiple',
        required: false,
      },
    ],
    results: 'after_close',
    opens: -4 * DAY,
    closes: 10 * DAY,
    votes: { plan: { direct: 44, frequent: 71, 'as-is': 9 }, hours: { morning: 38, evening: 66, weekend: 59 } },
  },
  {
    id: 'square-name',
    identity: 'device',
    titles: { ru: 'Имя для сквера на улице Мира', en: 'A name for the garden in Mira Street' },
    descriptions: {
      ru: 'Опрос завершён. Сквер назвали Кедровым.',
      en: 'The poll is over. The garden is called Cedar Garden.',
    },
    questions: [
      single('name', 'Как назвать сквер?', 'What should it be called?', [
        ['cedar', 'Кедровый', 'Cedar Garden'],
        ['geologists', 'Геологов', 'Geologists’ Garden'],
        ['northern', 'Северный', 'Northern Garden'],
      ]),
    ],
    results: 'after_close',
    opens: -40 * DAY,
    closes: -12 * DAY,
    votes: { name: { cedar: 214, geologists: 176, northern: 58 } },
  },
  courtyards,
]
