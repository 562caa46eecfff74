/**
 * How the database itself keeps organizations apart (row-level security): a request works as a role that sees, of every
 * table with an `organization_id`, the rows of its organization alone, however a query is written. Jobs and commands,
 * which work through all organizations, work as the owner of the tables, whom no policy binds.
 *
 * The policies are laid each time the database is opened, after the migrations: a table that someone adds is closed
 * from its first day, also when nobody thought of it.
 *
 * PostgreSQL uses an index only by operators that cannot leak once a policy stands before it: texts, numbers, moments
 * and ids are found by it, `@@`, `%` and `<@` are not. Where those are wanted, the owner finds the ids, and the request
 * reads the rows by them.
 */

/** What requests work as. It may be shared by several databases of one server. */
const ROLE = 'vmeste_tenant'

/** Of these, what those above in the tree have is read as well: an organization without its own uses theirs. */
const inherited = ['calendar_days', 'campaigns', 'categories', 'category_deadlines']
/** Appended to, and never changed. */
const appendOnly = ['audit_entries']
/** Shared by all organizations, and public: they are read, and written by the owner alone. */
const shared = ['organizations']

/** Runs one statement, or several without parameters, and answers the rows of the one. */
export type Run = (statement: string) => Promise<Record<string, unknown>[]>

/** What begins each transaction of an organization. @param path from the root of the tree down to itself. */
export function entering(path: readonly string[]): string {
  // By statements, which take no parameters: a path holds nothing else, but who relies on it says so.
  if (!path.every((id) => /^[a-z0-9-]+$/.test(id))) throw new Error('a path that is not of organizations')
  return `set local role ${ROLE}; set local vmeste.organization = '${path.at(-1)}'; set local vmeste.path = '${path.join()}'`
}

/** The role that requests work as could not be made: the user of the database may not. */
export class RoleMissing extends Error {
  constructor(user: string) {
    super(`create role ${ROLE}; grant ${ROLE} to ${user}`)
  }
}

/**
 * Makes the role, and lays the policies that are not there yet. Several processes may open one database: the caller
 * holds the lock of the migrations.
 * @throws {RoleMissing} whose message is what an administrator of the database has to run once.
 */
export async function isolate(run: Run): Promise<void> {
  await makeRole(run)
  const tables = await run(`
    select c.relname as name, c.relrowsecurity as closed,
      (select string_agg(p.polname, ',' order by p.polname) from pg_policy p where p.polrelid = c.oid) as policies,
      has_table_privilege('${ROLE}', c.oid, 'select') as granted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)`)
  const statements = tables.flatMap(({ name, ...present }) => lay(String(name), present))
  for (const table of shared) statements.push(`grant select on ${table} to ${ROLE}`)
  await run([`grant usage on schema public to ${ROLE}`, ...statements].join(';\n'))
}

function lay(table: string, { closed, policies, granted }: Record<string, unknown>): string[] {
  const own = `organization_id = (select current_setting('vmeste.organization', true))`
  const above = `organization_id = any((select string_to_array(current_setting('vmeste.path', true), ',')::text[])::text[])`
  const isInherited = inherited.includes(table)
  const wanted = isInherited ? 'inherited,own' : 'own'
  const statements: string[] = []
  if (policies !== wanted) {
    statements.push(
      `drop policy if exists own on "${table}"`,
      `drop policy if exists inherited on "${table}"`,
      `create policy own on "${table}" to ${ROLE} using (${own}) with check (${own})`,
    )
    if (isInherited) statements.push(`create policy inherited on "${table}" for select to ${ROLE} using (${above})`)
  }
  if (!closed) statements.push(`alter table "${table}" enable row level security`)
  if (!granted) {
    const rights = appendOnly.includes(table) ? 'select, insert' : 'select, insert, update, delete'
    statements.push(`grant ${rights} on "${table}" to ${ROLE}`)
  }
  return statements
}

async function makeRole(run: Run): Promise<void> {
  const [known] = await run(`select current_user as name,
    (select pg_has_role(oid, 'member') from pg_roles where rolname = '${ROLE}') as is_member`)
  if (known?.is_member) return
  try {
    // In a block of its own, so that another database of the server may be making it at the same moment.
    await run(
      `do $$ begin create role ${ROLE} nologin; exception when duplicate_object or unique_violation then null; end $$`,
    )
    const [made] = await run(`select pg_has_role('${ROLE}', 'member') as is_member`)
    if (!made?.is_member) await run(`grant ${ROLE} to current_user`)
  } catch {
    throw new RoleMissing(String(known?.name))
  }
}
