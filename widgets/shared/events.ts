/** What elements tell the page: bubbles, and crosses shadow roots. */
export class VmesteEvent<Detail> extends CustomEvent<Detail> {
  constructor(name: string, detail: Detail) {
    super(name, { detail, bubbles: true, composed: true })
  }
}
