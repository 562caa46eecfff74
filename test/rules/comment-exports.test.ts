import { expect, test } from 'vitest'
import { readDisqus } from '../../api/import/disqus.js'
import { htmlToMarkup } from '../../api/import/html-markup.js'
import { readWxr } from '../../api/import/wxr.js'
import { readXml } from '../../api/import/xml.js'

async function* inPieces(text: string, size = 7) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
const all = async <Item>(items: AsyncIterable<Item>) => {
  const read: Item[] = []
  for await (const item of items) read.push(item)
  return read
}

test('HTML becomes the markup of comments, and nothing of it runs, loads or tracks', () => {
  const becomes: Record<string, string> = {
    '<p>One <b>bold</b> and <em>leaning</em></p><p>Two<br>lines &amp; more</p>':
      'One **bold** and _leaning_\n\nTwo\nlines & more',
    '<blockquote><p>Said</p></blockquote>Answer<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>':
      '> Said\n\nAnswer\n\n- a\n- b\n1. c',
    '<a href="https://a.test/x(1)">here</a> <a href="https://b.test/long">b.test/lo…</a>':
      '[here](https://a.test/x%281%29) https://b.test/long',
    '<a href="https://disq.us/url?url=https%3A%2F%2Fc.test%2F%3AabcdefghijklmnopqrstU&cuid=1">c</a>':
      '[c](https://c.test/)',
    '<a href="javascript:alert(1)">no</a><script>alert(2)</script><img src=x onerror=alert(3) alt="A lamp">':
      'noA lamp',
    '2 * 3 * 4, snake_case': '2 * 3 * 4, snake_case',
    'not *leaning* here': 'not \\*leaning\\* here',
    '- no list': '\\- no list',
    '<p> </p><div></div>': '',
    '<b>never closed <i>and <p>next': 'never closed and\n\nnext',
  }
  for (const [html, text] of Object.entries(becomes)) expect([html, htmlToMarkup(html)]).toEqual([html, text])
})

test('XML is read in pieces of any size, and half of it is refused', async () => {
  const xml = '<?xml version="1.0"?><a x="1"><b>t&amp;<![CDATA[<i>]]></b><c/></a>'
  for (const size of [1, 5, 1000]) {
    expect(await all(readXml(inPieces(xml, size)))).toEqual([
      { path: 'a/b', attributes: {}, text: 't&<i>' },
      { path: 'a/c', attributes: {}, text: '' },
      { path: 'a', attributes: { x: '1' }, text: '' },
    ])
  }
  for (const broken of ['', 'no XML', xml.slice(0, -4)])
    await expect(all(readXml(inPieces(broken)))).rejects.toThrow('whole')
})

test('an entity that a document declares is not grown', async () => {
  const bomb =
    '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]><a>&c;&f;</a>'
  expect((await all(readXml(inPieces(bomb)))).at(-1)?.text).toBe('&c;&f;')
})

test('an export of Disqus tells page, author, answer, and what is not for everyone', async () => {
  const post = (id: string, more: string) =>
    `<post dsq:id="${id}"><message><![CDATA[<p>Hi</p>]]></message><createdAt>2020-05-06T07:08:09Z</createdAt>
    <author><email>a@b.test</email><name>Ann</name></author><thread dsq:id="7" />${more}</post>`
  const xml = `<disqus><thread dsq:id="7"><id>x</id><link>https://town.test/a/</link><author><name>No</name></author></thread>
    ${post('1', '<isSpam>false</isSpam>')}${post('2', '<parent dsq:id="1" />')}${post('3', '<isDeleted>true</isDeleted>')}</disqus>`
  const read = await all(readDisqus(inPieces(xml)))
  const one = { page: 'https://town.test/a/', name: 'Ann', content: '<p>Hi</p>' }
  const createdAt = new Date('2020-05-06T07:08:09Z')
  expect(read).toEqual([
    { ...one, id: '1', parent: null, createdAt, leftOut: undefined },
    { ...one, id: '2', parent: '1', createdAt, leftOut: undefined },
    { ...one, id: '3', parent: null, createdAt, leftOut: 'deleted' },
  ])
  await expect(all(readDisqus(inPieces('<rss></rss>')))).rejects.toThrow('no export of Disqus')
})

test('an export of WordPress too', async () => {
  const comment = (id: number, more: string) =>
    `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author><![CDATA[Bo]]></wp:comment_author>
    <wp:comment_date_gmt>2021-01-02 03:04:05</wp:comment_date_gmt><wp:comment_content><![CDATA[One\n\ntwo]]></wp:comment_content>
    <wp:comment_author_email>b@c.test</wp:comment_author_email>${more}</wp:comment>`
  const xml = `<rss><channel><link>https://blog.test</link><item><link>https://blog.test/a</link>
    ${comment(1, '<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent>')}
    ${comment(2, '<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>1</wp:comment_parent>')}
    ${comment(3, '<wp:comment_approved>0</wp:comment_approved>')}${comment(4, '<wp:comment_type>pingback</wp:comment_type>')}
    </item></channel></rss>`
  const read = await all(readWxr(inPieces(xml)))
  expect(read.map(({ id, parent, leftOut }) => [id, parent, leftOut])).toEqual([
    ['1', null, undefined],
    ['2', '1', undefined],
    ['3', null, 'unapproved'],
    ['4', null, 'machine'],
  ])
  expect(read[0]).toMatchObject({
    name: 'Bo',
    page: 'https://blog.test/a',
    createdAt: new Date('2021-01-02T03:04:05Z'),
  })
  expect(htmlToMarkup(read[0]?.content ?? '')).toBe('One\n\ntwo')
})
