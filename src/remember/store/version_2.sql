-- What persons decided of two rows. file1, file2: digests of the files on which the rows stand, '' where
-- none was met yet. said: the answer as written.
create table pair (
  given integer primary key,
  path1 text not null, sheet1 text not null, row1 integer, name1 text not null, file1 text not null,
  path2 text not null, sheet2 text not null, row2 integer, name2 text not null, file2 text not null,
  said text not null, same integer, by_whom text not null, on_from text, on_to text
);
-- A row may be unsigned where most are signed.
drop view booked_row;
create view booked_row as
select b.id as booking, b.role, b.month, b.commune, b.path, b.sheet, b.standing,
  json_extract(j.value, '$[0]') as row, w.name, w.born_from, w.born_to, w.sex, w.id_number, w.village,
  w.category, json_extract(j.value, '$[5]') as regular, json_extract(j.value, '$[6]') as arrears,
  json_extract(j.value, '$[7]') as carried, json_extract(j.value, '$[8]') as deduction,
  case json_extract(j.value, '$[9]') when 0 then 'paid' when 1 then 'unpaid' when 2 then 'returned' else 'unsigned' end as state
from booking b, json_each(b.content) j left join who w on w.id = json_extract(j.value, '$[1]');
