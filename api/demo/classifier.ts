import type { DeadlineUnit } from '../appeals/deadlines.js'
import type { Asked, Contact, Question } from '../classifier/contract.js'
import type { ClassifierEntry } from '../import/classifier-file.js'
import type { Localized } from '../platform/fields.js'

/** A message may be anonymous, and a way to answer helps; a formal appeal has an author (Federal Law 59-FZ, article 7). */
const message: Contact = { name: 'optional', email: 'optional', phone: 'optional' }
const identified: Contact = { name: 'required', email: 'required', phone: 'optional' }
const anonymous: Contact = { name: 'none', email: 'optional', phone: 'none' }

interface Options {
  /** 8 is what the platform's rules promise, 1 to 3 is for what cannot wait. */
  days?: number
  /** What cannot wait for Monday either is promised in calendar days. */
  unit?: DeadlineUnit
  kind?: 'message' | 'appeal'
  place?: Asked
  contact?: Contact
  questions?: Question[]
}

type Described = [code: string, ru: string, en: string, options?: Options]

const busRoute: Question = {
  id: 'route',
  type: 'text',
  label: { ru: 'Номер маршрута', en: 'Route number' },
  required: true,
}
const when = (ru: string, en: string): Question => ({ id: 'date', type: 'date', label: { ru, en }, required: true })
const choice = (id: string, label: Localized, options: [id: string, ru: string, en: string][]): Question => ({
  id,
  type: 'choice',
  label,
  required: true,
  options: options.map(([option, ru, en]) => ({ id: option, label: { ru, en } })),
})

