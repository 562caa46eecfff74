import type { OrganizationSettings } from '../organizations/settings.js'
import type { organizations } from '../organizations/tables.js'

type Row = Omit<typeof organizations.$inferInsert, 'createdAt'>

const region: OrganizationSettings = {
  languages: ['ru', 'en'],
  timeZone: 'Asia/Yekaterinburg',
  contacts: {
    phone: '8 800 555-01-99',
    email: 'priem@ugra.example',
    website: 'https://ugra.example',
    address: {
      ru: '628000, Ханты-Мансийск, ул. Примерная, 1',
      en: '1 Primernaya Street, Khanty-Mansiysk, 628000',
    },
  },
  allowedOrigins: ['http://localhost:*', 'http://127.0.0.1:*', 'https://localhost:*', 'https://127.0.0.1:*'],
  // So that anyone can try the API by hand and by a script: nothing is asked for and nothing refused before it is a flood.
  abuse: {
    proofOfWork: 'under-attack',
    limits: {
      appeals: { organization: 6_000 },
      polls: { organization: 60_000 },
      discussions: { organization: 12_000 },
      attachments: { organization: 6_000 },
    },
  },
  appealsVisibility: 'public',
  consent: {
    text: {
      ru: 'Я согласен на обработку моих данных для ответа на это обращение. Текст и место публикуются, имя и контакты — нет.',
      en: 'I agree that my data is processed to answer this appeal. Its text and place are published, my name and contacts are not.',
    },
  },
  map: {
    tiles: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
    attribution: '© OpenStreetMap contributors',
    center: { latitude: 61.9, longitude: 70.6 },
    zoom: 5,
  },
}

/** A town: what it has of its own, the rest being the region's. */
const town = (
  [latitude, longitude]: [number, number],
  contacts: { phone: string; email: string; website: string; ru: string; en: string },
): OrganizationSettings => {
  const { ru, en, ...reached } = contacts
  const { tiles, attribution } = region.map ?? { tiles: '', attribution: '' }
  return {
    contacts: { ...reached, address: { ru, en } },
    map: { tiles, attribution, center: { latitude, longitude }, zoom: 13 },
  }
}

/** Names are real, contacts are not: their numbers and domains belong to nobody. */
export const demoOrganizations: Row[] = [
  {
    id: 'ugra',
    path: ['ugra'],
    kind: 'regional',
    names: {
      ru: 'Ханты-Мансийский автономный округ — Югра',
      en: 'Khanty-Mansi Autonomous Okrug – Yugra',
    },
    settings: region,
  },
  {
    id: 'hanty-mansiysk',
    path: ['ugra', 'hanty-mansiysk'],
    kind: 'municipal',
    names: { ru: 'Ханты-Мансийск', en: 'Khanty-Mansiysk' },
    settings: {
      ...town([61.0042, 69.0019], {
        phone: '+7 3467 55-01-01',
        email: 'gorod@hanty.example',
        website: 'https://hanty.example',
        ru: 'Ханты-Мансийск, ул. Примерная, 6',
        en: '6 Primernaya Street, Khanty-Mansiysk',
      }),
      notices: { push: true },
      // So that a poll can ask who votes (see `demoPolls`), and those who like find what is theirs.
      identity: {
        appeals: ['anonymous', 'email'],
        polls: ['anonymous', 'email'],
        discussions: ['anonymous', 'email'],
      },
    },
  },
  {
    id: 'surgut',
    path: ['ugra', 'surgut'],
    kind: 'municipal',
    names: { ru: 'Сургут', en: 'Surgut' },
    settings: {
      ...town([61.254, 73.3962], {
        phone: '+7 3462 55-01-02',
        email: 'gorod@surgut.example',
        website: 'https://surgut.example',
        ru: 'Сургут, ул. Примерная, 8',
        en: '8 Primernaya Street, Surgut',
      }),
      // Its own look, by tokens: the rest of it is ours.
      look: { accent: '#0b6e4f', radius: '2px', font: 'Georgia, serif' },
    },
  },
  {
    id: 'nizhnevartovsk',
    path: ['ugra', 'nizhnevartovsk'],
    kind: 'municipal',
    names: { ru: 'Нижневартовск', en: 'Nizhnevartovsk' },
    settings: town([60.9397, 76.5696], {
      phone: '+7 3466 55-01-03',
      email: 'gorod@vartovsk.example',
      website: 'https://vartovsk.example',
      ru: 'Нижневартовск, ул. Примерная, 24',
      en: '24 Primernaya Street, Nizhnevartovsk',
    }),
  },
  {
    id: 'hanty-school-5',
    path: ['ugra', 'hanty-mansiysk', 'hanty-school-5'],
    kind: 'institution',
    names: { ru: 'Школа № 5, Ханты-Мансийск', en: 'School No. 5, Khanty-Mansiysk' },
    settings: {
      contacts: {
        phone: '+7 3467 55-01-05',
        email: 'shkola5@hanty.example',
        address: { ru: 'Ханты-Мансийск, ул. Примерная, 38', en: '38 Primernaya Street, Khanty-Mansiysk' },
      },
      features: { appeals: true, polls: true, discussions: false },
    },
  },
]
