import { type ExportedComment, type LeftOut, readMoment } from './exported-comment.js'
import { readXml } from './xml.js'

const item = 'rss/channel/item'
const comment = `${item}/wp:comment`

/** Comments of an export of WordPress (WordPress eXtended RSS). */
export async function* readWxr(chunks: AsyncIterable<string>): AsyncGenerator<ExportedComment> {
  let page: string | null = null
  let said: Record<string, string> = {}
  for await (const { path, text } of readXml(chunks)) {
    if (!path.startsWith('rss')) throw new Error('it is no export of WordPress')
    if (path === `${item}/link`) page = text.trim() || null
    else if (path === comment) {
      yield toComment(said, page)
      said = {}
    } else if (path.startsWith(`${comment}/`)) said[path.slice(comment.length + 1)] ??= text
    else if (path === item) page = null
  }
}

const approvals: Record<string, LeftOut | undefined> = { '0': 'unapproved', spam: 'spam', trash: 'deleted' }

function toComment(said: Record<string, string>, page: string | null): ExportedComment {
  const of = (name: string) => said[`wp:comment_${name}`]?.trim() ?? ''
  const isMachine = of('type') === 'pingback' || of('type') === 'trackback'
  const parent = of('parent')
  return {
    id: of('id'),
    parent: parent && parent !== '0' ? parent : null,
    page,
    name: of('author') || null,
    // A blank line parts paragraphs there: said so, since HTML takes it for a space.
    content: (said['wp:comment_content'] ?? '').replace(/\r\n?/g, '\n').replace(/\n\n+/g, '<p>').replace(/\n/g, '<br>'),
    createdAt: readMoment(of('date_gmt').replace(' ', 'T').concat('Z')),
    leftOut: isMachine ? 'machine' : approvals[of('approved')],
  }
}