const groups: [code: string, ru: string, en: string, categories: Described[]][] = [
  [
    'roads',
    'Дороги',
    'Roads',
    [
      ['potholes', 'Ямы на дороге', 'Potholes', { days: 5, place: 'required' }],
      [
        'snow-on-road',
        'Неубранный снег и наледь на дороге',
        'Snow and ice on the road',
        { days: 1, place: 'required' },
      ],
      ['road-signs', 'Дорожные знаки и разметка', 'Road signs and markings', { place: 'required' }],
      [
        'traffic-lights',
        'Не работает светофор',
        'Traffic light out of order',
        { days: 1, place: 'required', contact: anonymous },
      ],
      [
        'open-manhole',
        'Открытый люк',
        'Open manhole',
        { days: 1, unit: 'calendar_day', place: 'required', contact: anonymous },
      ],
      ['pavements', 'Тротуары и пешеходные дорожки', 'Pavements and footpaths', { place: 'required' }],
    ],
  ],
  [
    'housing',
    'ЖКХ',
    'Housing and utilities',
    [
      [
        'no-heating',
        'Нет отопления',
        'No heating',
        {
          days: 1,
          unit: 'calendar_day',
          place: 'required',
          contact: { name: 'optional', email: 'optional', phone: 'required' },
          questions: [
            choice('extent', { ru: 'Где холодно', en: 'Where it is cold' }, [
              ['flat', 'В одной квартире', 'In one flat'],
              ['entrance', 'Во всём подъезде', 'In the whole entrance'],
              ['house', 'Во всём доме', 'In the whole house'],
            ]),
            {
              id: 'temperature',
              type: 'number',
              label: { ru: 'Сколько градусов в комнате', en: 'Degrees in the room' },
              required: false,
            },
          ],
        },
      ],
      ['no-water', 'Нет воды', 'No water', { days: 1, unit: 'calendar_day', place: 'required' }],
      ['leaking-roof', 'Протекает крыша', 'Leaking roof', { days: 3, place: 'required' }],
      ['lift', 'Не работает лифт', 'Lift out of order', { days: 1, place: 'required' }],
      ['entrance-cleaning', 'Уборка и ремонт подъезда', 'Cleaning and repair of an entrance', { place: 'required' }],
      [
        'utility-bills',
        'Начисления за коммунальные услуги',
        'Utility bills',
        { kind: 'appeal', place: 'optional', contact: identified },
      ],
    ],
  ],
  [
    'yards',
    'Дворы и территории',
    'Yards and public spaces',
    [
      ['playgrounds', 'Детские площадки', 'Playgrounds', { place: 'required' }],
      ['snow-in-yard', 'Неубранный снег во дворе', 'Snow in the yard', { days: 3, place: 'required' }],
      ['icicles', 'Сосульки и снег на крыше', 'Icicles and snow on a roof', { days: 1, place: 'required' }],
      ['parking-on-grass', 'Парковка на газоне', 'Parking on the grass', { place: 'required', contact: identified }],
      ['accessibility', 'Доступность для людей с инвалидностью', 'Accessibility', { place: 'required' }],
    ],
  ],
  [
    'waste',
    'Мусор',
    'Waste',
    [
      ['waste-not-collected', 'Не вывезен мусор', 'Waste not collected', { days: 2, place: 'required' }],
      ['illegal-dump', 'Несанкционированная свалка', 'Illegal dump', { place: 'required' }],
      ['bins', 'Контейнеры и площадки', 'Bins and their places', { place: 'required' }],
    ],
  ],
  [
    'lighting',
    'Освещение',
    'Lighting',
    [
      ['street-light', 'Не горит фонарь', 'Street light out', { days: 3, place: 'required', contact: anonymous }],
      ['dark-place', 'Нужно освещение', 'Light is needed', { place: 'required' }],
    ],
  ],
  [
    'transport',
    'Общественный транспорт',
    'Public transport',
    [
      [
        'bus-schedule',
        'Автобус не пришёл или опоздал',
        'Bus late or missing',
        {
          place: 'optional',
          questions: [busRoute, when('Когда это было', 'When it happened')],
        },
      ],
      ['bus-stop', 'Остановки', 'Bus stops', { place: 'required' }],
      [
        'bus-driver',
        'Работа водителя',
        'Conduct of a driver',
        { kind: 'appeal', place: 'none', contact: identified, questions: [busRoute] },
      ],
    ],
  ],
  [
    'environment',
    'Экология',
    'Environment',
    [
      ['air', 'Запах и загрязнение воздуха', 'Smell and air pollution', { days: 3, place: 'required' }],
      ['water-pollution', 'Загрязнение воды и берега', 'Water and shore pollution', { place: 'required' }],
      ['trees', 'Аварийные деревья', 'Dangerous trees', { days: 3, place: 'required' }],
    ],
  ],
  [
    'animals',
    'Животные',
    'Animals',
    [
      [
        'stray-dogs',
        'Бездомные собаки',
        'Stray dogs',
        {
          days: 2,
          place: 'required',
          questions: [
            choice('behaviour', { ru: 'Как ведут себя', en: 'How they behave' }, [
              ['calm', 'Спокойно', 'Calmly'],
              ['aggressive', 'Агрессивно', 'Aggressively'],
            ]),
          ],
        },
      ],
      [
        'animal-cruelty',
        'Жестокое обращение с животными',
        'Cruelty to animals',
        { days: 2, kind: 'appeal', contact: identified, place: 'required' },
      ],
    ],
  ],
  [
    'health',
    'Медицина',
    'Health',
    [
      [
        'vaccination',
        'Сложности с вакцинацией',
        'Difficulties with vaccination',
        { days: 3, place: 'none', contact: { name: 'required', email: 'optional', phone: 'required' } },
      ],
      ['doctor-appointment', 'Запись к врачу', 'Doctor’s appointment', { days: 3, place: 'none', contact: identified }],
      [
        'medicines',
        'Льготные лекарства',
        'Subsidized medicines',
        { days: 3, kind: 'appeal', place: 'none', contact: identified },
      ],
    ],
  ],
  [
    'schools',
    'Образование',
    'Education',
    [
      [
        'school-meals',
        'Школьное питание',
        'School meals',
        {
          place: 'none',
          contact: { name: 'required', email: 'required', phone: 'optional' },
          questions: [
            { id: 'school', type: 'text', label: { ru: 'Школа', en: 'School' }, required: true },
            when('Дата питания', 'Date of the meal'),
          ],
        },
      ],
      ['school-repair', 'Ремонт и оснащение школ', 'Repair and equipment of schools', { place: 'optional' }],
      [
        'kindergarten-queue',
        'Очередь в детский сад',
        'Queue for a kindergarten',
        { kind: 'appeal', place: 'none', contact: identified },
      ],
    ],
  ],
  ['other', 'Другое', 'Other', [['other', 'Другой вопрос', 'Something else', { kind: 'appeal', contact: identified }]]],
]

export const demoClassifier: ClassifierEntry[] = groups.flatMap(([groupCode, groupRu, groupEn, categories]) =>
  categories.map(([code, ru, en, options = {}]): ClassifierEntry => {
    const {
      days = 8,
      unit = 'working_day',
      kind = 'message',
      place = 'optional',
      contact = message,
      questions = [],
    }: Options = options
    return {
      code,
      groupCode,
      groupNames: { ru: groupRu, en: groupEn },
      names: { ru, en },
      kind,
      place,
      contact,
      questions,
      isActive: true,
      deadline: { days, unit },
    }
  }),
)
