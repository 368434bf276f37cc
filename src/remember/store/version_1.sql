-- One line a run. No personal data.
create table journal (
  run      integer primary key,
  at       text not null,             -- wall clock
  command  text not null,
  first    text, last text,           -- months
  files    integer not null,          -- read
  booked   integer not null,          -- lists booked by this run, a commune and month each
  replaced integer not null,          -- earlier ones whose place they took
  findings integer not null,
  new      integer not null,          -- new or returned
  told     integer not null default 0 -- whether its news was printed
);
-- Every file ever read.
create table file (sha256 text, path text, run integer not null, primary key (sha256, path)) without rowid;
-- Whom rows name, as written. key: by what the person is told apart in ids of findings.
create table who (
  id integer primary key,
  name text not null, born_from text, born_to text, sex text not null, id_number text not null,
  commune text not null, village text not null, book text not null, account text not null,
  receiver text not null, category text not null, codes text not null, cared_for text not null,
  key text
);
-- A commune's month of a list. standing: current, replaced, copy. content: its rows, an array each:
-- row, who, month, months, scheme, regular, arrears, carried, deduction, state (see booked_row).
create table booking (
  id integer primary key,
  role text not null, month text not null, commune text not null,
  path text not null, sheet text, sha256 text not null, columns text not null,
  only_unpaid integer not null, rows integer not null, sum integer not null,
  standing text not null, replaced_by integer, run integer not null, content text not null
);
create index booking_month on booking (month, commune);
create view booked_row as
select b.id as booking, b.role, b.month, b.commune, b.path, b.sheet, b.standing,
  json_extract(j.value, '$[0]') as row, w.name, w.born_from, w.born_to, w.sex, w.id_number, w.village,
  w.category, json_extract(j.value, '$[5]') as regular, json_extract(j.value, '$[6]') as arrears,
  json_extract(j.value, '$[7]') as carried, json_extract(j.value, '$[8]') as deduction,
  case json_extract(j.value, '$[9]') when 0 then 'paid' when 1 then 'unpaid' else 'returned' end as state
from booking b, json_each(b.content) j left join who w on w.id = json_extract(j.value, '$[1]');
-- As in ket-qua.json.
create table balance (
  month text not null, commune text not null, carried_in integer not null, approved integer not null,
  paid integer not null, returned integer not null, carried_out integer not null, unexplained integer not null,
  people_approved integer not null, people_paid integer not null, people_carried integer not null,
  primary key (month, commune)
) without rowid;
-- Everybody whose two sides differ in a month.
create table difference (
  month text not null, commune text not null, name text not null, born text, id_number text,
  carried_in integer not null, approved integer not null, paid integer not null, returned integer not null,
  carried_out integer not null, unexplained integer not null, found text not null
);
-- Every finding ever made. status: new, open, resolved, returned, accepted.
create table finding (
  id text not null, command text not null, rule text not null, severity text not null, confidence text not null,
  status text not null, first_seen text not null, last_seen text not null,
  kind text not null, name text not null, commune text not null, months text not null,
  amount integer not null, title text not null, message text not null, facts text not null,
  primary key (id, command)
) without rowid;
-- What looking into findings came to. facts: of the finding at that time.
create table outcome (
  given integer primary key, finding text not null, why text not null, on_day text, by_whom text,
  facts text not null, unique (finding, facts)
);
create table setting (name text primary key, value text not null) without rowid;
