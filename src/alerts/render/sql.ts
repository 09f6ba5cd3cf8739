/** The table of the events, and the rules as functions, for Postgres 13 and later and for Supabase. */
import { ALL, NOBODY, type AlertRule, type EventFilter, type KeyField } from "../alert-rule.js";
import { describeCondition } from "../describe.js";
import { SCHEMA } from "../event.js";
import { underscored, type Renderer } from "./rendered.js";

/** Two files: the table in `security-events.sql`, and a function for each rule in `security-alerts.sql`. */
export const sql: Renderer = {
  title: "A table, and a function for each alert, for Postgres and Supabase",
  inexact: {},
  files: (rules) => [
    { name: "security-events.sql", text: TABLE },
    { name: "security-alerts.sql", text: alertsFile(rules) },
  ],
};

const COLUMNS = [
  "timestamp", "schema", "level", "event", "outcome", "reason", "actor_id", "actor_type", "account", "org_id", "target_type",
  "target_id", "request_id", "trace_id", "route", "method", "status", "duration_ms", "ip", "user_agent", "service", "env", "details",
]
  .map((name) => (name === "timestamp" ? '"timestamp"' : name))
  .join(", ");

const TABLE = `-- Security events: one row an event, written once, and read by nobody who has not been given the right.

create table if not exists public.security_events (
  id bigint generated always as identity primary key,
  "timestamp" timestamptz not null,
  schema text not null check (schema = '${SCHEMA}'),
  level text not null check (level in ('info', 'warn', 'error')),
  event text not null check (event <> ''),
  outcome text not null check (outcome in ('success', 'denied', 'error')),
  reason text,
  actor_id text not null,
  actor_type text,
  account text,
  org_id text,
  target_type text,
  target_id text,
  request_id text not null,
  trace_id text,
  route text,
  method text,
  status integer,
  duration_ms double precision,
  ip text,
  user_agent text,
  service text,
  env text,
  details jsonb
);

create index if not exists security_events_timestamp on public.security_events ("timestamp");
create index if not exists security_events_event on public.security_events (event, "timestamp");
create index if not exists security_events_refused on public.security_events (outcome, "timestamp") where outcome <> 'success';
create index if not exists security_events_actor on public.security_events (actor_id, "timestamp");

-- Append only: what is written stays. To delete what is past its retention, the table's owner disables the trigger for
-- that one statement, which is a deed that the database's own log records.
create or replace function public.refuse_change_of_security_events() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'security_events is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

drop trigger if exists security_events_append_only on public.security_events;
create trigger security_events_append_only
  before update or delete or truncate on public.security_events
  for each statement execute function public.refuse_change_of_security_events();

-- One line of the log, as it is.
create or replace function public.record_security_event(line jsonb) returns void
language sql set search_path = '' as $$
  insert into public.security_events (${COLUMNS})
  select ${COLUMNS}
  from jsonb_populate_record(null::public.security_events, line)
$$;

-- Without a policy nobody but the owner, and Supabase's service role, reads or writes. Give the role that your server
-- logs in with the right to insert, and nothing else.
alter table public.security_events enable row level security;
revoke all on public.security_events from public;
revoke all on function public.record_security_event(jsonb) from public;
${fromSupabaseRoles("revoke all on public.security_events from anon, authenticated", "revoke all on function public.record_security_event(jsonb) from anon, authenticated")}`;

