/** Whether what is commented on is a paragraph of the draft: comments have longer names. */
export const isParagraph = (parent: string) => /^p\d+$/.test(parent)
