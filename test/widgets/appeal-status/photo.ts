/** A photo of 8 × 6 pixels. */
export const photo = {
  id: '0198c0de-0000-7000-8000-000000000001',
  fileName: 'hole.jpg',
  mediaType: 'image/jpeg' as const,
  bytes: 269,
  width: 8,
  height: 6,
  file: '/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCMAVdf/9k=',
}

export const plan = {
  ...photo,
  id: 'plan',
  fileName: 'plan.pdf',
  mediaType: 'application/pdf' as const,
  bytes: 1_234_567,
}
