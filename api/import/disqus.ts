import { type ExportedComment, readMoment } from './exported-comment.js'
import { readXml } from './xml.js'

/** Comments of an export of Disqus: https://help.disqus.com/en/articles/1717164-comments-export */
export async function* readDisqus(chunks: AsyncIterable<string>): AsyncGenerator<ExportedComment> {
  /** Addresses of pages by their ids: pages stand before comments. */
  const pages = new Map<string, string>()
  let said: Record<string, string> = {}
  let link = ''
  for await (const { path, text, attributes } of readXml(chunks)) {
    const id = attributes['dsq:id'] ?? ''
    const [root, kind, ...inner] = path.split('/')
    if (root !== 'disqus') throw new Error('it is no export of Disqus')
    const name = inner.join('/')
    if (kind === 'thread') {
      if (name === 'link') link = text.trim()
      if (name === '') pages.set(id, link)
    } else if (kind === 'post') {
      if (name !== '') said[name] = name === 'thread' || name === 'parent' ? id : text
      else {
        yield toComment(id, said, pages)
        said = {}
      }
    }
  }
}

function toComment(id: string, said: Record<string, string>, pages: ReadonlyMap<string, string>): ExportedComment {
  const isTrue = (name: string) => said[name]?.trim() === 'true'
  return {
    id,
    parent: said.parent || null,
    page: pages.get(said.thread ?? '') ?? null,
    name: said['author/name']?.trim() || null,
    content: said.message ?? '',
    createdAt: readMoment(said.createdAt?.trim() ?? ''),
    leftOut: isTrue('isSpam') ? 'spam' : isTrue('isDeleted') ? 'deleted' : undefined,
  }
}
