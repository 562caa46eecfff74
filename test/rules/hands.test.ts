import { expect, test } from 'vitest'
import { type Hands, mayGive } from '../../api/appeals/hands.js'
import type { roles } from '../../api/identity/roles.js'

test('who may give an appeal to whom, by role and by who has it', () => {
  const all: Hands[] = ['mine', 'a colleague', 'nobody']
  const may = (role: (typeof roles)[number], assignee: string | null) =>
    all.filter((to) => mayGive(to, { assignee }, { actor: 'staff:anna', roles: [role] }))
  for (const assignee of [null, 'staff:anna', 'staff:boris']) {
    expect(may('coordinator', assignee)).toEqual(all)
    expect(may('administrator', assignee)).toEqual(all)
    expect(may('officer', assignee)).toEqual(assignee === 'staff:anna' ? all : ['mine'])
    expect(may('leader', assignee)).toEqual([])
    expect(may('moderator', assignee)).toEqual([])
  }
})
