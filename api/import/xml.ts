import { Parser } from 'htmlparser2'

export interface XmlElement {
  /** The names from the root down to itself, by `/`. */
  path: string
  attributes: Record<string, string>
  /** Its own, without that of elements in it. */
  text: string
}

/**
 * The elements of an XML document, each when it ends, as it is read: no more than those open now is ever held. Nothing a
 * document type declares is looked at, so no entity of its own grows or is fetched.
 * @throws for a document that ends before its elements do, or is none.
 */
export async function* readXml(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<XmlElement> {
  const open: XmlElement[] = []
  const ended: XmlElement[] = []
  let isBroken = false
  let isEmpty = true
  let isOver = false
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const outer = open.at(-1)
        open.push({ path: outer ? `${outer.path}/${name}` : name, attributes, text: '' })
        isEmpty = false
      },
      ontext(text) {
        const inner = open.at(-1)
        if (inner) inner.text += text
      },
      onclosetag(_, isImplied) {
        const element = open.pop()
        if (element) ended.push(element)
        // `<a/>` is implied too, when nothing is missing.
        isBroken ||= isImplied && isOver
      },
    },
    { xmlMode: true },
  )
  for await (const chunk of chunks) {
    parser.write(chunk)
    yield* ended.splice(0)
  }
  isOver = true
  parser.end()
  if (isBroken || isEmpty || open.length > 0) throw new Error('it is not whole XML')
  yield* ended
}
