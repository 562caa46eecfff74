import { beforeEach, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
beforeEach(async () => {
  api = await createTestApp()
  return () => api.close()
})

const visit = async (path: string) => {
  const response = await api.app.request(`http://api.test${path}`, { headers: { 'accept-language': 'en' } })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('the page of snippets makes the code of what was chosen, without a script and without a style inside', async () => {
  const { status, headers, text } = await visit(
    '/embed?organization=hanty&element=appeal&address=Mira+%225%22&accent=%23a3213f&site-background=%23222',
  )
  expect(status).toBe(200)
  expect(headers.get('content-security-policy')).toContain("style-src 'self'")
  expect(text).toContain(
    '&lt;vmeste-appeal organization=&quot;hanty&quot; address=&quot;Mira &amp;quot;5&amp;quot;&quot;&gt;',
  )
  expect(text).toContain('--vmeste-accent: #a3213f;')
  expect(text).toContain('<option value="appeal" selected>')
  expect(text).not.toMatch(/<style| style=/)
  const [, sheet = ''] = /<link rel="stylesheet" href="(\/embed\/look.css[^"]+)"/.exec(text) ?? []
  const styles = await visit(sheet.replaceAll('&amp;', '&'))
  expect(styles.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect(styles.text).toContain('.preview.site { background: #222; color: #000; }')
  expect(styles.text).toContain('--vmeste-accent: #a3213f;')
})

test('no rule of anyone else’s gets into the preview’s style sheet, and what is no value is said at its field', async () => {
  const evil = encodeURIComponent('red; } * { background: url(//evil.test)')
  expect((await visit(`/embed/look.css?accent=${evil}&site-background=${evil}&font=${evil}`)).text).not.toContain(
    'evil',
  )
  expect((await visit(`/embed?organization=hanty&accent=${evil}`)).text).toContain('aria-invalid="true"')
})

test('an organization that there is not is said so', async () => {
  expect((await visit('/embed?organization=nowhere')).status).toBe(404)
})