function alertsFile(rules: readonly AlertRule[]): string {
  return `-- The alert rules as functions over public.security_events (security-events.sql), and public.raise_security_alerts(), which
-- keeps to the caps. Run it once a minute, for example with pg_cron:
--   select cron.schedule('security-alerts', '* * * * *', 'select public.raise_security_alerts()');
-- What it returns, and writes to public.security_alerts, is new; a database webhook on that table sends it on.

${rules.map(ruleFunction).join("\n")}
-- Every time at which a rule's condition held, without the caps.
create or replace function public.security_alert_firings(since timestamptz, until timestamptz)
returns table (rule text, title text, severity text, cap interval, key text, fired_at timestamptz)
language sql stable set search_path = '' as $$
${rules.map(firings).join("\n  union all\n")}
$$;

create table if not exists public.security_alerts (
  rule text not null,
  key text not null,
  raised_at timestamptz not null,
  title text not null,
  severity text not null,
  primary key (rule, key, raised_at)
);

-- The alerts of the time after since and up to until that no earlier alert of the same rule and key covers.
create or replace function public.raise_security_alerts(
  since timestamptz default now() - interval '10 minutes',
  until timestamptz default now()
) returns setof public.security_alerts
language plpgsql set search_path = '' as $$
declare
  fired record;
  alert public.security_alerts;
begin
  -- Two runs at once would both find that nothing has been raised.
  lock table public.security_alerts in share row exclusive mode;
  for fired in
    select distinct * from public.security_alert_firings(since, until) order by fired_at, rule, key
  loop
    continue when exists (
      select from public.security_alerts as earlier
      where earlier.rule = fired.rule and earlier.key = fired.key
        and earlier.raised_at > fired.fired_at - fired.cap and earlier.raised_at < fired.fired_at + fired.cap
    );
    insert into public.security_alerts (rule, key, raised_at, title, severity)
    values (fired.rule, fired.key, fired.fired_at, fired.title, fired.severity)
    returning * into alert;
    return next alert;
  end loop;
end
$$;

alter table public.security_alerts enable row level security;
revoke all on public.security_alerts from public;
${rules.map((rule) => `revoke all on function ${nameOf(rule)}(timestamptz, timestamptz) from public;\n`).join("")}\
revoke all on function public.security_alert_firings(timestamptz, timestamptz) from public;
revoke all on function public.raise_security_alerts(timestamptz, timestamptz) from public;
${fromSupabaseRoles(
  "revoke all on public.security_alerts from anon, authenticated",
  ...rules.map((rule) => `revoke all on function ${nameOf(rule)}(timestamptz, timestamptz) from anon, authenticated`),
  "revoke all on function public.security_alert_firings(timestamptz, timestamptz) from anon, authenticated",
  "revoke all on function public.raise_security_alerts(timestamptz, timestamptz) from anon, authenticated",
)}`;
}

/** Supabase gives these two roles all new objects of the schema; elsewhere they are not there. */
function fromSupabaseRoles(...statements: readonly string[]): string {
  return `do $$
begin
  if exists (select from pg_roles where rolname = 'anon') and exists (select from pg_roles where rolname = 'authenticated') then
${statements.map((statement) => `    ${statement};\n`).join("")}  end if;
end
$$;
`;
}

function ruleFunction(rule: AlertRule): string {
  return `-- ${rule.title}. ${describeCondition(rule)}
create or replace function ${nameOf(rule)}(since timestamptz, until timestamptz)
returns table (key text, fired_at timestamptz)
language sql stable set search_path = '' as $$
${bodyOf(rule)}
$$;
`;
}

function firings(rule: AlertRule): string {
  const constants = [rule.id, rule.title, rule.severity].map((text) => `'${text.replaceAll("'", "''")}'::text`).join(", ");
  return `  select ${constants}, interval '${rule.cap} seconds', f.key, f.fired_at from ${nameOf(rule)}(since, until) as f`;
}

