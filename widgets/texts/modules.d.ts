// `import languages from 'texts:poll'` gives an element its texts: a module made by plugin.mjs from the JSON files of
// this folder. A new language is one more JSON file. A new text goes into its section of every JSON file, a new section
// also here.

declare module 'texts:account+staff' {
  const languages: import('../shared/texts.js').Languages<'account' | 'staff'>
  export default languages
}
declare module 'texts:account' {
  const languages: import('../shared/texts.js').Languages<'account'>
  export default languages
}
declare module 'texts:appeal-view+near+status' {
  const languages: import('../shared/texts.js').Languages<'appeal-view' | 'near' | 'status'>
  export default languages
}
declare module 'texts:appeal-view+near+related' {
  const languages: import('../shared/texts.js').Languages<'appeal-view' | 'near' | 'related'>
  export default languages
}
declare module 'texts:desk+insight' {
  const languages: import('../shared/texts.js').Languages<'desk' | 'insight'>
  export default languages
}
declare module 'texts:desk+moderation' {
  const languages: import('../shared/texts.js').Languages<'desk' | 'moderation'>
  export default languages
}
declare module 'texts:opinions' {
  const languages: import('../shared/texts.js').Languages<'opinions'>
  export default languages
}
declare module 'texts:comments' {
  const languages: import('../shared/texts.js').Languages<'comments'>
  export default languages
}
declare module 'texts:draft' {
  const languages: import('../shared/texts.js').Languages<'draft'>
  export default languages
}
declare module 'texts:following' {
  const languages: import('../shared/texts.js').Languages<'following'>
  export default languages
}
declare module 'texts:objecting' {
  const languages: import('../shared/texts.js').Languages<'objecting'>
  export default languages
}
declare module 'texts:desk+poll-builder' {
  const languages: import('../shared/texts.js').Languages<'desk' | 'poll-builder'>
  export default languages
}
declare module 'texts:insight' {
  const languages: import('../shared/texts.js').Languages<'insight'>
  export default languages
}
declare module 'texts:poll' {
  const languages: import('../shared/texts.js').Languages<'poll'>
  export default languages
}
declare module 'texts:appeal+place' {
  const languages: import('../shared/texts.js').Languages<'appeal' | 'place'>
  export default languages
}
declare module 'texts:campaign' {
  const languages: import('../shared/texts.js').Languages<'campaign'>
  export default languages
}
declare module 'texts:identity' {
  const languages: import('../shared/texts.js').Languages<'identity'>
  export default languages
}
declare module 'texts:appeal-view+mine' {
  const languages: import('../shared/texts.js').Languages<'appeal-view' | 'mine'>
  export default languages
}
declare module 'texts:map' {
  const languages: import('../shared/texts.js').Languages<'map'>
  export default languages
}
declare module 'texts:map+appeals-map' {
  const languages: import('../shared/texts.js').Languages<'map' | 'appeals-map'>
  export default languages
}
declare module 'texts:appeal-view+appeals-map' {
  const languages: import('../shared/texts.js').Languages<'appeal-view' | 'appeals-map'>
  export default languages
}
declare module 'texts:appeal-view+status' {
  const languages: import('../shared/texts.js').Languages<'appeal-view' | 'status'>
  export default languages
}
declare module 'texts:data' {
  const languages: import('../shared/texts.js').Languages<'data'>
  export default languages
}
declare module 'texts:push' {
  const languages: import('../shared/texts.js').Languages<'push'>
  export default languages
}
declare module 'texts:discussion' {
  const languages: import('../shared/texts.js').Languages<'discussion'>
  export default languages
}
declare module 'texts:appeal-view+desk' {
  const languages: import('../shared/texts.js').Languages<'appeal-view' | 'desk'>
  export default languages
}
declare module 'texts:writing' {
  const languages: import('../shared/texts.js').Languages<'writing'>
  export default languages
}
declare module 'texts:ballot+place' {
  const languages: import('../shared/texts.js').Languages<'ballot' | 'place'>
  export default languages
}
declare module 'texts:results' {
  const languages: import('../shared/texts.js').Languages<'results'>
  export default languages
}
declare module 'texts:paper' {
  const languages: import('../shared/texts.js').Languages<'paper'>
  export default languages
}
declare module 'texts:receipt' {
  const languages: import('../shared/texts.js').Languages<'receipt'>
  export default languages
}
