/// <reference types="mocha" />
import { accessible, find, findAll, says, tidy, until } from '../shared/page.js'
import { problem } from '../shared/stub.js'
import { accepted, attach, bus, choose, element, fillIn, form, letter, next, photo, topic, town, type } from './form.js'

const words = {
  en: {
    loading: 'Loading',
    none: 'nothing to report',
    off: 'does not take',
    topic: 'What is it about',
    check: 'correct',
    kept: 'kept on this device',
    received: 'is received',
    refused: 'Not accepted',
    unknown: 'No such topic',
  },
  ru: {
    loading: 'Загружается',
    none: 'не о чем',
    off: 'не принимает',
    topic: 'О чём хотите',
    check: 'Исправьте',
    kept: 'сохранено на этом',
    received: 'принято',
    refused: 'Не принято',
    unknown: 'Такой темы нет',
  },
  ar: {
    loading: 'جارٍ التحميل',
    none: 'لا يوجد ما',
    off: 'لا تستقبل',
    topic: 'ما موضوع',
    check: 'تصحيح',
    kept: 'محفوظ',
    received: 'تم استلام',
    refused: 'غير مقبول',
    unknown: 'لا موضوع',
  },
}

for (const [language, said] of Object.entries(words)) {
  describe(`<vmeste-appeal>: axe finds nothing, in ${language}, when it`, () => {
    const lang = `lang="${language}"`
    afterEach(tidy)

    it('is loading', async () => {
      const api = await form()
      await api.answer('GET /categories', { delay: 2000, body: { groups: [] } })
      const shown = element(api, lang)
      await until(() => find(shown, '.root[lang] [aria-busy=true]'))
      await accessible(shown)
    })

    it('cannot be loaded', async () => {
      const api = await form()
      await api.answer('GET /categories', problem(404, 'not-found'))
      const shown = element(api, lang)
      await says(shown, 'Detail of not-found.')
      await accessible(shown)
    })

    it('has nothing to report, or takes no appeals', async () => {
      const empty = element(await form({ groups: [] }), lang)
      await says(empty, said.none)
      await accessible(empty)
      const features = { appeals: false, polls: true, discussions: true }
      const off = element(await form({ organization: town({ features }) }), lang)
      await says(off, said.off)
      await accessible(off)
    })

    it('lets a topic be chosen and searched for', async () => {
      const shown = element(await form(), lang)
      await says(shown, said.topic)
      findAll<HTMLDetailsElement>(shown, 'details')[0]?.setAttribute('open', '')
      await accessible(shown)
      await type(shown, { category: 'яма' })
      await accessible(shown)
      await type(shown, { category: 'xyz' })
      await says(shown, said.unknown)
      await accessible(shown)
    })

    it('is filled in, wrongly first', async () => {
      const shown = element(await form(), lang)
      await topic(shown, bus.name)
      await accessible(shown)
      await next(shown)
      await says(shown, said.check)
      await accessible(shown)
      await type(shown, { description: 'It did not come', 'answers-route': '5', 'place-address': 'Mira 5' })
      await choose(shown, 'no')
      await next(shown)
      await until(() => find(shown, '#contact-name'))
      await next(shown)
      await says(shown, said.check)
      await accessible(shown)
    })

    it('has files of every fate', async () => {
      const api = await form()
      await api.answer('POST /attachments', { status: 201, body: { id: 'a' } }, problem(422, 'unsupported-file'), {
        delay: 3000,
        body: {},
      })
      const shown = element(api, lang)
      await topic(shown, 'Ямы')
      await attach(
        shown,
        await photo(),
        letter('broken.pdf'),
        new File(['x'], 'a.txt', { type: 'text/plain' }),
        letter(),
      )
      await says(shown, said.refused)
      await says(shown, 'Detail of unsupported-file.')
      await until(() => find(shown, 'progress'))
      await accessible(shown)
    })

    it('is looked at again, cannot be sent, and is sent', async () => {
      const api = await form()
      await api.answer('POST /appeals', { drop: true })
      const shown = element(api, lang)
      await fillIn(shown)
      await accessible(shown)
      await next(shown)
      await says(shown, said.check)
      await accessible(shown)
      find(shown, '[name=consent]').click()
      await next(shown)
      await says(shown, said.kept)
      await accessible(shown)
      await api.answer('POST /appeals', accepted)
      await next(shown)
      await says(shown, said.received)
      await accessible(shown)
    })
  })
}