function bodyOf({ match, condition }: AlertRule): string {
  switch (condition.kind) {
    case "any": {
      const key = `coalesce(${condition.by.map((field) => `nullif(${field}, '')`).join(", ")})`;
      return `  select ${key}, "timestamp"
  from public.security_events
  where ${test(match)} and ${key} is not null
    and "timestamp" > since and "timestamp" <= until`;
    }
    case "count": {
      const { by, over, within } = condition;
      return `  select w.key, w.at
  from (
    select ${by} as key, "timestamp" as at, count(*) over (partition by ${by} order by "timestamp" ${range(within)}) as events
    from public.security_events
    where ${test(match, [by])} and ${read(within)}
  ) as w
  where w.events > ${over} and w.at > since`;
    }
    case "distinct": {
      const { of, by, over, within } = condition;
      // A value is there from an event until its window ends, or until the next event with the value, from which it goes on.
      return `  select w.key, w.at
  from (
    select c.key, c.at, bool_or(c.change > 0) as is_event, sum(sum(c.change)) over (partition by c.key order by c.at) as values_seen
    from (
      select ${by} as key, "timestamp" as at, 1 as change
      from public.security_events
      where ${test(match, [by, of])} and ${read(within)}
      union all
      select ${by}, least("timestamp" + ${seconds(within)}, lead("timestamp") over (partition by ${by}, ${of} order by "timestamp")), -1
      from public.security_events
      where ${test(match, [by, of])} and ${read(within)}
    ) as c
    group by c.key, c.at
  ) as w
  where w.is_event and w.values_seen > ${over} and w.at > since`;
    }
    case "sequence": {
      const { by, after, least, within } = condition;
      return `  select w.key, w.at
  from (
    select ${by} as key, "timestamp" as at, ${test(match)} as is_last,
      count(*) filter (where ${test(after)}) over (partition by ${by} order by "timestamp" ${range(within)}) as before
    from public.security_events
    where (${test(match)} or ${test(after)}) and ${isThere(by)} and ${read(within)}
  ) as w
  where w.is_last and w.before >= ${least} and w.at > since`;
    }
    case "rate": {
      const { times, least, within, baseline } = condition;
      const minute = `date_trunc('minute', "timestamp", 'UTC')`;
      const between = (from: number, to: number) => `range between ${seconds(from)} preceding and ${seconds(to)} preceding`;
      return `  with matched as (
    select "timestamp" as at, ${minute} as minute, count(*) over (partition by ${minute} order by "timestamp") as in_minute
    from public.security_events
    where ${test(match)} and "timestamp" > since - ${seconds(within + baseline + 60)} and "timestamp" <= until
  ), minutes as (
    select m.minute,
      coalesce(sum(count(*)) over (order by m.minute ${between(within - 60, 60)}), 0) as recent,
      coalesce(sum(count(*)) over (order by m.minute ${between(within + baseline - 60, within)}), 0) as before
    from matched as m
    group by m.minute
  )
  select '${ALL}'::text, matched.at
  from matched join minutes using (minute)
  where minutes.recent + matched.in_minute >= ${least}
    and (minutes.recent + matched.in_minute) * ${baseline / within} > ${times} * minutes.before
    and (select min("timestamp") from public.security_events) <= matched.at - ${seconds(within + baseline)}
    and matched.at > since`;
    }
    case "absence": {
      const { within } = condition;
      return `  select '${ALL}'::text, w.at + ${seconds(within)}
  from (
    select "timestamp" as at, lead("timestamp") over (order by "timestamp") as next
    from public.security_events
    where ${read(within)}
  ) as w
  where (w.next is null or w.next > w.at + ${seconds(within)})
    and w.at + ${seconds(within)} > since and w.at + ${seconds(within)} <= until`;
    }
  }
}

/** (t − within, t], as timestamps are whole microseconds. */
function range(within: number): string {
  return `range between interval '${within - 1}.999999 seconds' preceding and current row`;
}

/** The events that the windows of the time asked for reach back to. */
function read(within: number): string {
  return `"timestamp" > since - ${seconds(within)} and "timestamp" <= until`;
}

function seconds(count: number): string {
  return `interval '${count} seconds'`;
}

function test({ events, outcome }: EventFilter, present: readonly KeyField[] = []): string {
  const names = events?.map((name) => `'${name}'`);
  const all = [
    ...(names ? [names.length === 1 ? `event = ${names[0]}` : `event in (${names.join(", ")})`] : []),
    ...(outcome ? [`outcome = '${outcome}'`] : []),
    ...present.map(isThere),
  ];
  return all.length > 1 ? `(${all.join(" and ")})` : all.join("");
}

/** Neither null nor empty, nor nobody in particular. */
function isThere(field: KeyField): string {
  return field === "actor_id" ? `${field} not in (${["", ...NOBODY].map((id) => `'${id}'`).join(", ")})` : `${field} <> ''`;
}

function nameOf({ id }: AlertRule): string {
  return `public.security_alert_${underscored(id)}`;
}
